import { decodeEvent } from './decode.ts';
import type { Event, Rejection, Source } from './event.ts';
import { isObject, own } from './json.ts';

/** What can be looked into: decoded events, what reading them gave, or plain objects as JSON has them. */
export type Input = Event | Rejection | Source | object;

/** What the decoded have beside their kind; a plain record may have a `kind` of its own. */
const marks: ReadonlyMap<unknown, string> = new Map([
  ['event', 'raw'],
  ['rejection', 'reason'],
  ['source', 'records'],
]);

/** The decoded record of an input, which may be one already. */
export function decoded(item: Input): Event | Rejection | Source {
  return isDecoded(item) ? item : decodeEvent(item);
}

function isDecoded(item: unknown): item is Event | Rejection | Source {
  if (!isObject(item)) return false;
  const mark = marks.get(own(item, 'kind'));
  return mark !== undefined && own(item, mark) !== undefined;
}
