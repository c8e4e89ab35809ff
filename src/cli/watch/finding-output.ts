import type { Finding } from '../../finding/finding.ts';
import { updateOf } from '../../report/finding/finding-update.ts';
import { show } from '../../report/text/escape.ts';
import { jsonText } from '../../report/text/json-text.ts';

/** One line per finding: a summary for people, or the whole finding for machines. */
export function renderAs(format: 'table' | 'ndjson'): (finding: Finding) => string {
  if (format === 'ndjson') return (finding) => `${jsonText(finding)}\n`;
  return (finding) => {
    const { when, severity, title, id } = finding;
    const time = `${when.lastEvent.slice(0, 19)}Z`;
    const update = updateOf(finding);
    const mark = update === undefined ? '' : `; update: ${show(update, { max: 400 })}`;
    return `${time}  ${severity.toUpperCase().padEnd(13)}  ${show(title, { max: 300 })}  (${id}${mark})\n`;
  };
}
