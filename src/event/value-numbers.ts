import type { EventWalk, WalkedPath } from './event-walk.ts';
import type { Guesses } from './guesses.ts';
import type { Json } from './json.ts';
import { createNumbering, createNumberRoom, type Numbering, type NumberRoom } from './numbering.ts';
import type { RecurringMember } from './recurring-member.ts';

/** Numbers for the values of one field, so that what depends on the values alone is worked out once for each. */
export interface ValueNumbers {
  /**
   * The number of what an event has in the field: 0 if it is absent. -1 if a map or list is among it, or it
   * is too long or too much to be kept.
   */
  of(raw: Json): number;
  /** How often all numbers were taken back, since there were too many. */
  readonly round: number;
  /** Lets go of all values and of what was worked out of them, now that a new round has begun. */
  forget(): void;
  /** Has something done whenever values are let go of. */
  onForget(act: () => void): void;
  /** The field as it is found on a common walk, which tells for all fields at once where an event has nothing. */
  readonly walked: WalkedPath | undefined;
  /** The member of an event in which alone it is found, if that mostly comes again. */
  readonly within: Within | undefined;
}

/**
 * Of so many values one after the other it is counted how many are new. If too many are, the field has no numbers for a while:
 * at the beginning of a log most values are new that come over and over later.
 */
const trial = 2_048;
const freshShare = 0.66;
const rest = 4_096;

/** Of more values in one event no number is made. */
const mostPlaces = 32;

/** What spares work where many fields are read of the same events. */
export interface Sharing {
  /** The field as it is found on the common walk. */
  readonly walked?: WalkedPath | undefined;
  /** What is tried first, which takes a comparison instead of a look-up. */
  readonly guesses?: Guesses | undefined;
  /** The member of an event on which it depends alone, if that mostly comes again. */
  readonly within?: Within | undefined;
}

/** A field that is found in one member of an event. */
export interface Within {
  readonly member: RecurringMember;
  /** Whether an event has it nowhere else. */
  readonly isAlone: (raw: Json) => boolean;
}

/**
 * Prepares to number what is found of a field, as `Field.found` gives it; an event that is asked again has
 * the same answer at once.
 */
export function createValueNumbers(
  found: (raw: Json) => readonly Json[],
  room: NumberRoom = createNumberRoom(),
  { walked, guesses, within }: Sharing = {},
): ValueNumbers {
  const numbering = createNumbering(room);
  const { walk, place = -1 } = walked ?? {};
  const { only, several } = guesses ? guessing(numbering, guesses) : plainly(numbering);
  let last: Json | undefined;
  let answer = 0;
  let [asked, given, isVain] = [0, 0, false];
  const isKept = (): boolean => {
    if (++asked === (isVain ? rest : trial)) {
      isVain = !isVain && numbering.given() - given > trial * freshShare;
      [asked, given] = [0, numbering.given()];
    }
    return !isVain;
  };
  const among = (raw: Json, values: readonly Json[]): number => {
    const { length } = values;
    if (length === 0) return 0;
    if (length > mostPlaces || !isKept()) return -1;
    return length === 1 ? only(raw, values[0] as Json) : several(raw, values);
  };
  const begin = (): void => {
    values.round = room.round;
    numbering.begin();
    within?.member.forget();
    [asked, given, isVain] = [0, 0, false];
  };
  const look = (raw: Json): number => {
    const count = walk === undefined ? -1 : walk.counts(raw)[place];
    if (count === 0) return 0;
    if (count !== 1) return among(raw, found(raw));
    return isKept() ? only(raw, (walk as EventWalk).first(place)) : -1;
  };
  const find = within ? recalling(within, look) : look;
  const forgetting: (() => void)[] = [];
  const values = {
    round: room.round,
    of(raw: Json): number {
      if (raw === last) return answer;
      last = raw;
      if (values.round !== room.round) begin();
      answer = find(raw);
      return answer;
    },
    forget(): void {
      begin();
      [last, answer] = [undefined, 0];
      for (const act of forgetting) act();
    },
    onForget: (act: () => void): void => void forgetting.push(act),
    walked,
    within,
  };
  return values;
}

/** The same as `look`, which is not asked again while the member is the same. */
function recalling({ member, isAlone }: Within, look: (raw: Json) => number): typeof look {
  const { numbers } = member;
  let field: number | undefined;
  return (raw) => {
    field ??= member.addField() ?? -1;
    const start = field < 0 || !isAlone(raw) ? -1 : member.at(raw);
    if (start < 0) return look(raw);
    // One more than the number; one that is not given now may be given later.
    const known = numbers[start + field] as number;
    if (known > 0) return known - 1;
    const number = look(raw);
    numbers[start + field] = number + 1;
    return number;
  };
}

/** How the one value of an event is numbered, or several. */
interface Numbers {
  only(raw: Json, value: Json): number;
  several(raw: Json, values: readonly Json[]): number;
}

function plainly({ of, ofAll }: Numbering): Numbers {
  return { only: (_, value) => of(value), several: (_, values) => ofAll(values) };
}

/** A guess is compared before it is taken, so one from another round does no harm. */
function guessing({ is, of, areAll, ofAll }: Numbering, guesses: Guesses): Numbers {
  const { numbers } = guesses;
  let field: number | undefined;
  const first = <T>(isIt: (guess: number, value: T) => boolean, look: (value: T) => number) => {
    return (raw: Json, value: T): number => {
      field ??= guesses.addField() ?? -1;
      if (field < 0) return look(value);
      const at = guesses.at(raw) + field;
      const guess = numbers[at] as number;
      if (isIt(guess, value)) return guess;
      const number = look(value);
      numbers[at] = number;
      return number;
    };
  };
  return { only: first(is, of), several: first(areAll, ofAll) };
}

const leastKnown = 16;

/** Prepares to work out a number, not negative, of what an event has in a field: once for each value. */
export function createByValue(
  numbers: ValueNumbers,
  make: (raw: Json) => number,
): (raw: Json) => number {
  // By the number of a value, one more than what was made of it.
  let known = new Int32Array(leastKnown);
  let { round } = numbers;
  numbers.onForget(() => {
    known = new Int32Array(leastKnown);
  });
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
