import type { Case } from '../../finding/case/case.ts';
import type { Finding } from '../../finding/finding.ts';
import { type Language, say } from '../../language/language.ts';
import type { Level } from '../../rule/level.ts';

/** Names listed for one update; machine formats have all of them. */
const listed = 5;

/**
 * What changed since the finding was last reported: `reported before as low; now also a@example.com and 2 more`.
 * Undefined if it is reported for the first time. Quotes names from the log: hostile text.
 */
export function updateOf({ update }: Finding, language: Language): string | undefined {
  return update && updateText(update.severityBefore, update.newVictims, language);
}

/** The same of a case. */
export function caseUpdateOf({ update }: Case, language: Language): string | undefined {
  return update && updateText(update.severityBefore, update.newEntities, language);
}

function updateText(
  severityBefore: Level | null,
  added: readonly string[],
  language: Language,
): string {
  const list = added.slice(0, listed).join(language.texts['list.comma']);
  const count = added.length - listed;
  const names = count > 0 ? say(language, 'list.others', { list, count }) : list;
  const before =
    severityBefore === null
      ? say(language, 'update.before')
      : say(language, 'update.beforeAs', { level: say(language, `level.${severityBefore}`) });
  return list === '' ? before : say(language, 'update.also', { before, names });
}
