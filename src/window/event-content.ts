import type { Event } from '../event/event.ts';
import { type Json, type JsonObject, own } from '../event/json.ts';
import { isPlaceholder } from './dictionary.ts';

/** A record of an event, as far as it matters for which of several is taken. */
export interface Copy {
  /** Milliseconds. */
  readonly time: number;
  /**
   * Twice the number of single values it holds (null, empty text and placeholders are none), and one
   * more if its format could have held any field.
   */
  readonly fullness: number;
  /** A digest of 64 bits: the same for what is equal as JSON, whatever the order of keys. */
  readonly high: number;
  readonly low: number;
}

/** The copy that a record is. */
export function copyOf({ raw, time, keeps }: Pick<Event, 'raw' | 'time' | 'keeps'>): Copy {
  digest.leaves = 0;
  visit(raw, root);
  const { leaves, high, low } = digest;
  return { time, fullness: leaves * 2 + (keeps ? 0 : 1), high, low };
}

/**
 * Orders copies of one event: below 0 if `a` is to be taken. The fullest is taken, then the earliest,
 * then one in a fixed order of content; so it does not matter which came first.
 */
export function compareCopies(a: Copy, b: Copy): number {
  return b.fullness - a.fullness || a.time - b.time || a.high - b.high || a.low - b.low;
}

/** Whether copies say the same. */
export function saysTheSame(a: Copy, b: Copy): boolean {
  return a.high === b.high && a.low === b.low && a.fullness >> 1 === b.fullness >> 1;
}

/** Two halves of a digest. */
type Digest = Pick<Copy, 'high' | 'low'>;

/** The digest at hand, and what was counted beside: one for all, since every event is digested. */
const digest = { leaves: 0, high: 0, low: 0 };

/** Where a kind of value begins, so that `"1"`, `1` and `[1]` differ. */
const seeds = {
  text: 0x243f6a88,
  number: 0x13198a2e,
  word: 0x03707344,
  list: 0x299f31d0,
  map: 0x082efa98,
};

/**
 * Where values stand in events, and which single one stood there last: of the values of a log more than half are what the
 * event before had in the same place, and add the same to its digest.
 */
interface Place {
  readonly key: string;
  readonly ofKey: Digest;
  /** The last value, unless that was a list or a map; how many values it counts for, and what it adds. */
  last: Json | undefined;
  leaves: number;
  high: number;
  low: number;
  /** The places in maps that stand here: in the order that one had last, and all by their keys. */
  readonly order: Place[];
  readonly inner: Map<string, Place>;
}

/** Names of fields and numbers come again and again; so many of each are known. */
const mostKnown = 4_096;

/** Longer texts hardly come again, and are not held on to. */
const longest = 512;

const root = placeOf('');
let places = 0;

function placeOf(key: string): Place {
  hash(seeds.map, key);
  const ofKey = { high: digest.high, low: digest.low };
  return { key, ofKey, last: undefined, leaves: 0, ...ofKey, order: [], inner: new Map() };
}

/** The place of a key, which a map has at a number; known from then on, unless too many are. */
function placeWithin({ order, inner }: Place, key: string, at: number): Place {
  const known = inner.get(key);
  const place = known ?? placeOf(key);
  if (!known) {
    if (places === mostKnown || key.length > longest) return place;
    places++;
    inner.set(key, place);
  }
  if (at <= order.length) order[at] = place;
  return place;
}

function visit(value: Json, place: Place): void {
  if (typeof value === 'string') {
    if (!isPlaceholder(value)) digest.leaves++;
    hash(seeds.text, value);
  } else if (typeof value === 'number') {
    digest.leaves++;
    take(digestOfNumber(value));
  } else if (typeof value === 'object' && value !== null) {
    if (Array.isArray(value)) visitList(value, place);
    else visitMap(value as JsonObject, place);
  } else {
    if (typeof value === 'boolean') digest.leaves++;
    take(wordOf(value));
  }
}

function take({ high, low }: Digest): void {
  digest.high = high;
  digest.low = low;
}

function visitList(list: readonly Json[], place: Place): void {
  let high = seeds.list;
  let low = 0;
  for (const member of list) {
    visit(member, place);
    high = mix(high ^ digest.high, digest.low);
    low = mix(low ^ digest.low, digest.high);
  }
  digest.high = mix(high, low);
  digest.low = mix(low, high);
}

function visitMap(map: JsonObject, place: Place): void {
  const prototype: unknown = Object.getPrototypeOf(map);
  const inherits = prototype !== Object.prototype && prototype !== null;
  const { order } = place;
  let high = seeds.map;
  let low = 0;
  let at = 0;
  for (const key in map) {
    const usual = at < order.length ? order[at] : undefined;
    const inner = usual?.key === key ? usual : placeWithin(place, key, at);
    at++;
    const member = inherits ? own(map, key) : map[key];
    if (member === undefined) continue;
    if (member !== inner.last) visitMember(member, inner);
    digest.leaves += inner.leaves;
    // A sum is the same in any order of keys.
    high = (high + inner.high) | 0;
    low = (low + inner.low) | 0;
  }
  digest.high = mix(high, low);
  digest.low = mix(low, high);
}

/** Notes what a member of a map counts for, and adds to its digest. */
function visitMember(member: Json, place: Place): void {
  const before = digest.leaves;
  visit(member, place);
  place.leaves = digest.leaves - before;
  digest.leaves = before;
  place.high = mix(place.ofKey.high ^ digest.high, digest.low);
  place.low = mix(place.ofKey.low ^ digest.low, digest.high);
  place.last = isSingle(member) ? member : undefined;
}

/** Whether a value may be held on to, and is the same as another one only if it is equal. */
function isSingle(value: Json): boolean {
  return typeof value === 'string'
    ? value.length <= longest
    : value === null || typeof value !== 'object';
}

const numbers = new Map<number, Digest>();

function digestOfNumber(value: number): Digest {
  const known = numbers.get(value);
  if (known) return known;
  // Adding 0 makes a negative zero a plain one, which it is as a key as well.
  const made = hashed(seeds.number, String(value + 0));
  if (numbers.size < mostKnown) numbers.set(value, made);
  return made;
}

function hashed(seed: number, text: string): Digest {
  hash(seed, text);
  return { high: digest.high, low: digest.low };
}

/** Digests a text, two of its UTF-16 units at a time. */
function hash(seed: number, text: string): void {
  const { length } = text;
  let high = seed ^ length;
  let low = Math.imul(seed, 0x9e3779b1);
  for (let at = 0; at < length; at += 2) {
    // Behind the end there is nothing to ask for: V8 would leave its fast way of reading texts.
    const next = at + 1 < length ? text.charCodeAt(at + 1) : 0;
    const word = text.charCodeAt(at) | (next << 16);
    high = Math.imul(high ^ word, 0x85ebca6b);
    high = (high << 13) | (high >>> 19);
    low = Math.imul(low ^ word, 0xc2b2ae35);
    low = (low << 17) | (low >>> 15);
  }
  digest.high = mix(high, low);
  digest.low = mix(low, high);
}

/** Spreads two words over one (the finalizer of MurmurHash3, A. Appleby, 2011). */
function mix(a: number, b: number): number {
  let word = (a + Math.imul(b, 0x9e3779b1)) | 0;
  word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return word ^ (word >>> 16);
}

const ofNull = hashed(seeds.word, 'null');
const ofTrue = hashed(seeds.word, 'true');
const ofFalse = hashed(seeds.word, 'false');

/** Of what is no JSON as well, which values that were not read from text may hold. */
function wordOf(value: unknown): Digest {
  if (value === null) return ofNull;
  if (value === true) return ofTrue;
  return value === false ? ofFalse : hashed(seeds.word, String(value));
}
