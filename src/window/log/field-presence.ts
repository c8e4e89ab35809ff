import type { Event } from '../../event/event.ts';
import { eventShape, type Shape, shapeUnder } from '../../event/event-shape.ts';
import { basePath } from '../../event/field-part.ts';
import { isObject, type Json, type JsonObject, own } from '../../event/json.ts';
import { fieldsRead } from '../../event/member-filter.ts';
import { membersOf } from '../../event/members.ts';
import { opened } from '../../event/value-texts.ts';

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
export interface FieldPresence {
  /** Gives what the event counts for, as a number of 20 bits; see {@link unsee}. */
  see(event: Pick<Event, 'raw' | 'keeps'>): number;
  /** Counts an event for what it counted for when it was seen. */
  seeTraits(traits: number): void;
  /** Takes back an event that was seen. */
  unsee(traits: number): void;
  /** Whether the format of a record loses less than that of an event that was seen; else the first by name. */
  isRicher(event: Pick<Event, 'keeps'>, traits: number): boolean;
  /** The same of an event that counts for something already. */
  areRicher(own: number, traits: number): boolean;
  /** What the formats of the events keep that lose some, in the order of their numbers, from 1. */
  formats(): KeptByFormat;
  /** Gives what counts here for what counts for something in another register, by the formats of that one. */
  translating(formats: KeptByFormat): (traits: number) => number;
  /** Those of the fields whose part no event had, or that were lost to a format some events came in. */
  missing(fields: Iterable<string>): readonly string[];
}

/** The fields that each format keeps, as plain data; one more than are told apart stands for all others, and has none. */
export type KeptByFormat = readonly (readonly string[])[];

/** What the events of a format keep, and how many of them were seen. */
interface Format {
  readonly keeps: readonly string[];
  readonly text: string;
  events: number;
}

/** Makes an empty register of parts. */
export function createFieldPresence(): FieldPresence {
  const paths = parts.map((part) => stepsTo(part.split('.')));
  const plainly = rememberingPaths(fieldsOf);
  // By field, its path if it is missing from what was seen so far: of many rules each asks for the same few fields.
  const known = new Map<string, string | undefined>();
  const having = parts.map(() => 0);
  const formats = createFormats();
  const count = (traits: number, by: 1 | -1): void => {
    if (known.size > 0) known.clear();
    for (let part = 0; part < parts.length; part++) {
      if ((traits >> part) & 1) (having[part] as number) += by;
    }
    formats.count(formatIn(traits), by);
  };
  return {
    see({ raw, keeps }) {
      const had = plainParts(raw) ?? bitsOf((part) => has(raw, paths[part] as readonly Step[]));
      const traits = (formats.number(keeps) << parts.length) | had;
      count(traits, 1);
      return traits;
    },
    seeTraits: (traits) => count(traits, 1),
    unsee: (traits) => count(traits, -1),
    isRicher: ({ keeps }, traits) => formats.isRicher(formats.number(keeps), formatIn(traits)),
    areRicher: (own, traits) => formats.isRicher(formatIn(own), formatIn(traits)),
    formats: () => formats.all.map(({ keeps }) => keeps),
    translating(others) {
      const own = [0, ...others.map(formats.number)];
      return (traits) => ((own[formatIn(traits)] as number) << parts.length) | partsIn(traits);
    },
    missing(fields) {
      const isMissing = missingPaths(having, formats.all);
      if (!isMissing) return [];
      const found = new Set<string>();
      for (const field of fields) {
        if (!known.has(field)) {
          const path = basePath(field);
          known.set(field, plainly(path).some(isMissing) ? path : undefined);
        }
        const path = known.get(field);
        if (path !== undefined) found.add(path);
      }
      return [...found].sort();
    },
  };
}

/** Formats by the list of what they keep, from 1; 0 keeps all, the last one stands for too many others. */
function createFormats() {
  const numbers = new Map<string, number>();
  const all: Format[] = [];
  let last: { readonly keeps: readonly string[]; readonly number: number } | undefined;
  return {
    all,
    number(keeps: readonly string[] | undefined): number {
      if (!keeps) return 0;
      if (last?.keeps === keeps) return last.number;
      const text = keeps.join('\n');
      const number = numbers.get(text) ?? Math.min(all.length, mostFormats) + 1;
      if (number > all.length) {
        const others = number > mostFormats;
        all.push({ keeps: others ? [] : keeps, text: others ? '' : text, events: 0 });
      }
      if (number <= mostFormats) numbers.set(text, number);
      last = { keeps, number };
      return number;
    },
    count(number: number, by: 1 | -1): void {
      const format = all[number - 1];
      if (format) format.events += by;
    },
    /** Whether one loses less than another; else the first by name. */
    isRicher(own: number, other: number): boolean {
      if (own === 0 || other === 0) return own < other;
      return (all[own - 1]?.text ?? '') < (all[other - 1]?.text ?? '');
    },
  };
}

const formatIn = (traits: number): number => traits >> parts.length;
const partsIn = (traits: number): number => traits & ((1 << parts.length) - 1);

/** Prepares whether no event has a path's part, or the format of some lost it; undefined if that is so of no path. */
function missingPaths(
  having: readonly number[],
  formats: readonly Format[],
): ((path: string) => boolean) | undefined {
  const blind = parts.filter((_, part) => having[part] === 0);
  const used = formats.filter(({ events }) => events > 0);
  if (blind.length === 0 && used.length === 0) return undefined;
  return (path) =>
    blind.some((part) => path.startsWith(`${part}.`)) ||
    used.some(({ keeps }) => !keeps.some((kept) => covers(kept, path)));
}

/** Rules ask for the same few paths over and over. */
function rememberingPaths(of: (path: string) => readonly string[]) {
  const known = new Map<string, readonly string[]>();
  return (path: string): readonly string[] => {
    const before = known.get(path) ?? of(path);
    known.set(path, before);
    return before;
  };
}

/** What must be there for a path to be read: the field, and those that its filters ask for. */
function fieldsOf(path: string): readonly string[] {
  return fieldsRead(path).map((names) => names.join('.'));
}

/** A name on the way to a part, and what stands there. */
interface Step {
  readonly name: string;
  readonly shape: Shape | undefined;
}

function stepsTo(names: readonly string[]): readonly Step[] {
  let shape: Shape | undefined = eventShape;
  return names.map((name): Step => {
    shape = shape && shapeUnder(shape, name);
    return { name, shape };
  });
}

/** A bit for each part that is there. */
function bitsOf(isThere: (part: number) => boolean): number {
  let bits = 0;
  for (let part = 0; part < parts.length; part++) if (isThere(part)) bits |= 1 << part;
  return bits;
}

/** The parts that an event has, a bit each; undefined where a text may stand for one. */
function plainParts(raw: JsonObject): number | undefined {
  const event = membersOf<
    | 'actor'
    | 'authenticationContext'
    | 'client'
    | 'debugContext'
    | 'outcome'
    | 'securityContext'
    | 'target'
  >(raw);
  const { client, debugContext } = event;
  if (typeof client === 'string' || typeof debugContext === 'string') return undefined;
  const { userAgent, geographicalContext } = membersOf<'userAgent' | 'geographicalContext'>(client);
  // In the order of the parts.
  const found = [
    event.actor,
    event.authenticationContext,
    client,
    userAgent,
    geographicalContext,
    membersOf<'debugData'>(debugContext).debugData,
    event.outcome,
    event.securityContext,
    event.target,
  ];
  let bits = 0;
  for (let part = 0; part < found.length; part++) {
    const value = found[part];
    if (typeof value === 'string') return undefined;
    if (isPart(value)) bits |= 1 << part;
  }
  return bits;
}

function isPart(value: Json | undefined): boolean {
  return Array.isArray(value) ? value.length > 0 : isObject(value);
}

/** Also where a text stands for the part. */
function has(raw: JsonObject, steps: readonly Step[]): boolean {
  let value: Json | undefined = raw;
  for (const { name, shape } of steps) {
    const found: Json | undefined = isObject(value) ? own(value, name) : undefined;
    value = typeof found === 'string' ? (opened(found, shape) ?? found) : found;
  }
  return isPart(value);
}

/** Whether keeping one field keeps another: it is the same, within it, or has it within. */
function covers(kept: string, path: string): boolean {
  return kept === path || path.startsWith(`${kept}.`) || kept.startsWith(`${path}.`);
}
