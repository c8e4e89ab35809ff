import type { FieldOf } from '../event/field.ts';
import { isObject, type Json, type JsonObject } from '../event/json.ts';
import { type Members, membersOf } from '../event/members.ts';
import { isPlaceholder } from '../window/dictionary.ts';

/** Texts are cut here: a value is told from others by its beginning. */
const longest = 120;

/** What is shown of a value: nothing of a placeholder, or of what is no text or number. */
export function textOf(value: Json | undefined): string | undefined {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return undefined;
  if (isPlaceholder(value)) return undefined;
  return value.length > longest ? value.slice(0, longest) : value;
}

/** Gives the text of an entry of debugData. */
export type DebugReader = (raw: JsonObject, debugContext: Json | undefined) => string | undefined;

/** Reads an entry of debugData, `named`, where Okta writes it, which is fast; else wherever it may be. */
export function createDebugReader<Name extends string>(
  name: Name,
  named: (debugData: Members<Name>) => Json | undefined,
  fieldOf: FieldOf,
): DebugReader {
  const field = fieldOf(`debugContext.debugData.${name}`);
  return (raw, debugContext) => {
    const { debugData } = membersOf<'debugData'>(debugContext);
    return textOf(isObject(debugData) ? named(membersOf<Name>(debugData)) : field.read(raw)[0]);
  };
}

/** Shorter texts are never pieces of others. */
const leastPiece = 13;

/** The same text by itself, to be kept: V8 keeps the whole of a text that a piece was cut out of. */
export function ownText(text: string): string {
  return text.length < leastPiece ? text : JSON.parse(JSON.stringify(text));
}

/** So many texts are remembered with what was made of them: those of a log come again and again. */
const mostRemembered = 4_096;

/** Remembers what was made of a text. */
export function remembering<T>(make: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const met = known.get(text);
    if (met !== undefined) return met;
    if (known.size === mostRemembered) known.clear();
    const made = make(text);
    known.set(ownText(text), made);
    return made;
  };
}

/** Remembers what was made of two texts, the second of which may be missing. */
export function rememberingPairs<T>(
  make: (one: string, other: string) => T,
): (one: string, other?: string) => T {
  let known = new Map<string, Map<string, T>>();
  let size = 0;
  return (one, other = '') => {
    const ofOne = known.get(one);
    const met = ofOne?.get(other);
    if (met !== undefined) return met;
    if (++size > mostRemembered) [known, size] = [new Map(), 1];
    const made = make(one, other);
    known.set(ownText(one), (known.get(one) ?? new Map()).set(ownText(other), made));
    return made;
  };
}
