import type { JsonObject } from '../../src/event/json.ts';
import { second } from './clock.ts';
import { dice } from './dice.ts';
import type { Scene } from './signon.ts';

/**
 * A told incident.
 *
 * Scenes are made of people and seats (`org.ts`, `session.ts`) and of what they do (`signon.ts`,
 * `administration.ts`, `day.ts`); each of these functions returns the records of its scene. A new
 * incident is a file that exports a `Story`, a line in `told.ts`, and a page.
 */
export interface Story {
  /** The name of its two files, without ending. */
  readonly slug: string;
  /** The log's first and last moment; what happens outside them was never exported. */
  readonly from: number;
  readonly until: number;
  readonly scenes: readonly Scene[];
  /** How the records reach the file; undisturbed but for a few neighbours unless told otherwise. */
  readonly delivery?: Delivery;
}

/** The disorder in which a log is delivered. */
export interface Delivery {
  /** The share of records, 0 to 1, that come late. */
  readonly late: number;
  /** How late they come at most, in milliseconds. */
  readonly by: number;
  /** The share of records, 0 to 1, that come twice. */
  readonly twice: number;
}

const orderly: Delivery = { late: 0.02, by: 4 * second, twice: 0 };

/** The records of a story in the order in which they were delivered. */
export function tell({
  slug,
  from,
  until,
  scenes,
  delivery = orderly,
}: Story): readonly JsonObject[] {
  const copies = scenes.flat().flatMap((entry) => {
    const at = Date.parse(String(entry['published']));
    if (at < from || at > until) return [];
    const thrown = dice('delivery', slug, String(entry['uuid']));
    const arrival = thrown.chance(delivery.late) ? at + thrown.below(delivery.by) : at;
    const again = thrown.chance(delivery.twice) ? [at + thrown.below(delivery.by)] : [];
    return [arrival, ...again].map((arrives) => ({ arrives, at, entry }));
  });
  const key = ({ entry }: { entry: JsonObject }): string => String(entry['uuid']);
  copies.sort((a, b) => a.arrives - b.arrives || a.at - b.at || (key(a) < key(b) ? -1 : 1));
  return copies.map(({ entry }) => entry);
}

/** Scenes as the text of an `.ndjson` file in plain order of time: what a rule's fixture needs. */
export function logOf(...scenes: readonly Scene[]): string {
  const whole = { slug: '', from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY };
  return ndjson({ ...whole, scenes, delivery: { late: 0, by: 0, twice: 0 } });
}

/** A story as the text of its `.ndjson` file: one record a line, a line feed after each. */
export function ndjson(story: Story): string {
  return tell(story)
    .map((entry) => `${JSON.stringify(entry)}\n`)
    .join('');
}
