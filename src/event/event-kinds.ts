import type { EventWalk } from './event-walk.ts';
import type { Json } from './json.ts';

/** So many kinds of events are told apart at one time. */
export const mostKinds = 2_048;

/**
 * Prepares to number events, below {@link mostKinds}, by who acted: what somebody does mostly comes from one device, at one
 * place. Numbers are given anew when there are too many, so that events of a kind are alike in many cases, not in all.
 */
export function createKinds(walk: EventWalk): (raw: Json) => number {
  const actor = walk.add(['actor', 'id']);
  const numbers = new Map<Json, number>();
  let last: Json | undefined;
  let number = 0;
  return (raw) => {
    if (raw === last) return number;
    last = raw;
    const id = walk.counts(raw)[actor] === 1 ? walk.first(actor) : null;
    const known = numbers.get(id);
    if (known !== undefined) {
      number = known;
      return number;
    }
    if (numbers.size === mostKinds) numbers.clear();
    number = numbers.size;
    numbers.set(id, number);
    return number;
  };
}
