import { noKey } from './partition-keys.ts';

/** An event cannot be neighbour of more combinations of keys than this. */
export const maxCombinations = 32;

/** How many choices of one key per window there are; a window without keys leaves one. */
export function countCombinations(options: readonly (readonly number[])[]): number {
  let product = 1;
  for (const { length } of options) product *= Math.max(1, length);
  return product;
}

/** Every choice of one key per window, as many as are looked at. */
export function combinationsOf(
  options: readonly (readonly number[])[],
): readonly (readonly number[])[] {
  const walk = createCombinationWalk(options.length);
  const found: (readonly number[])[] = [];
  for (let more = walk.begin(options); more; more = walk.next()) found.push([...walk.keys]);
  return found;
}

/** Goes through the choices of one key per window, those of the last window first, as many as are looked at. */
export interface CombinationWalk {
  /** Turns to the first choice. */
  begin(options: readonly (readonly number[])[]): boolean;
  /** Turns to the next choice, if there is one. */
  next(): boolean;
  /** The choice at hand; the same object every time. */
  readonly keys: readonly number[];
}

/** Prepares to go through choices of the keys of so many windows. */
export function createCombinationWalk(windows: number): CombinationWalk {
  const keys: number[] = Array.from({ length: windows }, () => noKey);
  const places: number[] = keys.map(() => 0);
  let options: readonly (readonly number[])[] = [];
  let left = 0;
  const take = (window: number, place: number): void => {
    places[window] = place;
    keys[window] = options[window]?.[place] ?? noKey;
  };
  return {
    keys,
    begin(given) {
      options = given;
      left = maxCombinations - 1;
      for (let window = 0; window < windows; window++) take(window, 0);
      return true;
    },
    next() {
      if (left-- === 0) return false;
      for (let window = windows - 1; window >= 0; window--) {
        const place = (places[window] as number) + 1;
        if (place < (options[window] as readonly number[]).length) {
          take(window, place);
          return true;
        }
        take(window, 0);
      }
      return false;
    },
  };
}
