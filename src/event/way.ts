import { parseEmbedded } from './embedded.ts';
import { type Opens, opensAt, type Shape, shapeAlong } from './event-shape.ts';
import { maxDepth } from './event-walk.ts';
import { isObject, type Json, type JsonObject, own } from './json.ts';

/** The way along a path, by itself. */
export interface Way {
  readonly find: (raw: Json | undefined) => readonly Json[];
  /** What stands at the end of the path, if it is known. */
  readonly shape: Shape | undefined;
}

const nothing: readonly Json[] = [];

/** The way along names from the event or, where `start` leads to an array, from a member of it. */
export function createWay(steps: readonly string[], start: readonly string[]): Way {
  const shapeOf = (before: number): Shape | undefined => {
    const way = [...start, ...steps.slice(0, before)];
    return way.length === 0 ? undefined : shapeAlong(way);
  };
  const opens = steps.map((_, at) => opensAt(shapeOf(at)));
  const joined = steps.map((_, at) =>
    steps.slice(at + 1).map((_step, more) => steps.slice(at, at + more + 2).join('.')),
  );
  const everywhere = (raw: Json): readonly Json[] => {
    const found: Json[] = [];
    collect({ steps, joined, opens, found }, raw, 0, 0);
    return found;
  };
  const find: Way['find'] = (raw) => {
    if (raw === undefined) return nothing;
    let value: Json | undefined = raw;
    for (let at = 0; at < steps.length; at++) {
      if (!isObject(value)) return value === undefined ? nothing : everywhere(raw);
      for (const key of joined[at] as readonly string[]) {
        if (Object.hasOwn(value, key)) return everywhere(raw);
      }
      value = own(value, steps[at] as string);
    }
    return value === undefined ? nothing : [value];
  };
  return { find, shape: shapeOf(steps.length) };
}

interface Collecting {
  readonly steps: readonly string[];
  /** For each step, the keys that hold it and one or more of the following. */
  readonly joined: readonly (readonly string[])[];
  /** Which texts are opened up before each step. */
  readonly opens: readonly Opens[];
  readonly found: Json[];
}

function collect(state: Collecting, value: Json, at: number, depth: number): void {
  if (at === state.steps.length) {
    state.found.push(value);
  } else if (Array.isArray(value)) {
    if (depth < maxDepth) for (const item of value) collect(state, item, at, depth + 1);
  } else if (isObject(value)) {
    descend(state, value, at, depth);
  } else if (typeof value === 'string') {
    const inner = parseEmbedded(value, state.opens[at]);
    if (inner !== undefined) collect(state, inner, at, depth + 1);
  }
}

function descend(state: Collecting, object: JsonObject, at: number, depth: number): void {
  const value = own(object, state.steps[at] as string);
  if (value !== undefined) collect(state, value, at + 1, depth);
  const keys = state.joined[at] as readonly string[];
  for (let more = 0; more < keys.length; more++) {
    const dotted = own(object, keys[more] as string);
    if (dotted !== undefined) collect(state, dotted, at + more + 2, depth);
  }
}
