import type { Conflicts } from '../window/event-copies.ts';

/** One sentence about events whose records differ. It quotes identifiers, so it is hostile text. */
export function conflictText({ events, times, uuids }: Conflicts): string {
  const more = events - uuids.length;
  const named = uuids.join(', ') + (more > 0 ? ` and ${more.toLocaleString('en-US')} more` : '');
  const count = `${events.toLocaleString('en-US')} ${events === 1 ? 'event' : 'events'}`;
  const dated = times === 0 ? '' : `, ${times.toLocaleString('en-US')} of them in time`;
  return `${count} ${events === 1 ? 'has' : 'have'} copies that differ${dated}; the fullest copy was used, or the earliest of equally full ones: ${named}`;
}
