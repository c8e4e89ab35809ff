import type { Case } from '../../finding/case/case.ts';
import type { Finding } from '../../finding/finding.ts';
import { caseUpdateOf, updateOf } from '../../report/finding/finding-update.ts';
import { show } from '../../report/text/escape.ts';
import { jsonText } from '../../report/text/json-text.ts';

/** One line per finding or case: a summary for people, or all of it for machines. */
export function renderAs(format: 'table' | 'ndjson'): (told: Finding | Case) => string {
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
