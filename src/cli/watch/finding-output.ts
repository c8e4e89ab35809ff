import type { Case } from '../../finding/case/case.ts';
import type { Finding } from '../../finding/finding.ts';
import { caseUpdateOf, updateOf } from '../../report/finding/finding-update.ts';
import { beginOf, brokenOffOf } from '../../report/finding/machine/run-record.ts';
import { stamp } from '../../report/finding/machine/stamp.ts';
import type { RunFacts, Tool } from '../../report/finding/reporter.ts';
import { show } from '../../report/text/escape.ts';
import { jsonText } from '../../report/text/json-text.ts';

type Told = Finding | Case;

/** What a watch writes, and the records of its run around it, which only machines read. */
export interface FindingOutput {
  /** Before everything else; empty for people. */
  readonly begin: () => string;
  /** The finding or case with what is known of the run, as it is also posted. */
  readonly stamped: (told: Told) => Told;
  readonly line: (stamped: Told) => string;
  /** After a signal; empty for people. */
  readonly end: () => string;
}

/** Begins the output of a watch; `facts` are of the moment they are asked at. */
export function findingOutput(
  format: 'table' | 'ndjson',
  tool: Tool,
  facts: () => RunFacts,
): FindingOutput {
  const render = renderAs(format);
  const counts = { findings: 0, cases: 0 };
  const begun = { tool, run: facts() };
  const record = (told: () => unknown): string =>
    format === 'ndjson' ? `${jsonText(told())}\n` : '';
  return {
    begin: () => record(() => beginOf(begun)),
    stamped: (told) => stamp(told, { tool, run: facts() }),
    line: (stamped) => {
      counts[stamped.kind === 'case' ? 'cases' : 'findings']++;
      return render(stamped);
    },
    end: () => record(() => brokenOffOf(begun, counts)),
  };
}

/** One line per finding or case: a summary for people, or all of it for machines. */
export function renderAs(format: 'table' | 'ndjson'): (told: Told) => string {
  if (format === 'ndjson') return (told) => `${jsonText(told)}\n`;
  return (told) => {
    const { severity, title, id } = told;
    const last = told.kind === 'case' ? told.when.lastSign : told.when.lastEvent;
    const update = told.kind === 'case' ? caseUpdateOf(told) : updateOf(told);
    const size = told.kind === 'case' ? `; a case of ${told.findings.length} findings` : '';
    const mark = update === undefined ? '' : `; update: ${show(update, { max: 400 })}`;
    const time = `${last.slice(0, 19)}Z`;
    return `${time}  ${severity.toUpperCase().padEnd(13)}  ${show(title, { max: 300 })}  (${id}${size}${mark})\n`;
  };
}
