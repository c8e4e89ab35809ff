import { isObject, type Json, own } from './json.ts';

/**
 * Numbers of what fields find in one member of an event that mostly comes again as a whole: what is acted on was acted on
 * before, together with the same. What only depends on that member then need not be looked for.
 */
export interface RecurringMember {
  /** The number of a field for which numbers are kept; undefined if there are enough of them. */
  addField(): number | undefined;
  /**
   * Where the numbers stand that belong to what an event has there, one behind the other by the number of a field: 0 if
   * none was kept since the member was last another one. -1 of what is no list of objects, or too much.
   */
  at(raw: Json): number;
  readonly numbers: Int32Array;
  /** Takes back all numbers. */
  forget(): void;
  /** Lets go of all members as well. */
  clear(): void;
}

/** So many members are known at one time (a power of two), each at one of two places, and so many numbers of each. */
const mostKnown = 8_192;
const mostFields = 32;

/** Spreads numbers over the pairs of places, which the first bits of what comes of it are. */
const spreading = 0x9e3779b1;
const unused = 33 - Math.log2(mostKnown);

/** So many values and names a member has at most. */
const longest = 256;

/** Stand where objects and lists begin and end. */
const [object, list, end] = [Symbol('{'), Symbol('['), Symbol('end')];

/** All that a member says, in the order in which it says so. */
type Sequence = (Json | symbol)[];

/** Keeps numbers for the member of a name. */
export function createRecurringMember(name: string): RecurringMember {
  const known: (Sequence | undefined)[] = [];
  /** By pair of places, the one that was turned to last. */
  const latest = new Uint8Array(mostKnown / 2);
  const numbers = new Int32Array(mostKnown * mostFields);
  let fields = 0;
  let last: Json | undefined;
  let start = -1;
  const says = (member: Json, place: number): boolean => {
    const before = known[place];
    return before !== undefined && goAlong(member, before, 0) === before.length;
  };
  const turnTo = (place: number): number => {
    latest[place >> 1] = place & 1;
    return place * mostFields;
  };
  const find = (raw: Json): number => {
    const member = isObject(raw) ? own(raw, name) : undefined;
    if (!Array.isArray(member)) return -1;
    const pair = pairOf(member);
    const newer = pair * 2 + (latest[pair] as number);
    if (says(member, newer)) return newer * mostFields;
    const older = newer ^ 1;
    if (says(member, older)) return turnTo(older);
    const said: Sequence = [];
    if (!write(member, said)) return -1;
    known[older] = said;
    const at = turnTo(older);
    numbers.fill(0, at, at + mostFields);
    return at;
  };
  return {
    addField: () => (fields < mostFields ? fields++ : undefined),
    at(raw) {
      if (raw === last) return start;
      last = raw;
      start = find(raw);
      return start;
    },
    numbers,
    forget: () => void numbers.fill(0),
    clear(): void {
      known.length = 0;
      last = undefined;
      numbers.fill(0);
    },
  };
}

/** Spreads members over pairs of places by how their ids end; which of them meet there changes nothing but how long it takes. */
function pairOf(members: readonly Json[]): number {
  let hash = members.length;
  for (const member of members) {
    const id = isObject(member) ? own(member, 'id') : undefined;
    if (typeof id !== 'string') continue;
    for (let at = Math.max(0, id.length - 4); at < id.length; at++) {
      hash = (Math.imul(hash, 31) + id.charCodeAt(at)) | 0;
    }
  }
  return Math.imul(hash, spreading) >>> unused;
}

/** Goes along a value as far as it says what is written from a place on; gives the place behind it, -1 if it says something else. */
function goAlong(value: Json, said: Sequence, from: number): number {
  if (typeof value !== 'object' || value === null) return said[from] === value ? from + 1 : -1;
  let at = from + 1;
  if (Array.isArray(value)) {
    if (said[from] !== list) return -1;
    for (const member of value as readonly Json[]) {
      at = goAlong(member, said, at);
      if (at < 0) return -1;
    }
  } else {
    if (said[from] !== object || !isPlain(value)) return -1;
    for (const key in value) {
      if (said[at] !== key) return -1;
      at = goAlong((value as { readonly [key: string]: Json })[key] as Json, said, at + 1);
      if (at < 0) return -1;
    }
  }
  return said[at] === end ? at + 1 : -1;
}

/** Writes down what a value says; false if it is none as JSON has it, or too much. */
function write(value: Json | undefined, said: Sequence): boolean {
  if (value === undefined || said.length >= longest) return false;
  if (!isObject(value) && !Array.isArray(value)) return said.push(value) > 0;
  if (Array.isArray(value)) {
    said.push(list);
    for (const member of value as readonly Json[]) if (!write(member, said)) return false;
  } else {
    if (!isPlain(value)) return false;
    said.push(object);
    for (const key in value as { readonly [key: string]: Json }) {
      said.push(key);
      if (!write((value as { readonly [key: string]: Json })[key], said)) return false;
    }
  }
  return said.push(end) > 0;
}

/** Whether an object inherits nothing that would be found in it. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
