import { type Language, say } from '../language/language.ts';
import { inEnglish } from '../language/languages.ts';
import { levels } from '../rule/level.ts';
import { focusNote } from './focus-text.ts';
import type { BaselineOutcome, Summary } from './summary.ts';

/** How many findings a baseline has. */
export function knownCount({ known }: BaselineOutcome): number {
  return levels.reduce((sum, level) => sum + known[level], 0);
}

/** What a baseline hides, in a sentence or two. Quotes the name of its file: hostile text. */
function baselineNote(baseline: BaselineOutcome, language: Language): string {
  const { file, grown, otherRules } = baseline;
  const values = { count: knownCount(baseline), file, grown };
  const known = say(language, 'baseline.known', values);
  return otherRules ? `${known} ${say(language, 'baseline.otherRules')}` : known;
}

/** What a report leaves out of what a run found, and why: a sentence for each reason. */
export function narrowingNotes(
  { focus, baseline }: Pick<Summary, 'focus' | 'baseline'>,
  language: Language = inEnglish,
): readonly string[] {
  return [
    ...(focus ? [focusNote(focus, language)] : []),
    ...(baseline ? [baselineNote(baseline, language)] : []),
  ];
}
