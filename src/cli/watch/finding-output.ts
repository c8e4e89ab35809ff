import type { Finding } from '../../finding/finding.ts';
import { updateOf } from '../../report/finding/finding-update.ts';
import { show } from '../../report/text/escape.ts';
import { jsonText } from '../../report/text/json-text.ts';
import type { WatchFlags } from './command.ts';

/** One line a finding, for people; a whole finding a line, for machines. */
export function renderAs(format: WatchFlags['format']): (finding: Finding) => string {
  if (format === 'ndjson') return (finding) => `${jsonText(finding)}\n`;
  return (finding) => {
    const { when, severity, title, id } = finding;
    const time = `${when.lastEvent.slice(0, 19)}Z`;
    const update = updateOf(finding);
    const mark = update === undefined ? '' : `; update: ${show(update, { max: 400 })}`;
    return `${time}  ${severity.toUpperCase().padEnd(13)}  ${show(title, { max: 300 })}  (${id}${mark})\n`;
  };
}
