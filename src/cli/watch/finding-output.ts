import type { Case } from '../../finding/case/case.ts';
import type { Finding } from '../../finding/finding.ts';
import { type Language, say } from '../../language/language.ts';
import { inEnglish } from '../../language/languages.ts';
import { caseUpdateOf, updateOf } from '../../report/finding/finding-update.ts';
import { withRun } from '../../report/finding/machine/found-by.ts';
import { beginOf, brokenOffOf } from '../../report/finding/machine/run-record.ts';
import type { RunFacts, Tool } from '../../report/finding/reporter.ts';
import { createReportClock, utc } from '../../report/text/clock.ts';
import { show } from '../../report/text/escape.ts';
import { jsonText } from '../../report/text/json-text.ts';

type Told = Finding | Case;

/** What a watch writes, and the records of its run around it, which only machines read. */
export interface FindingOutput {
  /** Before everything else; empty for people. */
  readonly begin: () => string;
  /** The finding or case with what is known of the run, as it is also posted. */
  readonly whole: (told: Told) => Told;
  readonly line: (whole: Told) => string;
  /** After a signal; empty for people. */
  readonly end: () => string;
}

/** How a watch writes; language and zone are for people. */
export interface OutputForm {
  readonly format: 'table' | 'ndjson';
  readonly language: Language;
  readonly zone: string | undefined;
}

/** Begins the output of a watch; `tool` and `facts` are of the moment they are asked at. */
export function findingOutput(
  { format, language, zone }: OutputForm,
  tool: () => Tool,
  facts: () => RunFacts,
): FindingOutput {
  const render = renderAs(format, language, zone);
  const counts = { findings: 0, cases: 0 };
  const begun = { tool: tool(), run: facts() };
  const record = (told: () => unknown): string =>
    format === 'ndjson' ? `${jsonText(told())}\n` : '';
  return {
    begin: () => record(() => beginOf(begun)),
    whole: (told) => withRun(told, { tool: tool(), run: facts() }),
    line: (whole) => {
      counts[whole.kind === 'case' ? 'cases' : 'findings']++;
      return render(whole);
    },
    end: () => record(() => brokenOffOf(begun, counts)),
  };
}

/** One line per finding or case: a summary for people, in their language and time zone, or all of it for machines. */
export function renderAs(
  format: 'table' | 'ndjson',
  language: Language = inEnglish,
  zone: string = utc,
): (told: Told) => string {
  if (format === 'ndjson') return (told) => `${jsonText(told)}\n`;
  const clock = createReportClock(zone, language);
  return (told) => {
    const { severity, title, id } = told;
    const isCase = told.kind === 'case';
    const last = isCase ? told.when.lastSign : told.when.lastEvent;
    const update = isCase ? caseUpdateOf(told, language) : updateOf(told, language);
    const size = isCase ? say(language, 'watch.case', { count: told.findings.length }) : '';
    const shown = update === undefined ? undefined : show(update, { max: 400 });
    const news = shown === undefined ? '' : say(language, 'watch.update', { update: shown });
    const again = told.repeated ? say(language, 'watch.repeated') : '';
    const time = clock.iso(last);
    return `${time}  ${severity.toUpperCase().padEnd(13)}  ${show(title, { max: 300 })}  (${id}${size}${news}${again})\n`;
  };
}
