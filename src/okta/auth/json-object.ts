import { isObject, type JsonObject } from '../../event/json.ts';

/** The JSON object in a text, or undefined for anything else; never throws an error, which would quote the text. */
export function objectIn(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
