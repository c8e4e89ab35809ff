import type { Case } from '../../finding/case/case.ts';
import type { Finding } from '../../finding/finding.ts';
import { type Language, say } from '../../language/language.ts';
import { inEnglish } from '../../language/languages.ts';
import { caseUpdateOf, updateOf } from '../../report/finding/finding-update.ts';
import { createReportClock, utc } from '../../report/text/clock.ts';
import { show } from '../../report/text/escape.ts';
import { jsonText } from '../../report/text/json-text.ts';

/** One line per finding or case: a summary for people, in their language and time zone, or all of it for machines. */
export function renderAs(
  format: 'table' | 'ndjson',
  language: Language = inEnglish,
  zone: string = utc,
): (told: Finding | Case) => string {
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
    const time = clock.iso(last);
    return `${time}  ${severity.toUpperCase().padEnd(13)}  ${show(title, { max: 300 })}  (${id}${size}${news})\n`;
  };
}
