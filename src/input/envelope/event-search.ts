import { isObject, type Json, type JsonObject } from '../../event/json.ts';
import type { Envelope, Surroundings } from './envelope.ts';
import { isRawKey, isShippingKey, isTellingKey, isWrittenKey } from './sender-keys.ts';
import { below } from './value-path.ts';
import { eventIn, eventText, hasType, isOktaContent, isWhole, uuidOf } from './whole-event.ts';

/** Something in a record that may be the event it was made for. */
export interface Candidate {
  readonly at: string;
  /** Text is JSON, out of Base64 if it was in that. */
  readonly value: Json;
  /**
   * - `structure`: an object, or a list of them. An attacker writes texts; no object comes of a text by itself.
   * - `raw`: text under a key that by contract holds the record as it came in.
   * - `text`: any other text.
   */
  readonly kind: 'structure' | 'raw' | 'text';
  readonly isList: boolean;
  /** Of a single event that has one. */
  readonly uuid: string | undefined;
}

/** What a record that is no event holds. */
export interface Search {
  readonly candidates: Candidate[];
  /** Okta's own content that is no event by itself: a copy of some of its fields. */
  readonly parts: { readonly at: string; readonly value: JsonObject }[];
  /** The first key by which the record tells of a request itself. */
  telling: string | undefined;
  /** How many values may still be looked at. */
  left: number;
}

/** Levels of objects around an event, and values looked at in one record. */
const deepest = 8;
const mostValues = 20_000;

/** Members of a list among which an event is looked for. */
const mostMembers = 20;

/** Looks for events under all keys of a record, but not in what is an event, nor where an attacker may write. */
export function search(
  record: JsonObject,
  products: readonly Envelope[],
  { telling }: Surroundings = {},
): Search {
  const found: Search = { candidates: [], parts: [], telling, left: mostValues };
  const place = { at: '', key: '', depth: 0, isShipping: false, products };
  if (isMap(record)) addMap(record, place, found);
  else lookInto(record, place, found);
  return found;
}

/** Whether a record tells of a request itself, or holds Okta's own content: its texts may be an attacker's. */
export function tellsOfItself(record: JsonObject, around?: Surroundings): boolean {
  const { telling, parts, candidates } = search(record, [], around);
  return telling !== undefined || parts.length > 0 || candidates.some((one) => one.kind !== 'text');
}

interface Place {
  readonly at: string;
  readonly key: string;
  readonly depth: number;
  /** Whether it is about the machinery that handed the record on. */
  readonly isShipping: boolean;
  readonly products: readonly Envelope[];
}

function lookInto(object: JsonObject, place: Place, found: Search): void {
  for (const [key, value] of Object.entries(object)) {
    if (found.left-- <= 0) return;
    const at = below(place.at, key);
    if (!place.isShipping && isTellingKey(key) && tells(value)) found.telling ??= at;
    if (isWrittenKey(key) || isNamed(object, key)) continue;
    const isShipping = place.isShipping || isShippingKey(key);
    const next = { ...place, at, key, depth: place.depth + 1, isShipping };
    if (typeof value === 'string') lookAtText(value, { ...next, key: place.key }, key, found);
    else if (Array.isArray(value)) lookAtList(value as readonly Json[], next, found);
    else if (isObject(value)) lookAtObject(value, next, found);
  }
}

function tells(value: Json): boolean {
  return value !== null && value !== '';
}

/** In a pair of a name and a value the name says what the value is. */
function isNamed(object: JsonObject, key: string): boolean {
  if (!/value$/i.test(key)) return false;
  return ['name', 'key', 'field', 'label', 'type'].some((name) => Object.hasOwn(object, name));
}

function lookAtText(text: string, parent: Place, key: string, found: Search): void {
  const value = eventText(text);
  if (value === undefined) return;
  const isRaw = isRawKey(key) || isRawKey(`${parent.key}.${key}`);
  found.candidates.push({
    at: parent.at,
    value,
    kind: isRaw ? 'raw' : 'text',
    isList: false,
    uuid: uuidOf(eventIn(value)),
  });
}

function lookAtObject(value: JsonObject, place: Place, found: Search): void {
  const { at, depth, products } = place;
  if (isWhole(value) || products.some(({ open }) => open(value))) {
    const uuid = uuidOf(isWhole(value) ? value : undefined);
    found.candidates.push({ at, value, kind: 'structure', isList: false, uuid });
  } else if (isMap(value)) {
    addMap(value, place, found);
  } else if (hasType(value) || isOktaContent(value)) {
    found.parts.push({ at, value });
  } else if (depth < deepest) {
    lookInto(value, place, found);
  }
}

/** Whether an object is nothing but events under keys of their own, such as their uuids. */
function isMap(object: JsonObject): boolean {
  const values = Object.values(object);
  return values.length > 1 && values.every(isWhole);
}

function addMap(map: JsonObject, { at }: Place, { candidates }: Search): void {
  const value = Object.values(map);
  candidates.push({ at, value, kind: 'structure', isList: true, uuid: undefined });
}

/** A list counts as a whole if one of its first members holds an event: then each member is judged. */
function lookAtList(values: readonly Json[], place: Place, found: Search): void {
  const { at, depth, key } = place;
  const first = values.slice(0, mostMembers);
  if (first.length > 0 && first.every((value) => typeof value === 'string')) {
    if (!first.every((value) => eventText(value) !== undefined)) return;
    const kind = isRawKey(key) ? 'raw' : 'text';
    found.candidates.push({ at, value: values, kind, isList: true, uuid: undefined });
    return;
  }
  if (depth >= deepest) return;
  const kinds = new Set<Candidate['kind']>();
  for (const value of first) {
    const inside: Search = { ...found, candidates: [], parts: [] };
    if (isObject(value)) lookAtObject(value, { ...place, depth: depth + 1 }, inside);
    else if (Array.isArray(value)) lookAtList(value, { ...place, depth: depth + 1 }, inside);
    found.left = inside.left;
    for (const { kind } of inside.candidates) kinds.add(kind);
    if (inside.candidates.length === 0) found.telling ??= inside.telling;
  }
  if (kinds.size === 0) return;
  const kind = kinds.has('text') && !kinds.has('structure') ? 'text' : 'structure';
  found.candidates.push({ at, value: values, kind, isList: true, uuid: undefined });
}
