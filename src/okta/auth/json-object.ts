import { isObject, type JsonObject } from '../../event/json.ts';

/** The JSON object that a text is, or undefined if it is anything else; never an error, which would quote it. */
export function objectIn(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
