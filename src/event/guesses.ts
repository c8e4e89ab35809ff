import type { EventWalk } from './event-walk.ts';
import type { Json } from './json.ts';

/**
 * Numbers that what an event has in its fields probably has, since the last event of whoever acted had them: what somebody
 * does mostly comes from one device, at one place. Each is a guess, and has to be compared.
 */
export interface Guesses {
  /** The number of a field for which guesses are kept; undefined if there are enough of them. */
  addField(): number | undefined;
  /** Where the guesses for an event stand, one behind the other by the number of a field. */
  at(raw: Json): number;
  readonly numbers: Int32Array;
  /** Lets go of all actors; their guesses are another's then. */
  forget(): void;
}

/** Of so many actors at one time, and so many fields: one megabyte. */
const mostActors = 2_048;
const mostFields = 128;

/** Makes guesses for the events of a walk. */
export function createGuesses(walk: EventWalk): Guesses {
  const actor = walk.add(['actor', 'id']);
  const actors = new Map<Json, number>();
  let fields = 0;
  let last: Json | undefined;
  let start = 0;
  return {
    addField: () => (fields < mostFields ? fields++ : undefined),
    at(raw) {
      if (raw === last) return start;
      last = raw;
      const id = walk.counts(raw)[actor] === 1 ? walk.first(actor) : null;
      let known = actors.get(id);
      if (known === undefined) {
        if (actors.size === mostActors) actors.clear();
        known = actors.size;
        actors.set(id, known);
      }
      start = known * mostFields;
      return start;
    },
    numbers: new Int32Array(mostActors * mostFields),
    forget(): void {
      actors.clear();
      last = undefined;
    },
  };
}
