import { parseEmbedded } from './embedded.ts';
import { isObject, type Json, type JsonObject, own } from './json.ts';

/** A parsed field path. */
export interface Field {
  readonly path: string;
  /** All values of the field in an event, in order: one per array member, null included, [] when absent. */
  readonly read: (raw: JsonObject) => readonly Json[];
  /** Whether the field is there at all, even if null or an empty array. */
  readonly has: (raw: JsonObject) => boolean;
}

/** Parses a path. */
export type FieldOf = (path: string) => Field;

const nothing: readonly Json[] = [];
const debugData = 'debugContext.debugData.';

/** Arrays within arrays beyond this are not looked into; no real event comes near it. */
const maxDepth = 32;

/**
 * Parses a dotted path, spelled as in the System Log (`client.ipAddress`).
 *
 * Arrays fan out, so `target.displayName` has one value per target. A key that itself contains the
 * dots counts too. Text under `debugContext.debugData` is readable by path
 * (`debugContext.debugData.behaviors.New Device`). Only own properties are read.
 */
export function parseField(path: string): Field {
  const find = createFinder(path);
  let last: JsonObject | undefined;
  let values = nothing;
  return {
    path,
    read: (raw) => {
      if (raw === last) return values;
      const found = find(raw);
      const plain = found.length === 0 || (found.length === 1 && !Array.isArray(found[0]));
      values = plain || !found.some(Array.isArray) ? found : flatten(found);
      last = raw;
      return values;
    },
    has: (raw) => find(raw).length > 0,
  };
}

/**
 * Parses paths so that equal ones are one field: rules ask for the same few fields over and over,
 * and a field that is read again of the same event answers from memory.
 */
export function createFields(): FieldOf {
  const fields = new Map<string, Field>();
  return (path) => {
    const known = fields.get(path) ?? parseField(path);
    fields.set(path, known);
    return known;
  };
}

type Find = (raw: JsonObject) => readonly Json[];

function createFinder(path: string): Find {
  const steps = path.split('.');
  const joined = steps.map((_, at) =>
    steps.slice(at + 1).map((_step, more) => steps.slice(at, at + more + 2).join('.')),
  );
  const textFrom = path.startsWith(debugData) ? 3 : Number.POSITIVE_INFINITY;
  const everywhere: Find = (raw) => {
    const found: Json[] = [];
    walk({ steps, joined, textFrom, found }, raw, 0, 0);
    return found;
  };
  return (raw) => {
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
}

interface Walk {
  readonly steps: readonly string[];
  /** For each step, the keys that hold it and one or more of the following. */
  readonly joined: readonly (readonly string[])[];
  /** From this step on, text is opened up. */
  readonly textFrom: number;
  readonly found: Json[];
}

function walk(state: Walk, value: Json, at: number, depth: number): void {
  if (at === state.steps.length) {
    state.found.push(value);
  } else if (Array.isArray(value)) {
    if (depth < maxDepth) for (const item of value) walk(state, item, at, depth + 1);
  } else if (isObject(value)) {
    descend(state, value, at, depth);
  } else if (at >= state.textFrom && typeof value === 'string') {
    const inner = parseEmbedded(value);
    if (inner !== undefined) walk(state, inner, at, depth + 1);
  }
}

function descend(state: Walk, object: JsonObject, at: number, depth: number): void {
  const value = own(object, state.steps[at] as string);
  if (value !== undefined) walk(state, value, at + 1, depth);
  const keys = state.joined[at] as readonly string[];
  for (let more = 0; more < keys.length; more++) {
    const dotted = own(object, keys[more] as string);
    if (dotted !== undefined) walk(state, dotted, at + more + 2, depth);
  }
}

function flatten(values: readonly Json[], depth = 0): Json[] {
  return values.flatMap((value) =>
    Array.isArray(value) && depth < maxDepth ? flatten(value, depth + 1) : [value],
  );
}
