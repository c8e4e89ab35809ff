import { parseEmbedded } from './embedded.ts';
import { type Opens, opensAt, shapeAlong } from './event-shape.ts';
import { isObject, type Json, type JsonObject } from './json.ts';

/**
 * Finds what stands at many paths of an event in one pass over it, since going along each path by itself takes
 * twenty times as long. Events that are spelled in an unusual way are left to whoever asks.
 */
export interface EventWalk {
  /**
   * Adds the path of these names. Gives what stands there in an event, one value for each place that the path
   * leads to; undefined if that has to be found by going along the path.
   */
  add(steps: readonly string[]): (raw: Json) => readonly Json[] | undefined;
  /** Has one function find for all that give it the same name, once in each event. */
  shared(name: string, find: Find): Find;
}

type Find = (raw: Json) => readonly Json[];

/** Arrays within arrays beyond this are not looked into; no real event comes near it. */
export const maxDepth = 32;

const nothing: readonly Json[] = [];

/** Where paths have come to after some names. */
interface Stop {
  /** The number of the path that ends here; -1 if none does. */
  path: number;
  /** Which texts are opened up before the next name. */
  readonly opens: Opens;
  readonly next: Map<string, Stop>;
  /** The numbers of the paths of which one key here holds two or more names. */
  dotted: number[];
}

/** Makes a walk without paths. */
export function createEventWalk(): EventWalk {
  const root = createStop([]);
  const found = createFound();
  const shared = new Map<string, Find>();
  let last: Json | undefined;
  let isUsual = false;
  const begin = (raw: Json): void => {
    last = raw;
    found.begin();
    isUsual = isObject(raw) && visit(raw, root, 0, found);
  };
  return {
    add(steps) {
      const path = found.add();
      // An event that was walked along already knows nothing of the path.
      last = undefined;
      const end = enter(root, steps, path);
      return (raw) => {
        if (raw !== last) begin(raw);
        return isUsual ? found.of(end.path) : undefined;
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
  return { path: -1, opens, next: new Map(), dotted: [] };
}

/** Leads a path along its names, and along the keys that hold several of them. */
function enter(root: Stop, steps: readonly string[], path: number): Stop {
  let stop = root;
  for (const [at, step] of steps.entries()) {
    for (let end = at + 2; end <= steps.length; end++) {
      nextOf(stop, steps.slice(at, end).join('.'), steps.slice(0, end)).dotted.push(path);
    }
    stop = nextOf(stop, step, steps.slice(0, at + 1));
  }
  if (stop.path < 0) stop.path = path;
  return stop;
}

function nextOf(stop: Stop, key: string, way: readonly string[]): Stop {
  const known = stop.next.get(key) ?? createStop(way);
  stop.next.set(key, known);
  return known;
}

/** What was found in the event at hand, by the number of a path. */
interface Found {
  add(): number;
  begin(): void;
  put(path: number, value: Json): void;
  /** Has a path found by whoever asks. */
  give(path: number): void;
  of(path: number): readonly Json[] | undefined;
}

function createFound(): Found {
  // The event for which something was noted, by its number, so that nothing need be cleared.
  const [noted, given]: [number[], number[]] = [[], []];
  const values: Json[][] = [];
  let event = 0;
  return {
    add() {
      given.push(-1);
      values.push([]);
      return noted.push(-1) - 1;
    },
    begin: () => {
      event++;
    },
    put(path, value) {
      if (noted[path] === event) {
        (values[path] as Json[]).push(value);
        return;
      }
      noted[path] = event;
      values[path] = [value];
    },
    give: (path) => {
      given[path] = event;
    },
    of(path) {
      if (given[path] === event) return undefined;
      return noted[path] === event ? values[path] : nothing;
    },
  };
}

/** Visits what an object has; gives whether it is an object as JSON has it, as are those within it. */
function visit(object: JsonObject, stop: Stop, depth: number, found: Found): boolean {
  const prototype: unknown = Object.getPrototypeOf(object);
  if (prototype !== Object.prototype && prototype !== null) return false;
  for (const key in object) {
    const next = stop.next.get(key);
    if (next === undefined) continue;
    const value = object[key];
    if (value === undefined) continue;
    for (const path of next.dotted) found.give(path);
    if (next.path >= 0) found.put(next.path, value);
    if (next.next.size > 0 && !goOn(value, next, depth, found)) return false;
  }
  return true;
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
