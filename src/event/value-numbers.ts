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

/**
 * Prepares to number what is found of a field, as `Field.found` gives it; an event that is asked again has
 * the same answer at once.
 */
export function createValueNumbers(
  found: (raw: Json) => readonly Json[],
  room: NumberRoom = createNumberRoom(),
): ValueNumbers {
  const numbering = createNumbering(room);
  let last: Json | undefined;
  let answer = 0;
  let [asked, isVain] = [0, false];
  const values = {
    round: room.round,
    of(raw: Json): number {
      if (raw === last) return answer;
      last = raw;
      if (values.round !== room.round) {
        values.round = room.round;
        numbering.begin();
        [asked, isVain] = [0, false];
      }
      const there = found(raw);
      const { length } = there;
      if (length === 0) {
        answer = 0;
      } else if (isVain || length > mostPlaces) {
        answer = -1;
      } else {
        if (++asked % trial === 0) isVain = numbering.size() > asked * freshShare;
        answer = numbering.of(there[0] as Json);
        for (let at = 1; at < length && answer > 0; at++)
          answer = numbering.join(answer, there[at] as Json);
      }
      return answer;
    },
  };
  return values;
}

/** Numbers for single values and, one after the other, for several; -1 for what has none. */
function createNumbering(room: NumberRoom) {
  const single = new Map<Json, number>();
  // Of several values those before the last have a number, and with it that one.
  const joined = new Map<number, number>();
  let next = 1;
  let { round } = room;
  const give = (letters: number): number => {
    room.take(letters);
    return room.round === round ? next++ : -1;
  };
  const of = (value: Json): number => {
    const known = single.get(value);
    if (known !== undefined) return known;
    const isText = typeof value === 'string';
    if ((typeof value === 'object' && value !== null) || (isText && value.length > longest))
      return -1;
    const number = give(isText ? value.length : 0);
    if (number > 0) single.set(value, number);
    return number;
  };
  return {
    of,
    join(before: number, value: Json): number {
      const number = of(value);
      if (number < 0) return -1;
      const both = before * 2 ** 20 + number;
      const known = joined.get(both);
      if (known !== undefined) return known;
      const made = give(0);
      if (made > 0) joined.set(both, made);
      return made;
    },
    size: () => next - 1,
    /** Takes back all numbers. */
    begin(): void {
      round = room.round;
      single.clear();
      joined.clear();
      next = 1;
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
