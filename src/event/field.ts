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
  const find = finder(path);
  return {
    path,
    read: (raw) => {
      const found = find(raw);
      return found.some(Array.isArray) ? flatten(found) : found;
    },
    has: (raw) => find(raw).length > 0,
  };
}

function finder(path: string): (raw: JsonObject) => readonly Json[] {
  const steps = path.split('.');
  if (steps.length === 1) {
    return (raw) => (Object.hasOwn(raw, path) ? [raw[path] as Json] : nothing);
  }
  const textFrom = path.startsWith(debugData) ? 3 : Number.POSITIVE_INFINITY;
  return (raw) => {
    const found: Json[] = [];
    walk({ steps, textFrom, found }, raw, 0, 0);
    return found;
  };
}

interface Walk {
  readonly steps: readonly string[];
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
  const { steps } = state;
  const step = steps[at] as string;
  const value = own(object, step);
  if (value !== undefined) walk(state, value, at + 1, depth);
  for (let end = at + 2; end <= steps.length; end++) {
    const dotted = own(object, steps.slice(at, end).join('.'));
    if (dotted !== undefined) walk(state, dotted, end, depth);
  }
}

function flatten(values: readonly Json[], depth = 0): Json[] {
  return values.flatMap((value) =>
    Array.isArray(value) && depth < maxDepth ? flatten(value, depth + 1) : [value],
  );
}
