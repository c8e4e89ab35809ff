import type { EventWalk, WalkedPath } from './event-walk.ts';
import type { Guesses } from './guesses.ts';
import type { Json } from './json.ts';

/** Numbers for the values of one field, so that what depends on the values alone is worked out once for each. */
export interface ValueNumbers {
  /**
   * The number of what an event has in the field: 0 if it is absent. -1 if a map or list is among it, or it
   * is too long or too much to be kept.
   */
  of(raw: Json): number;
  /** How often all numbers were taken back, since there were too many. */
  readonly round: number;
  /** The field as it is found on a common walk, which tells for all fields at once where an event has nothing. */
  readonly walked: WalkedPath | undefined;
}

/** What fields that share it may keep together; once it is spent, all of them begin anew. */
export interface NumberRoom {
  /** Takes room for one more value; if there is none, a new round begins. */
  take(letters: number): void;
  readonly round: number;
}

/** So many values have a number at one time, of so many letters together. */
const mostValues = 131_072;
const mostLetters = 4_194_304;

/** Longer texts have none: few of them come again. */
const longest = 1_024;

/** A field whose values hardly ever come again has no numbers, until a new round. */
const trial = 2_048;
const freshShare = 0.75;

/** Of more values in one event no number is made. */
const mostPlaces = 32;

export function createNumberRoom(values = mostValues, letters = mostLetters): NumberRoom {
  let [valuesLeft, lettersLeft] = [values, letters];
  const room = {
    round: 0,
    take(taken: number): void {
      valuesLeft--;
      lettersLeft -= taken;
      if (valuesLeft >= 0 && lettersLeft >= 0) return;
      [valuesLeft, lettersLeft] = [values, letters];
      room.round++;
    },
  };
  return room;
}

/** What spares work where many fields are read of the same events. */
export interface Sharing {
  /** The field as it is found on the common walk. */
  readonly walked?: WalkedPath | undefined;
  /** What is tried first, which takes a comparison instead of a look-up. */
  readonly guesses?: Guesses | undefined;
}

/**
 * Prepares to number what is found of a field, as `Field.found` gives it; an event that is asked again has
 * the same answer at once.
 */
export function createValueNumbers(
  found: (raw: Json) => readonly Json[],
  room: NumberRoom = createNumberRoom(),
  { walked, guesses }: Sharing = {},
): ValueNumbers {
  const numbering = createNumbering(room);
  const { walk, place = -1 } = walked ?? {};
  // Each is compared, so those of another round do no harm.
  const guessed = guesses?.numbers ?? noGuesses;
  let last: Json | undefined;
  let answer = 0;
  let [asked, isVain] = [0, false];
  const isKept = (): boolean => {
    if (!isVain && ++asked % trial === 0) isVain = numbering.size() > asked * freshShare;
    return !isVain;
  };
  let column: number | undefined;
  const guessAt = (raw: Json): number => {
    if (guesses === undefined) return -1;
    column ??= guesses.addField() ?? -1;
    return column < 0 ? -1 : guesses.at(raw) + column;
  };
  const only = (raw: Json, value: Json): number => {
    if (!isKept()) return -1;
    const at = guessAt(raw);
    if (at < 0) return numbering.of(value);
    const guess = guessed[at] as number;
    if (numbering.is(guess, value)) return guess;
    const number = numbering.of(value);
    guessed[at] = number;
    return number;
  };
  const several = (raw: Json, values: readonly Json[]): number => {
    if (values.length > mostPlaces || !isKept()) return -1;
    const at = guessAt(raw);
    if (at < 0) return numbering.ofAll(values);
    const guess = guessed[at] as number;
    if (numbering.areAll(guess, values)) return guess;
    const number = numbering.ofAll(values);
    guessed[at] = number;
    return number;
  };
  const among = (raw: Json, values: readonly Json[]): number => {
    if (values.length === 0) return 0;
    return values.length === 1 ? only(raw, values[0] as Json) : several(raw, values);
  };
  const begin = (): void => {
    values.round = room.round;
    numbering.begin();
    [asked, isVain] = [0, false];
  };
  const values = {
    round: room.round,
    of(raw: Json): number {
      if (raw === last) return answer;
      last = raw;
      if (values.round !== room.round) begin();
      const count = walk === undefined ? -1 : walk.counts(raw)[place];
      if (count === 0) answer = 0;
      else if (count === 1) answer = only(raw, (walk as EventWalk).first(place));
      else answer = among(raw, found(raw));
      return answer;
    },
    walked,
  };
  return values;
}

const noGuesses = new Int32Array(0);

/** Numbers for single values and, one after the other, for several; -1 for what has none. */
function createNumbering(room: NumberRoom) {
  const single = new Map<Json, number>();
  // Of several values those before the last have a number, and with it that one.
  const joined = new Map<number, number>();
  /** By number, the last value and the number of those before it; 0 if there are none. */
  let [lasts, befores]: [Json[], number[]] = [[null], [0]];
  let { round } = room;
  const give = (letters: number, last: Json, before: number): number => {
    room.take(letters);
    if (room.round !== round) return -1;
    lasts.push(last);
    return befores.push(before) - 1;
  };
  const of = (value: Json): number => {
    const known = single.get(value);
    if (known !== undefined) return known;
    const isText = typeof value === 'string';
    if ((typeof value === 'object' && value !== null) || (isText && value.length > longest))
      return -1;
    const number = give(isText ? value.length : 0, value, 0);
    if (number > 0) single.set(value, number);
    return number;
  };
  const join = (before: number, value: Json): number => {
    const number = of(value);
    if (number < 0) return -1;
    const both = before * 2 ** 20 + number;
    const known = joined.get(both);
    if (known !== undefined) return known;
    const made = give(0, lasts[number] as Json, before);
    if (made > 0) joined.set(both, made);
    return made;
  };
  return {
    of,
    ofAll(values: readonly Json[]): number {
      let number = of(values[0] as Json);
      for (let at = 1; at < values.length && number > 0; at++)
        number = join(number, values[at] as Json);
      return number;
    },
    /** Whether a number is that of a value. */
    is: (number: number, value: Json): boolean =>
      number > 0 && number < lasts.length && lasts[number] === value && befores[number] === 0,
    /** Whether a number is that of several values. */
    areAll(number: number, values: readonly Json[]): boolean {
      let left = number;
      for (let at = values.length - 1; at >= 0; at--) {
        if (left <= 0 || left >= lasts.length || lasts[left] !== values[at]) return false;
        left = befores[left] as number;
      }
      return left === 0;
    },
    size: () => lasts.length - 1,
    /** Takes back all numbers. */
    begin(): void {
      round = room.round;
      single.clear();
      joined.clear();
      [lasts, befores] = [[null], [0]];
    },
  };
}

/** Prepares to work out a number, not negative, of what an event has in a field: once for each value. */
export function createByValue(
  numbers: ValueNumbers,
  make: (raw: Json) => number,
): (raw: Json) => number {
  // By the number of a value, one more than what was made of it.
  let known = new Int32Array(16);
  let { round } = numbers;
  return (raw) => {
    const value = numbers.of(raw);
    if (value < 0) return make(raw);
    if (round !== numbers.round) {
      known.fill(0);
      round = numbers.round;
    }
    if (value >= known.length) {
      const more = new Int32Array(Math.max(value + 1, known.length * 4));
      more.set(known);
      known = more;
    }
    const before = known[value] as number;
    if (before !== 0) return before - 1;
    const made = make(raw);
    known[value] = made + 1;
    return made;
  };
}
