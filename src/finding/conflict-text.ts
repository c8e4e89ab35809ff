import type { Conflicts } from '../window/event-copies.ts';

/** What is told of events whose copies differ; it quotes identifiers, so it is hostile text. */
export function conflictText({ events, times, uuids }: Conflicts): string {
  const more = events - uuids.length;
  const named = uuids.join(', ') + (more > 0 ? ` and ${more.toLocaleString('en-US')} more` : '');
  const count = `${events.toLocaleString('en-US')} ${events === 1 ? 'event' : 'events'}`;
  const dated =
    times === 0 ? '' : `, ${times.toLocaleString('en-US')} of them under different times`;
  return `${count} came in copies that differ${dated}; the fullest copy was taken, of equally full ones the earliest: ${named}`;
}
