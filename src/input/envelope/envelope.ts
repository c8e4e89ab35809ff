import type { Json, JsonObject } from '../../event/json.ts';

/** What was found inside a wrapping. */
export type Contents =
  /** Values to be looked at in turn, each an event or another wrapping. Text is read as JSON first. */
  | { readonly kind: 'inner'; readonly values: readonly Json[] }
  /** An event, put back into the shape in which Okta wrote it; `keeps` as in `Event`. */
  | { readonly kind: 'event'; readonly raw: JsonObject; readonly keeps?: readonly string[] }
  /** Something recognised from which no event can be had. `message` is one sentence. */
  | { readonly kind: 'refused'; readonly message: string };

/** One way in which products wrap System Log events, told by the keys of a record. */
export interface Envelope {
  /** As a person would name it. */
  readonly name: string;
  /** What is inside; undefined if the record is not wrapped in this way. */
  readonly open: (record: JsonObject) => Contents | undefined;
}

/** The contents that are one value to be looked at in turn. */
export function inner(value: Json): Contents {
  return { kind: 'inner', values: [value] };
}

/** The contents that are a list of such values, of any length. */
export function innerAll(values: readonly Json[]): Contents {
  return { kind: 'inner', values };
}
