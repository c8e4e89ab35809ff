import { parseEmbedded } from './embedded.ts';
import { type Opens, opensAt, shapeAlong } from './event-shape.ts';
import { isObject, type Json, type JsonObject } from './json.ts';

/**
 * Finds what stands at many paths of an event in one pass over it, since going along each path by itself takes
 * twenty times as long. Events that are spelled in an unusual way are left to whoever asks.
 */
export interface EventWalk {
  /** Adds the path of these names. */
  add(steps: readonly string[]): WalkedPath;
  /** Has one function find for all that give it the same name, once in each event. */
  shared(name: string, find: Find): Find;
}

/** What stands at a path of an event, one value for each place that the path leads to. */
export interface WalkedPath {
  /** How many values an event has there; -1 if they have to be found by going along the path. */
  count(raw: Json): number;
  /** The first of those that were counted last; there is one. */
  first(): Json;
  /** Those that were counted last. */
  all(): readonly Json[];
}

type Find = (raw: Json) => readonly Json[];

/** Arrays within arrays beyond this are not looked into; no real event comes near it. */
export const maxDepth = 32;

/** So many keys of an object are noted. */
const mostKeys = 64;

const nothing: readonly Json[] = [];

/** Where paths have come to after some names. */
interface Stop {
  /** What stands here, if a path ends here. */
  place: Place | undefined;
  /** Which texts are opened up before the next name. */
  readonly opens: Opens;
  readonly next: Map<string, Stop>;
  /** The first keys of the last object here, and where they lead: most objects have the same, in the same order. */
  readonly keys: string[];
  readonly nexts: (Stop | undefined)[];
  /** The ends of the paths of which one key here holds two or more names. */
  readonly dotted: Place[];
}

/** What stands at the end of a path. */
interface Place {
  /** The event in which anything was found here, by its number, so that nothing need be cleared. */
  event: number;
  /** How many values; -1 if they have to be found by going along the path. */
  count: number;
  first: Json;
  /** All of them, if they are several. */
  several: Json[];
}

/** Makes a walk without paths. */
export function createEventWalk(): EventWalk {
  const root = createStop([]);
  const shared = new Map<string, Find>();
  let last: Json | undefined;
  let [event, isUsual] = [0, false];
  const begin = (raw: Json): void => {
    last = raw;
    event++;
    isUsual = isObject(raw) && visit(raw, root, 0, event);
  };
  return {
    add(steps) {
      // An event that was walked along already knows nothing of the path.
      last = undefined;
      const place = enter(root, steps);
      return {
        count(raw) {
          if (raw !== last) begin(raw);
          if (!isUsual) return -1;
          return place.event === event ? place.count : 0;
        },
        first: () => place.first,
        all() {
          if (place.event !== event || place.count === 0) return nothing;
          return place.count === 1 ? [place.first] : place.several;
        },
      };
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
  return { place: undefined, opens, next: new Map(), keys: [], nexts: [], dotted: [] };
}

/** Leads a path along its names, and along the keys that hold several of them. */
function enter(root: Stop, steps: readonly string[]): Place {
  const end = steps.reduce((stop, step, at) => nextOf(stop, step, steps.slice(0, at + 1)), root);
  if (end.place) return end.place;
  const place: Place = { event: 0, count: 0, first: null, several: [] };
  end.place = place;
  let stop = root;
  for (const [at, step] of steps.entries()) {
    for (let end = at + 2; end <= steps.length; end++) {
      nextOf(stop, steps.slice(at, end).join('.'), steps.slice(0, end)).dotted.push(place);
    }
    stop = nextOf(stop, step, steps.slice(0, at + 1));
  }
  return place;
}

function nextOf(stop: Stop, key: string, way: readonly string[]): Stop {
  const known = stop.next.get(key);
  if (known) return known;
  const made = createStop(way);
  stop.next.set(key, made);
  stop.keys.length = 0;
  return made;
}

function put(place: Place, value: Json, event: number): void {
  if (place.event !== event) {
    place.event = event;
    place.count = 1;
    place.first = value;
  } else if (place.count === 1) {
    place.count = 2;
    place.several = [place.first, value];
  } else if (place.count > 0) {
    place.count++;
    place.several.push(value);
  }
}

/** Has a path found by whoever asks. */
function give(place: Place, event: number): void {
  place.event = event;
  place.count = -1;
}

/** Visits what an object has; gives whether it is an object as JSON has it, as are those within it. */
function visit(object: JsonObject, stop: Stop, depth: number, event: number): boolean {
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
    for (const place of next.dotted) give(place, event);
    if (next.place !== undefined) put(next.place, value, event);
    if (next.next.size > 0 && !goOn(value, next, depth, event)) return false;
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

function goOn(value: Json, stop: Stop, depth: number, event: number): boolean {
  if (typeof value === 'string') {
    if (stop.opens === 'none') return true;
    const inner = parseEmbedded(value, stop.opens);
    return inner === undefined || goOn(inner, stop, depth + 1, event);
  }
  if (isObject(value)) return visit(value, stop, depth, event);
  if (!Array.isArray(value) || depth >= maxDepth) return true;
  for (const member of value as readonly Json[]) {
    if (!goOn(member, stop, depth + 1, event)) return false;
  }
  return true;
}
