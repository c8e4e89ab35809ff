import type { Case } from '../../finding/case/case.ts';
import type { Finding } from '../../finding/finding.ts';

/** Names listed for one update; machine formats have all of them. */
const listed = 5;

/**
 * What changed since the finding was last reported: `reported before as low; now also a@example.com and 2 more`.
 * Undefined if it is reported for the first time. Quotes names from the log: hostile text.
 */
export function updateOf({ update }: Finding): string | undefined {
  if (!update) return undefined;
  return updateText(update.severityBefore, update.newVictims);
}

/** The same of a case. */
export function caseUpdateOf({ update }: Case): string | undefined {
  return update && updateText(update.severityBefore, update.newEntities);
}

function updateText(severityBefore: string | null, added: readonly string[]): string {
  const names = added.slice(0, listed).join(', ');
  const more = added.length - listed;
  const others = more > 0 ? ` and ${more} more` : '';
  const before =
    severityBefore === null ? 'reported before' : `reported before as ${severityBefore}`;
  return names === '' ? before : `${before}; now also ${names}${others}`;
}
