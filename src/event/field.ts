import { parseEmbedded } from './embedded.ts';
import { isObject, type Json, type JsonObject, own } from './json.ts';

/** A parsed field path. */
export interface Field {
  readonly path: string;
  /** All values of the field in an event, in order: one per array member, null included, [] when absent. */
  readonly read: (raw: Json | undefined) => readonly Json[];
  /** Whether the field is there at all, even if null or an empty array. */
  readonly has: (raw: Json | undefined) => boolean;
}

/** Parses a path. */
export type FieldOf = (path: string) => Field;

const nothing: readonly Json[] = [];

/** The path of a member itself, among the paths of {@link memberFields}. */
export const itself = '.';
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
  return createField(path, undefined);
}

/** Parses paths as they are read of a member of the array at the path `within`. */
export function memberFields(within: string): FieldOf {
  return (path) => createField(path, within);
}

/**
 * Parses the path of an array; gives the members of each array it leads to. Anything else but null is
 * an array of one; text under `debugContext.debugData` is opened up.
 */
export function parseArrays(path: string, within: string | undefined): ArraysOf {
  const { find, opens } = createFinder(path, within);
  return (raw) => find(raw).flatMap((value) => membersOf(value, opens));
}

/** The arrays at a path of an event or, inside another array, of a member. */
export type ArraysOf = (raw: Json | undefined) => readonly (readonly Json[])[];

function createField(path: string, within: string | undefined): Field {
  const { find } = createFinder(path, within);
  let last: Json | undefined;
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

/** The array a value is, as a list of one; none for null. */
function membersOf(value: Json, opens: boolean): (readonly Json[])[] {
  if (Array.isArray(value)) return [value];
  if (value === null) return [];
  const inner = opens && typeof value === 'string' ? parseEmbedded(value) : undefined;
  return [Array.isArray(inner) ? inner : [inner ?? value]];
}

interface Finder {
  readonly find: (raw: Json | undefined) => readonly Json[];
  /** Whether text at the end of the path is opened up by whoever looks further. */
  readonly opens: boolean;
}

function createFinder(path: string, within: string | undefined): Finder {
  const steps = path === itself && within !== undefined ? [] : path.split('.');
  const textFrom = opensFrom(path, within);
  const joined = steps.map((_, at) =>
    steps.slice(at + 1).map((_step, more) => steps.slice(at, at + more + 2).join('.')),
  );
  const everywhere = (raw: Json): readonly Json[] => {
    const found: Json[] = [];
    walk({ steps, joined, textFrom, found }, raw, 0, 0);
    return found;
  };
  const find: Finder['find'] = (raw) => {
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
  return { find, opens: steps.length >= textFrom };
}

/** From which step of a path on text is opened up: from what lies under `debugContext.debugData`. */
function opensFrom(path: string, within: string | undefined): number {
  const whole = within === undefined ? path : `${within}.${path}`;
  if (!whole.startsWith(debugData)) return Number.POSITIVE_INFINITY;
  return Math.max(0, 3 - (within?.split('.').length ?? 0));
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
