import { createKeyedHash } from '../../store/keyed-hash.ts';

/** Who used a value in the whole log, and until when. Events that ended in vain are no use. */
export interface ValueUse {
  /** How many different actors, Okta's own not counted; 3 stands for three and more. */
  readonly users: number;
  /** The last use in milliseconds; undefined if there was none. */
  readonly last: number | undefined;
}

/** More users than anybody asks about. */
const many = 3;

/** How values were used, by hashes of 53 bits; outside the JavaScript heap, some 40 bytes a value. */
export interface UseTable {
  readonly size: number;
  /** The number of a value, new or known. */
  number(hash: number): number;
  /** Notes that somebody, known by a hash as well, used a value. */
  note(number: number, user: number, time: number): void;
  of(hash: number): ValueUse | undefined;
  /** The hash that comes after so many lower ones; there must be more. */
  hashAbove(count: number): number;
  /** Lets go of what has this hash or a higher one; the numbers of the others change. */
  keepBelow(ceiling: number): void;
  /** All values, as plain data. */
  snapshot(): UsesSnapshot;
  /** Adds what another table knows of values with lower hashes than this. */
  add(other: UsesSnapshot, ceiling: number): void;
}

/** How values were used, by number. */
export interface UsesSnapshot {
  /** Of the values. */
  readonly hashes: Float64Array;
  /** The first two users, as far as there are any. */
  readonly firsts: Float64Array;
  readonly seconds: Float64Array;
  /** The last use in milliseconds; -Infinity if there was none. */
  readonly lasts: Float64Array;
  /** How many users; 3 stands for three and more. */
  readonly counts: Uint8Array;
}

const leastEntries = 1_024;

/** Makes an empty table; the seed keys the places of hashes in it. */
export function createUseTable(seed = 0): UseTable {
  const mixing = createKeyedHash(seed);
  let entries = createEntries(leastEntries);
  // Open addressing, at most three quarters full: the number at each place, plus one.
  let places = new Int32Array(leastEntries);
  const placeOf = (hash: number): number => {
    const mask = places.length - 1;
    let place = mixing.pair(hash | 0, Math.floor(hash / 2 ** 32)) & mask;
    for (;;) {
      const number = (places[place] as number) - 1;
      if (number < 0 || entries.hashes[number] === hash) return place;
      place = (place + 1) & mask;
    }
  };
  const file = (number: number): void => {
    places[placeOf(entries.hashes[number] as number)] = number + 1;
  };
  const makeRoom = (): void => {
    if (table.size === entries.hashes.length) entries = longer(entries);
    if ((table.size + 1) * 4 <= places.length * 3) return;
    places = new Int32Array(places.length * 2);
    for (let number = 0; number < table.size; number++) file(number);
  };
  const table = {
    size: 0,
    number(hash: number): number {
      const known = (places[placeOf(hash)] as number) - 1;
      if (known >= 0) return known;
      makeRoom();
      const number = table.size++;
      begin(entries, number, hash);
      file(number);
      return number;
    },
    note: (number: number, user: number, time: number): void => note(entries, number, user, time),
    of(hash: number): ValueUse | undefined {
      const number = (places[placeOf(hash)] as number) - 1;
      return number < 0 ? undefined : useAt(entries, number);
    },
    hashAbove: (count: number): number =>
      entries.hashes.slice(0, table.size).sort()[count] as number,
    keepBelow(ceiling: number): void {
      let left = 0;
      for (let number = 0; number < table.size; number++) {
        if ((entries.hashes[number] as number) < ceiling) move(entries, number, left++);
      }
      table.size = left;
      places.fill(0);
      for (let number = 0; number < left; number++) file(number);
    },
    snapshot: (): UsesSnapshot => firstOf(entries, table.size),
    add(other: UsesSnapshot, ceiling: number): void {
      for (let at = 0; at < other.hashes.length; at++) {
        const hash = other.hashes[at] as number;
        if (hash < ceiling) addUse(entries, table.number(hash), other, at);
      }
    },
  };
  return table;
}

/** Nothing is known of a value yet but its hash. */
function begin({ hashes, lasts, counts }: UsesSnapshot, number: number, hash: number): void {
  hashes[number] = hash;
  lasts[number] = Number.NEGATIVE_INFINITY;
  counts[number] = 0;
}

function useAt({ lasts, counts }: UsesSnapshot, number: number): ValueUse {
  const last = lasts[number] as number;
  return { users: counts[number] as number, last: Number.isFinite(last) ? last : undefined };
}

function note(
  { firsts, seconds, lasts, counts }: UsesSnapshot,
  number: number,
  user: number,
  time: number,
): void {
  if (time > (lasts[number] as number)) lasts[number] = time;
  const count = counts[number] as number;
  if (count === many) return;
  if (count > 0 && firsts[number] === user) return;
  if (count > 1 && seconds[number] === user) return;
  if (count === 0) firsts[number] = user;
  else if (count === 1) seconds[number] = user;
  counts[number] = count + 1;
}

/** Notes what is known of a value elsewhere, where it is the one at `at`. */
function addUse(entries: UsesSnapshot, number: number, other: UsesSnapshot, at: number): void {
  const count = other.counts[at] as number;
  const last = other.lasts[at] as number;
  if (count > 0) note(entries, number, other.firsts[at] as number, last);
  if (count > 1) note(entries, number, other.seconds[at] as number, last);
  if (count === many) entries.counts[number] = many;
}

function firstOf(
  { hashes, firsts, seconds, lasts, counts }: UsesSnapshot,
  size: number,
): UsesSnapshot {
  return {
    hashes: hashes.slice(0, size),
    firsts: firsts.slice(0, size),
    seconds: seconds.slice(0, size),
    lasts: lasts.slice(0, size),
    counts: counts.slice(0, size),
  };
}

function createEntries(length: number): UsesSnapshot {
  const numbers = () => new Float64Array(length);
  return {
    hashes: numbers(),
    firsts: numbers(),
    seconds: numbers(),
    lasts: numbers(),
    counts: new Uint8Array(length),
  };
}

/** The same entries, and room for half as many more. */
function longer({ hashes, firsts, seconds, lasts, counts }: UsesSnapshot): UsesSnapshot {
  const more = createEntries(hashes.length + (hashes.length >> 1));
  more.hashes.set(hashes);
  more.firsts.set(firsts);
  more.seconds.set(seconds);
  more.lasts.set(lasts);
  more.counts.set(counts);
  return more;
}

function move(
  { hashes, firsts, seconds, lasts, counts }: UsesSnapshot,
  from: number,
  to: number,
): void {
  for (const numbers of [hashes, firsts, seconds, lasts, counts]) {
    numbers[to] = numbers[from] as number;
  }
}
