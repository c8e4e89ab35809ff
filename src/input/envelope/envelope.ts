import type { Json, JsonObject } from '../../event/json.ts';
import type { Message } from '../../language/message.ts';

/** What was found inside a wrapping. */
export type Contents =
  /** A value to be looked at in turn, an event or another wrapping. Text is read as JSON first. */
  | ({ readonly kind: 'inner'; readonly value: Json; readonly at: string } & Surroundings)
  /** A list of such values, of any length. */
  | ({
      readonly kind: 'list';
      readonly values: readonly Json[];
      readonly at: string;
    } & Surroundings)
  /** Contents of several kinds. */
  | { readonly kind: 'several'; readonly contents: readonly Contents[] }
  /** An event, put back into the shape in which Okta wrote it; `keeps` as in `Event`. */
  | { readonly kind: 'event'; readonly raw: JsonObject; readonly keeps?: readonly string[] }
  /** Something recognised from which no event can be had. `told` is one sentence. */
  | {
      readonly kind: 'refused';
      readonly told: Message;
      /** Where it is, if not the whole of the record; and what names are looked for in instead of it. */
      readonly at?: string;
      readonly about?: Json;
    };

/** What stands around a value. */
export interface Surroundings {
  /**
   * The key by which a record around it tells of a request itself; a text in it may then be a field of that, and
   * an attacker may have written it.
   */
  readonly telling?: string | undefined;
}

/** One way in which products wrap System Log events, recognised by the keys of a record. */
export interface Envelope {
  /** As a person would name it. */
  readonly name: string;
  /** What is inside; undefined if the record is not wrapped in this way. */
  readonly open: (record: JsonObject, around?: Surroundings) => Contents | undefined;
}

/** The contents that are one value to be looked at in turn; `at` is its path, empty for the record itself. */
export function inner(value: Json, at: string) {
  return { kind: 'inner', value, at } as const satisfies Contents;
}

/** The contents that are a list of such values, of any length. */
export function innerAll(values: readonly Json[], at: string) {
  return { kind: 'list', values, at } as const satisfies Contents;
}
