import { foldCase } from './case-folding.ts';
import { type Shape, shapeAlong } from './event-shape.ts';
import { createEventWalk, type EventWalk, type WalkedPath } from './event-walk.ts';
import {
  createPartReader,
  createReadTime,
  isClockPart,
  partPathOf,
  type ReadTime,
} from './field-part.ts';
import { createGuesses, type Guesses } from './guesses.ts';
import { isObject, type Json, own } from './json.ts';
import {
  type FilteredStretch,
  keyOf,
  type MemberFilter,
  stepsOf,
  stretchesOf,
} from './member-filter.ts';
import { createNumberRoom, type NumberRoom } from './numbering.ts';
import { createRecurringMember, type RecurringMember } from './recurring-member.ts';
import {
  createByValue,
  createValueNumbers,
  type ValueNumbers,
  type Within,
} from './value-numbers.ts';
import { memberShape, opened, plainValuesOf, valuesOf, viewsOf } from './value-texts.ts';
import { createWay, type Way } from './way.ts';

/** A parsed field path. Its inside is no part of the public API. */
export interface Field {
  readonly path: string;
  /**
   * All values of the field in an event, in order: one per array member, null included, [] when absent.
   * A map, and a text that stands for one, is one and the same text (`{a=b}`).
   */
  readonly read: (raw: Json | undefined) => readonly Json[];
  /** The same values as comparisons with text see them: with each text that stands for a map or list. */
  readonly views: (raw: Json | undefined) => readonly Json[];
  /** Whether the field is there at all, even if null or an empty array. */
  readonly has: (raw: Json | undefined) => boolean;
  /** What stands there as it is, unopened, one for each place that the path leads to; all else follows from it. */
  readonly found: (raw: Json | undefined) => readonly Json[];
  /** Numbers for that. */
  readonly numbers: ValueNumbers;
  /** Whether there are several values. */
  readonly isCrowded: (raw: Json) => boolean;
}

/** Parses a path. */
export type FieldOf = (path: string) => Field;

/** Parses paths of fields that are read of the same events, each path once. */
export interface Fields extends FieldOf {
  /** Lets go of what is known of values, 20 MB at most: where hardly any events come any more, it is of no use. */
  forgetValues(): void;
}

const nothing: readonly Json[] = [];

/** The path of a member itself, among the paths of {@link memberFields}. */
export const itself = '.';

/**
 * Parses a dotted path, spelled as in the System Log (`client.ipAddress`).
 *
 * Arrays fan out, so `target.displayName` has one value per target. A key that itself contains the
 * dots counts too. Text that stands for a map or a list is readable by path, in every field of the
 * System Log that is no plain text (`debugContext.debugData.behaviors.New Device`). Only own
 * properties are read. The path may be that of a field's part (`actor.alternateId|domain`).
 *
 * Behind a filter (`target[type=User].id`, `target[0].id`) only the members that meet it are read. What
 * is no array is an array of one.
 */
export function parseField(path: string): Field {
  return createField(path, undefined);
}

/** Parses paths as they are read of a member of the array at the path `within`. */
export function memberFields(within: string): FieldOf {
  const start = stepsOf(within);
  return (path) => createField(path, start);
}

/**
 * Parses the path of an array; gives the members of each array it leads to. Anything else but null is
 * an array of one; text that stands for a list or a map is opened up.
 */
export function parseArrays(path: string, within: string | undefined): ArraysOf {
  const { find, shape } = createFinder(path, within === undefined ? undefined : stepsOf(within));
  return (raw) => joined(find(raw), (value) => membersOf(value, shape));
}

/** The arrays at a path of an event or, inside another array, of a member. */
export type ArraysOf = (raw: Json | undefined) => readonly (readonly Json[])[];

/** What fields that are read of the same events have in common. */
interface SharedFields {
  readonly room: NumberRoom;
  readonly walk: EventWalk;
  readonly guesses: Guesses;
  readonly readTime: ReadTime;
  readonly targets: RecurringMember;
}

/** What is acted on mostly was so before. */
const recurring = 'target';

/** `start`: the way to the array of whose members it is read. */
function createField(
  path: string,
  start: readonly string[] | undefined,
  shared?: SharedFields,
): Field {
  const derived = partPathOf(path);
  if (derived) {
    const { find, shape, ...place } = createFinder(derived.base, start, shared?.walk);
    const partsOf = createPartReader(derived, shared?.readTime);
    const read = remembering((raw) => partsOf(each(find(raw), shape, plainValuesOf)));
    const has = (raw: Json | undefined): boolean => read(raw).length > 0;
    // A moment hardly ever comes again, its hour does.
    const numbering = isClockPart(derived.part)
      ? { found: read, ...numbered(read, read, shared) }
      : { found: find, ...numbered(find, read, shared, place) };
    return { path, read, views: read, has, ...numbering };
  }
  const { find, shape, ...place } = createFinder(path, start, shared?.walk);
  const read = remembering((raw) => each(find(raw), shape, valuesOf));
  return {
    path,
    read,
    views: remembering((raw) => each(find(raw), shape, viewsOf)),
    has: (raw) => find(raw).length > 0,
    found: find,
    ...numbered(find, read, shared, place),
  };
}

/** What a field tells by numbers of what is found. */
export function numbered(
  found: Field['found'],
  read: Field['read'],
  { room, guesses, targets }: Partial<SharedFields> = {},
  { walked, isWithin }: Partial<Finder> = {},
): { readonly numbers: ValueNumbers; readonly isCrowded: Field['isCrowded'] } {
  const within: Within | undefined = targets && isWithin && { member: targets, isAlone: isWithin };
  const numbers = createValueNumbers(found, room, { walked, guesses, within });
  const isCrowded = createByValue(numbers, (raw) => (read(raw).length > 1 ? 1 : 0));
  return { numbers, isCrowded: (raw) => isCrowded(raw) === 1 };
}

type Read = Field['read'];

/** Rules ask for the same field of an event one after another. */
function remembering(read: Read): Read {
  let last: Json | undefined;
  let values = nothing;
  return (raw) => {
    if (raw === last) return values;
    values = read(raw);
    last = raw;
    return values;
  };
}

function each(
  found: readonly Json[],
  shape: Shape | undefined,
  of: (value: Json, shape: Shape | undefined) => readonly Json[],
): readonly Json[] {
  if (found.length === 0) return found;
  const [only] = found;
  const isText = shape === undefined || shape.kind === 'text';
  const isPlain = typeof only !== 'object' || only === null;
  if (found.length === 1 && isPlain && (isText || typeof only !== 'string')) return found;
  const values = found.map((value) => of(value, shape));
  return values.length === 1 ? (values[0] as readonly Json[]) : values.flat();
}

/**
 * Parses paths so that equal ones are one field: rules ask for the same few fields over and over,
 * and a field that is read again of the same event answers from memory.
 */
export function createFields(): Fields {
  const fields = new Map<string, Field>();
  const walk = createEventWalk();
  const shared = {
    room: createNumberRoom(),
    walk,
    guesses: createGuesses(walk),
    readTime: createReadTime(),
    targets: createRecurringMember(recurring),
  };
  const fieldOf = (path: string): Field => {
    const known = fields.get(path) ?? createField(path, undefined, shared);
    fields.set(path, known);
    return known;
  };
  return Object.assign(fieldOf, {
    forgetValues(): void {
      shared.room.begin();
      for (const { numbers } of fields.values()) numbers.forget();
      shared.guesses.forget();
      shared.targets.clear();
    },
  });
}

/** The array a value is, as a list of one; none for null. */
function membersOf(value: Json, shape: Shape | undefined): (readonly Json[])[] {
  if (value === null) return [];
  const inner = opened(value, shape) ?? value;
  return [Array.isArray(inner) ? inner : [inner]];
}

interface Finder extends Way {
  /** The same on the common walk, if it is found there. */
  readonly walked?: WalkedPath;
  /** Whether an event has it in its member {@link recurring} and nowhere else; left out of what is found elsewhere. */
  readonly isWithin?: ((raw: Json) => boolean) | undefined;
}

function createFinder(
  path: string,
  start: readonly string[] | undefined,
  walk?: EventWalk,
): Finder {
  if (path === itself && start !== undefined) return createWay([], start);
  const stretches = stretchesOf(path);
  const [only] = stretches as readonly [FilteredStretch];
  if (stretches.length > 1 || only.filter) return createFilteredWay(path, stretches, start, walk);
  const way = createWay(only.names, start ?? []);
  return walk ? onWalk(way, only.names, walk) : way;
}

/** The same, found on the common walk over the event. */
function onWalk({ find, shape }: Finder, names: readonly string[], walk: EventWalk): Finder {
  const place = walk.add(names);
  return {
    shape,
    walked: { walk, place },
    ...(names[0] === recurring && {
      isWithin: (raw: Json) => (walk.counts(raw)[place] as number) > 0,
    }),
    find(raw) {
      if (raw === undefined) return nothing;
      return walk.counts(raw)[place] === -1 ? find(raw) : walk.all(place);
    },
  };
}

/** One way after the other: the next begins at the members that the filter behind this one leaves. */
function createFilteredWay(
  path: string,
  stretches: readonly FilteredStretch[],
  start: readonly string[] | undefined,
  walk: EventWalk | undefined,
): Finder {
  const way = [...(start ?? [])];
  let shape: Shape | undefined;
  let first: WalkedPath | undefined;
  const stages = stretches.map(({ names, filter }, at) => {
    const along = createWay(names, way);
    const {
      find,
      shape: end,
      walked,
    }: Finder = walk && at === 0 ? onWalk(along, names, walk) : along;
    first ??= walked;
    way.push(...names);
    shape = filter ? memberShape(end) : end;
    if (!filter) return find;
    const pick = createPick(filter, [...way]);
    const stage = (raw: Json): readonly Json[] =>
      pick(joined(find(raw), (one) => membersOf(one, end)));
    // Different paths go on with the same members of an event.
    return walk && at === 0 ? walk.shared(path.slice(0, path.indexOf(']')), stage) : stage;
  });
  // An alert has what it knows of its event under one key.
  const { find: findWhole, walked } = wholeOf(keyOf(path), start, walk);
  return {
    shape,
    ...(way[0] === recurring && { isWithin: isOnlyAlong(first, walked) }),
    find(raw) {
      if (raw === undefined) return nothing;
      const whole = findWhole(raw);
      if (whole.length > 0) return whole;
      let found = (stages[0] as Read)(raw);
      for (let at = 1; at < stages.length; at++) found = joined(found, stages[at] as Read);
      return found;
    },
  };
}

/** Whether an event has something along a way, and nothing under a key of its own; undefined if it is not known from the walk. */
function isOnlyAlong(
  way: WalkedPath | undefined,
  whole: WalkedPath | undefined,
): Finder['isWithin'] {
  if (!way || !whole) return undefined;
  return (raw) => {
    const counts = way.walk.counts(raw);
    return (counts[way.place] as number) > 0 && counts[whole.place] === 0;
  };
}

/** What an event has under one key of its own, if it is read of an event. */
function wholeOf(
  key: string,
  start: readonly string[] | undefined,
  walk: EventWalk | undefined,
): Finder {
  const find: Finder['find'] = (raw) => {
    const whole = start === undefined && isObject(raw) ? own(raw, key) : undefined;
    return whole === undefined ? nothing : [whole];
  };
  const way = { find, shape: undefined };
  return walk && start === undefined ? onWalk(way, [key], walk) : way;
}

/** What is made of each, in one list; nearly always there is one or none. */
function joined<T, M>(some: readonly T[], make: (one: T) => readonly M[]): readonly M[] {
  if (some.length === 0) return [];
  if (some.length === 1) return make(some[0] as T);
  const all: M[] = [];
  for (const one of some) for (const made of make(one)) all.push(made);
  return all;
}

type Pick = (arrays: readonly (readonly Json[])[]) => readonly Json[];

/** `way` leads to the arrays whose members are filtered. */
function createPick(filter: MemberFilter, way: readonly string[]): Pick {
  if (filter.kind === 'place') {
    return (arrays) =>
      arrays.map((array) => array.at(filter.place)).filter((member) => member !== undefined);
  }
  const conditions = filter.conditions.map(({ field, text }) =>
    createCondition(field, foldCase(text), way),
  );
  const meets = (member: Json): boolean => {
    for (const holds of conditions) if (!holds(member)) return false;
    return true;
  };
  return (arrays) => joined(arrays, (array) => array.filter(meets));
}

/** So many texts of a field are known to be the wanted one, or not. */
const mostCompared = 256;

/** Whether a member of the array at the end of a way has a text in a field. */
function createCondition(
  path: string,
  wanted: string,
  way: readonly string[],
): (member: Json) => boolean {
  const { views } = createField(path, way);
  const isAny = (member: Json): boolean => views(member).some((value) => isText(value, wanted));
  const shape = shapeAlong([...way, path]);
  const isPlain = /^\w+$/.test(path) && (shape === undefined || shape.kind === 'text');
  if (!isPlain) return isAny;
  // Nearly all have one plain text there, out of a few.
  const known = new Map<string, boolean>();
  return (member) => {
    const value = isObject(member) ? own(member, path) : undefined;
    if (typeof value !== 'string') return isAny(member);
    const before = known.get(value);
    if (before !== undefined) return before;
    if (known.size === mostCompared) known.clear();
    const is = isText(value, wanted);
    known.set(value, is);
    return is;
  };
}

function isText(value: Json, folded: string): boolean {
  return typeof value !== 'object' && foldCase(String(value)) === folded;
}
