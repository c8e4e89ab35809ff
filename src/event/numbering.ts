import type { Json } from './json.ts';

/** What fields that share it may keep together; once it is spent, all of them begin anew. */
export interface NumberRoom {
  /** Takes room for one more value; if there is none, a new round begins. */
  take(letters: number): void;
  /** Begins a new round. */
  begin(): void;
  readonly round: number;
}

/** So many values have a number at one time, of so many letters together. */
const mostValues = 131_072;
const mostLetters = 4_194_304;

/** Longer texts have none: few of them come again. */
const longest = 1_024;

export function createNumberRoom(values = mostValues, letters = mostLetters): NumberRoom {
  let [valuesLeft, lettersLeft] = [values, letters];
  const room = {
    round: 0,
    take(taken: number): void {
      valuesLeft--;
      lettersLeft -= taken;
      if (valuesLeft < 0 || lettersLeft < 0) room.begin();
    },
    begin(): void {
      [valuesLeft, lettersLeft] = [values, letters];
      room.round++;
    },
  };
  return room;
}

/** Numbers for values of one field, from 1 on; -1 for those that have none. */
export interface Numbering {
  /** The number of a value. */
  of(value: Json): number;
  /** The number of several values; of one, that of the value. */
  ofAll(values: readonly Json[]): number;
  /** Whether a number is that of a value, or of several. */
  is(number: number, value: Json): boolean;
  areAll(number: number, values: readonly Json[]): boolean;
  /** How often one was given to what had none. */
  given(): number;
  /** Takes back all numbers. */
  begin(): void;
}

/** Starts to number the values of a field. */
export function createNumbering(room: NumberRoom): Numbering {
  const single = new Map<Json, number>();
  // Of several values those before the last have a number, and with it that one.
  const joined = new Map<number, number>();
  const given = createGiven(room);
  let asNew = 0;
  const numberOf = (value: Json): number => {
    const known = single.get(value);
    if (known !== undefined) return known;
    const isText = typeof value === 'string';
    if ((typeof value === 'object' && value !== null) || (isText && value.length > longest))
      return -1;
    const number = given.add(isText ? value.length : 0, value, 0);
    if (number > 0) single.set(value, number);
    return number;
  };
  const join = (before: number, value: Json): number => {
    const number = numberOf(value);
    if (number < 0) return -1;
    const both = before * 2 ** 20 + number;
    const known = joined.get(both);
    if (known !== undefined) return known;
    const made = given.add(0, value, before);
    if (made > 0) joined.set(both, made);
    return made;
  };
  /** Several values are given their numbers one by one, but only the last of these is asked for. */
  const counted = <T>(look: (asked: T) => number): ((asked: T) => number) => {
    return (asked) => {
      const size = given.size();
      const number = look(asked);
      if (given.size() > size) asNew++;
      return number;
    };
  };
  return {
    ...{ is: given.is, areAll: given.areAll, given: () => asNew },
    of: counted(numberOf),
    ofAll: counted((values: readonly Json[]) => {
      let number = numberOf(values[0] as Json);
      for (let at = 1; at < values.length && number > 0; at++)
        number = join(number, values[at] as Json);
      return number;
    }),
    begin() {
      single.clear();
      joined.clear();
      given.begin();
      asNew = 0;
    },
  };
}

/** The numbers that were given, and what for. */
function createGiven(room: NumberRoom) {
  /** By number, the last value and the number of those before it; 0 if there are none. */
  let [lasts, befores]: [Json[], number[]] = [[null], [0]];
  let { round } = room;
  return {
    /** Gives a number; -1 if that was one too many. */
    add(letters: number, last: Json, before: number): number {
      room.take(letters);
      if (room.round !== round) return -1;
      lasts.push(last);
      return befores.push(before) - 1;
    },
    is: (number: number, value: Json): boolean =>
      number > 0 && number < lasts.length && lasts[number] === value && befores[number] === 0,
    areAll(number: number, values: readonly Json[]): boolean {
      let left = number;
      for (let at = values.length - 1; at >= 0; at--) {
        if (left <= 0 || left >= lasts.length || lasts[left] !== values[at]) return false;
        left = befores[left] as number;
      }
      return left === 0;
    },
    size: (): number => lasts.length - 1,
    begin(): void {
      round = room.round;
      [lasts, befores] = [[null], [0]];
    },
  };
}
