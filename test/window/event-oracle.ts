import type { Json, JsonObject } from '../../src/event/json.ts';
import { partsOf } from '../event/part-oracle.ts';

/** An event as the oracle sees it. */
export interface Sighting {
  readonly uuid: string;
  readonly time: number;
  readonly raw: JsonObject;
  /** What was read already, by path. */
  readonly texts: Map<string, readonly string[]>;
  /** Its keys under a window, by the rule that it matches. */
  readonly keys: Map<object, Map<string | undefined, readonly (readonly string[])[]>>;
}

const placeholders = ['unknown', '-', 'null', ''];

export function sightingOf(raw: JsonObject): Sighting {
  const time = Date.parse(String(raw['published']));
  return { uuid: String(raw['uuid']), time, raw, texts: new Map(), keys: new Map() };
}

/** By time, and by uuid within one instant. */
export function inOrder(a: Sighting, b: Sighting): number {
  return a.time - b.time || (a.uuid < b.uuid ? -1 : 1);
}

/** The texts of a field, each once, without those that only fill a place. */
export function textsAt(path: string, { raw, texts }: Sighting): readonly string[] {
  const known = texts.get(path) ?? readTexts(path, raw);
  texts.set(path, known);
  return known;
}

function readTexts(path: string, raw: JsonObject): readonly string[] {
  const found = fieldAt(raw, path)
    .flat()
    .filter((value) => value !== null);
  return [...new Set(found.map(String))].filter(
    (text) => !placeholders.includes(text.toLowerCase()),
  );
}

/** The values of a field, or of its part. */
export function fieldAt(raw: JsonObject, path: string): readonly Json[] {
  const [base = '', part] = path.split('|');
  const found = chosenAt(raw, base);
  return part === undefined ? found : found.flat().flatMap((value) => partsOf(value, part));
}

/** The values at a path that may say which members of one array it means. */
export function chosenAt(raw: JsonObject, path: string): readonly Json[] {
  const [, array = '', bracket = '', rest = ''] = /^(.*)\[(.*)\]\.(.*)$/.exec(path) ?? [];
  if (array === '') return valuesAt(raw, path.split('.'));
  const members = valuesAt(raw, array.split('.')).flat();
  const [name = '', text = ''] = bracket.toLowerCase().split('=');
  const chosen = bracket.includes('=')
    ? members.filter((member) =>
        valuesAt(member as Json, [name]).some((value) => String(value).toLowerCase() === text),
      )
    : members.slice(Number(bracket)).slice(0, 1);
  return chosen.flatMap((member) => valuesAt(member as Json, rest.split('.')));
}

/** The values at a path; arrays fan out. */
export function valuesAt(value: Json | undefined, steps: readonly string[]): readonly Json[] {
  if (steps.length === 0) return value === undefined ? [] : [value];
  if (Array.isArray(value)) return value.flatMap((item: Json) => valuesAt(item, steps));
  if (typeof value !== 'object' || value === null) return [];
  const [step = '', ...rest] = steps;
  return valuesAt((value as JsonObject)[step], rest);
}
