import type { Event } from '../event/event.ts';
import { isObject, type Json, type JsonObject, own } from '../event/json.ts';
import { eventShape, type Shape, shapeUnder } from '../event/shape.ts';
import { opened } from '../event/texts.ts';

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

/** Lists of fields that are told apart; where each record has another one, all of them count as lost. */
const mostFormats = 1_000;

/** Notes which parts the events of a log have, and which fields some of them cannot have. */
export interface Presence {
  see(event: Pick<Event, 'raw' | 'keeps'>): void;
  /** Those of the fields whose part no event had, or that were lost to a format some events came in. */
  missing(fields: Iterable<string>): readonly string[];
}

/** Makes an empty register of parts. */
export function createPresence(): Presence {
  const unseen = new Map(parts.map((part) => [part as string, part.split('.')]));
  const lossy = new Map<string, readonly string[]>();
  let last: readonly string[] | undefined;
  return {
    see({ raw, keeps }) {
      if (keeps && keeps !== last && lossy.size <= mostFormats) {
        lossy.set(keeps.join('\n'), keeps);
        last = keeps;
      }
      for (const [part, steps] of unseen) if (has(raw, steps)) unseen.delete(part);
    },
    missing(fields) {
      const blind = [...unseen.keys()];
      const lacks = (path: string): boolean => blind.some((part) => path.startsWith(`${part}.`));
      const loses = (path: string): boolean =>
        lossy.size > mostFormats ||
        [...lossy.values()].some((keeps) => !keeps.some((kept) => covers(kept, path)));
      return [...new Set(fields)].filter((path) => lacks(path) || loses(path)).sort();
    },
  };
}

/** Also where a text stands for the part. */
function has(raw: JsonObject, steps: readonly string[]): boolean {
  let value: ReturnType<typeof own> = raw;
  let shape: Shape | undefined = eventShape;
  for (const step of steps) {
    const found: Json | undefined = isObject(value) ? own(value, step) : undefined;
    shape = shape && shapeUnder(shape, step);
    value = found === undefined ? undefined : (opened(found, shape) ?? found);
  }
  return Array.isArray(value) ? value.length > 0 : isObject(value);
}

/** Whether keeping one field keeps another: it is the same, within it, or has it within. */
function covers(kept: string, path: string): boolean {
  return kept === path || path.startsWith(`${kept}.`) || kept.startsWith(`${path}.`);
}
