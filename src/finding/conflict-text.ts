import { type Language, say } from '../language/language.ts';
import type { Conflicts } from '../window/event-copies.ts';

/** One sentence about events whose records differ. It quotes identifiers, so it is hostile text. */
export function conflictText({ events, times, uuids }: Conflicts, language: Language): string {
  const count = events - uuids.length;
  const list = uuids.join(language.texts['list.comma']);
  const named = count > 0 ? say(language, 'list.others', { list, count }) : list;
  return times === 0
    ? say(language, 'conflict.text', { events, uuids: named })
    : say(language, 'conflict.inTime', { events, times, uuids: named });
}
