import { createStore, type Store } from '../../store/store.ts';
import { absent, type Dictionary } from '../dictionary.ts';

/** Counts different actors; one costs four bytes beside its place in the dictionary. */
export interface ActorCount {
  /** Counts an event of an actor; gives the actor's number in the dictionary. */
  see(id: string): number;
  /** Counts an event of the actor of a number; 0 is nobody. */
  seeNumber(number: number): void;
  /** Takes back an event of the actor of a number; 0 is nobody. */
  unsee(number: number): void;
  /** Whether the actor of this number in the dictionary was seen. */
  has(number: number): boolean;
  /** Takes one over that is counted already. */
  adopt(number: number): void;
  count(): number;
}

/** Makes a count of none, or of those that were counted before. */
export function createActorCount(
  dictionary: Dictionary,
  store: Store = createStore(),
  before = 0,
): ActorCount {
  const events = store.column(32);
  let count = before;
  const move = (number: number, by: 1 | -1): void => {
    const known = events.get(number);
    events.set(number, known + by);
    if (known === 0) count++;
    else if (known + by === 0) count--;
  };
  return {
    has: (number) => events.get(number) > 0,
    adopt: (number) => events.set(number, 1),
    see(id) {
      const number = dictionary.single(id);
      move(number, 1);
      return number;
    },
    seeNumber(number) {
      if (number !== absent) move(number, 1);
    },
    unsee(number) {
      if (number !== absent) move(number, -1);
    },
    count: () => count,
  };
}
