import type { Language } from '../language/language.ts';
import { say } from '../language/language.ts';
import { inEnglish } from '../language/languages.ts';
import type { ReportFocus } from './summary.ts';

/** What a report is about, as a list: `user ana@example.com, address 203.0.113.9`. Quotes what was given: hostile text. */
export function focusText({ cases, users, addresses }: ReportFocus, language: Language): string {
  return [
    ...cases.map((id) => say(language, 'timeline.ofCase', { id })),
    ...users.map((name) => say(language, 'timeline.ofUser', { name })),
    ...addresses.map((ip) => say(language, 'timeline.ofAddress', { ip })),
  ].join(', ');
}

/** The same as a sentence, with how much is hidden. */
export function focusNote(focus: ReportFocus, language: Language = inEnglish): string {
  const what = focusText(focus, language);
  return say(language, 'focus.shown', { what, count: focus.hiddenFindings });
}
