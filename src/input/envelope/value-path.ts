import { isObject, type Json, type JsonObject, own } from '../../event/json.ts';

/**
 * The value under a dotted path, whether the record nests, has keys with dots in them, or both
 * (`okta.actor.id`, `okta: {actor: {id}}`, `okta: {'actor.id'}`); undefined if there is none.
 */
export function valueAt(record: JsonObject, path: string): Json | undefined {
  const whole = own(record, path);
  if (whole !== undefined) return whole;
  for (let dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
    const part = own(record, path.slice(0, dot));
    const found = isObject(part) ? valueAt(part, path.slice(dot + 1)) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The text under a dotted path; undefined if there is something else or nothing. */
export function textAt(record: JsonObject, path: string): string | undefined {
  const value = valueAt(record, path);
  return typeof value === 'string' ? value : undefined;
}

/** The object under a dotted path; undefined if there is something else or nothing. */
export function objectAt(record: JsonObject, path: string): JsonObject | undefined {
  const value = valueAt(record, path);
  return isObject(value) ? value : undefined;
}

/** An object without some of its keys. */
export function without(record: JsonObject, isLeft: (key: string) => boolean): JsonObject {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !isLeft(key)));
}

interface Branch {
  [key: string]: Json;
}

/**
 * Builds objects of dotted paths: `a.b` and `a.c` become one object `a`. Where a path leads through a
 * value that is no object, the rest of it stays one key with dots in it, so that nothing gets lost.
 */
export function nest(fields: Iterable<readonly [path: string, value: Json]>): JsonObject {
  const root: Branch = {};
  for (const [path, value] of fields) {
    const steps = path.split('.');
    let branch = root;
    let at = 0;
    for (; at < steps.length - 1; at++) {
      const step = steps[at] as string;
      const next = own(branch, step);
      if (next !== undefined && !isObject(next)) break;
      if (next === undefined) define(branch, step, {});
      branch = branch[step] as Branch;
    }
    define(branch, steps.slice(at).join('.'), value);
  }
  return root;
}

/** Plain assignment would set the prototype for the key `__proto__`. */
function define(branch: Branch, key: string, value: Json): void {
  const isOrdinary = { enumerable: true, writable: true, configurable: true };
  Object.defineProperty(branch, key, { value, ...isOrdinary });
}

/** The path of a key in what is at a path, as a person would write it: `data.records`, `data."odd key"`. */
export function below(at: string, key: string): string {
  const short = key.length > longestKey ? `${key.slice(0, longestKey)}…` : key;
  const step = /^[\w@.$-]+$/.test(short) ? short : JSON.stringify(short);
  return at === '' ? step : `${at}.${step}`;
}

const longestKey = 80;
