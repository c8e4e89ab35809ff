import { isObject, type JsonObject, own } from '../event/json.ts';

/**
 * Parts of an event that an export may lack altogether; without them a rule that asks for their
 * fields is blind, and its silence means nothing.
 */
const parts = [
  'actor',
  'authenticationContext',
  'client',
  'client.userAgent',
  'client.geographicalContext',
  'debugContext.debugData',
  'outcome',
  'securityContext',
  'target',
] as const;

/** Notes which parts the events of a log have. */
export interface Presence {
  see(raw: JsonObject): void;
  /** Those of the fields whose part no event had. */
  missing(fields: Iterable<string>): readonly string[];
}

/** Makes an empty register of parts. */
export function createPresence(): Presence {
  const unseen = new Map(parts.map((part) => [part as string, part.split('.')]));
  return {
    see(raw) {
      for (const [part, steps] of unseen) if (has(raw, steps)) unseen.delete(part);
    },
    missing(fields) {
      const blind = [...unseen.keys()];
      const lacks = (path: string): boolean => blind.some((part) => path.startsWith(`${part}.`));
      return [...new Set(fields)].filter(lacks).sort();
    },
  };
}

function has(raw: JsonObject, steps: readonly string[]): boolean {
  let value: ReturnType<typeof own> = raw;
  for (const step of steps) {
    value = isObject(value) ? own(value, step) : undefined;
  }
  return Array.isArray(value) ? value.length > 0 : isObject(value);
}
