import type { Finding } from '../../finding/finding.ts';

/** Names told of one update; machine formats have all of them. */
const listed = 5;

/**
 * What an update adds to what was told before: `told before as low; now also a@example.com and 2 more`.
 * Undefined if the finding is told for the first time. Holds names from the log: hostile text.
 */
export function updateOf({ update }: Finding): string | undefined {
  if (!update) return undefined;
  const { severityBefore, newVictims } = update;
  const names = newVictims.slice(0, listed).join(', ');
  const more = newVictims.length - listed;
  const others = more > 0 ? ` and ${more} more` : '';
  const before = severityBefore === null ? 'told before' : `told before as ${severityBefore}`;
  return names === '' ? before : `${before}; now also ${names}${others}`;
}
