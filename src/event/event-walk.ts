import { parseEmbedded } from './embedded.ts';
import { type Opens, opensAt, shapeAlong } from './event-shape.ts';
import { isObject, type Json, type JsonObject } from './json.ts';

/**
 * Finds what stands at many paths of an event in one pass over it, since going along each path by itself takes
 * twenty times as long. Events that are spelled in an unusual way are left to whoever asks.
 */
export interface EventWalk {
  /** Adds the path of these names; gives its place among all paths. */
  add(steps: readonly string[]): number;
  /**
   * By place, how many values an event has at each path, one for each way that the path leads to; -1 if they have to be
   * found by going along the path. Lent: the next event writes over it.
   */
  counts(raw: Json): Int32Array;
  /** The first of the values that were counted last at a place; there is one. */
  first(place: number): Json;
  /** Those that were counted last at a place. */
  all(place: number): readonly Json[];
  /** Has one function find for all that give it the same name, once in each event. */
  shared(name: string, find: Find): Find;
}

/** A path of an event, by its place on a walk. */
export interface WalkedPath {
  readonly walk: EventWalk;
  readonly place: number;
}

type Find = (raw: Json) => readonly Json[];

/** Arrays within arrays beyond this are not looked into; no real event comes near it. */
export const maxDepth = 32;

/** So many keys of an object are noted. */
const mostKeys = 64;

const nothing: readonly Json[] = [];

/** Where paths have come to after some names. */
interface Stop {
  /** The place of the path that ends here; -1 if none does. */
  place: number;
  /** Which texts are opened up before the next name. */
  readonly opens: Opens;
  readonly next: Map<string, Stop>;
  /** The first keys of the last object here, and where they lead: most objects have the same, in the same order. */
  readonly keys: string[];
  readonly nexts: (Stop | undefined)[];
  /** The places of the paths of which one key here holds two or more names. */
  readonly dotted: number[];
}

/** What stands at each place of the event at hand. */
interface Found {
  counts: Int32Array;
  readonly firsts: Json[];
  /** All of them, where they are several. */
  readonly several: Json[][];
}

/** Makes a walk without paths. */
export function createEventWalk(): EventWalk {
  const root = createStop([]);
  const found: Found = { counts: new Int32Array(0), firsts: [], several: [] };
  const shared = new Map<string, Find>();
  let last: Json | undefined;
  const begin = (raw: Json): void => {
    last = raw;
    found.counts.fill(0);
    const isUsual = isObject(raw) && visit(raw, root, 0, found);
    if (!isUsual) found.counts.fill(-1);
  };
  const add = (): number => {
    // An event that was walked along already knows nothing of the path.
    last = undefined;
    found.several.push([]);
    const place = found.firsts.push(null) - 1;
    if (place >= found.counts.length) found.counts = new Int32Array(Math.max(64, place * 2));
    return place;
  };
  return {
    add: (steps) => enter(root, steps, add),
    counts(raw) {
      if (raw !== last) begin(raw);
      return found.counts;
    },
    first: (place) => found.firsts[place] as Json,
    all(place) {
      const count = found.counts[place] as number;
      if (count <= 0) return nothing;
      return count === 1 ? [found.firsts[place] as Json] : (found.several[place] as Json[]);
    },
    shared(name, find) {
      const known = shared.get(name) ?? once(find);
      shared.set(name, known);
      return known;
    },
  };
}

function once(find: Find): Find {
  let last: Json | undefined;
  let found = nothing;
  return (raw) => {
    if (raw === last) return found;
    found = find(raw);
    last = raw;
    return found;
  };
}

function createStop(way: readonly string[]): Stop {
  const opens = opensAt(way.length === 0 ? undefined : shapeAlong(way));
  return { place: -1, opens, next: new Map(), keys: [], nexts: [], dotted: [] };
}

/** Leads a path along its names, and along the keys that hold several of them; gives its place, made by `add` if it is new. */
function enter(root: Stop, steps: readonly string[], add: () => number): number {
  const end = steps.reduce((stop, step, at) => nextOf(stop, step, steps.slice(0, at + 1)), root);
  if (end.place >= 0) return end.place;
  end.place = add();
  let stop = root;
  for (const [at, step] of steps.entries()) {
    for (let to = at + 2; to <= steps.length; to++) {
      nextOf(stop, steps.slice(at, to).join('.'), steps.slice(0, to)).dotted.push(end.place);
    }
    stop = nextOf(stop, step, steps.slice(0, at + 1));
  }
  return end.place;
}

function nextOf(stop: Stop, key: string, way: readonly string[]): Stop {
  const known = stop.next.get(key);
  if (known) return known;
  const made = createStop(way);
  stop.next.set(key, made);
  stop.keys.length = 0;
  return made;
}

function put({ counts, firsts, several }: Found, place: number, value: Json): void {
  const count = counts[place] as number;
  if (count < 0) return;
  counts[place] = count + 1;
  if (count === 0) firsts[place] = value;
  else if (count === 1) several[place] = [firsts[place] as Json, value];
  else (several[place] as Json[]).push(value);
}

/** Visits what an object has; gives whether it is an object as JSON has it, as are those within it. */
function visit(object: JsonObject, stop: Stop, depth: number, found: Found): boolean {
  const prototype: unknown = Object.getPrototypeOf(object);
  if (prototype !== Object.prototype && prototype !== null) return false;
  let at = 0;
  for (const key in object) {
    const next =
      at < stop.keys.length && stop.keys[at] === key ? stop.nexts[at] : lead(stop, key, at);
    at++;
    if (next === undefined) continue;
    const value = object[key];
    if (value === undefined) continue;
    // One key for several names: whoever asks has to go along those paths.
    for (const place of next.dotted) found.counts[place] = -1;
    if (next.place >= 0) put(found, next.place, value);
    if (next.next.size > 0 && !goOn(value, next, depth, found)) return false;
  }
  return true;
}

/** Where a key leads, noted for the next object. */
function lead(stop: Stop, key: string, at: number): Stop | undefined {
  const next = stop.next.get(key);
  if (at < mostKeys && at <= stop.keys.length) {
    stop.keys[at] = key;
    stop.nexts[at] = next;
  }
  return next;
}

function goOn(value: Json, stop: Stop, depth: number, found: Found): boolean {
  if (typeof value === 'string') {
    if (stop.opens === 'none') return true;
    const inner = parseEmbedded(value, stop.opens);
    return inner === undefined || goOn(inner, stop, depth + 1, found);
  }
  if (isObject(value)) return visit(value, stop, depth, found);
  if (!Array.isArray(value) || depth >= maxDepth) return true;
  for (const member of value as readonly Json[]) {
    if (!goOn(member, stop, depth + 1, found)) return false;
  }
  return true;
}
