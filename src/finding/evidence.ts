import { isoTime } from '../event/time.ts';
import { each, type IntView } from '../store/column.ts';
import { sortNumbers } from '../store/external-sort.ts';
import { createPace, type Work } from '../store/pausable-work.ts';
import type { EventTable, Row } from '../window/event-table.ts';
import { displayedFields, readTarget, type TargetParts } from './displayed-fields.ts';
import type { EvidenceEvent, Finding, FindingPlace } from './finding.ts';

/** A finding lists at most so many events; the count beside them is of all. */
const maxEvents = 20;
const maxTargets = 20;
const maxPlaces = 50;

/** The events of a finding: those for which the rule holds, and neighbours the reasons rest on. */
export interface Evidence {
  /** In order of time, each once. */
  readonly matches: IntView;
  readonly context: readonly Row[];
}

type Parts = Pick<
  Finding,
  'actor' | 'targets' | 'sessions' | 'when' | 'where' | 'userAgents' | 'outcomes' | 'evidence'
>;

/** Everything a finding says about its events. `worst` is the event that is explained. */
export function* describeEvidence(evidence: Evidence, worst: Row, memory: EventTable): Work<Parts> {
  const { matches } = evidence;
  const matching = yield* amongOf(matches, evidence.context);
  const others = evidence.context.filter((row) => !matching.has(row));
  const context = yield* inOrder(others, memory);
  const all = (): Iterable<Row> => merge(matches, context, memory);
  const reader = createReader(memory);
  const eventCount = matches.length + context.length;
  const chosen = yield* choose(matches, context, worst, memory);
  const sessions = (row: Row): readonly string[] => memory.texts(row, displayedFields.session);
  return {
    actor: reader.actor(worst),
    targets: yield* reader.targets(each(matches)),
    sessions: yield* firstDistinct(each(matches), sessions, maxPlaces),
    when: {
      firstEvent: isoTime(memory.time(matches.length > 0 ? matches.get(0) : worst)),
      lastEvent: isoTime(memory.time(matches.length > 0 ? matches.get(matches.length - 1) : worst)),
    },
    where: yield* reader.places(all()),
    userAgents: yield* reader.agents(all()),
    outcomes: yield* countBy(each(matches), (row) => reader.first(row, displayedFields.result)),
    evidence: {
      decisive: memory.uuid(worst),
      eventCount,
      truncated: eventCount > maxEvents,
      events: chosen.map(({ row, role }) => reader.event(row, role)),
    },
  };
}

/** Those of some rows that are among others. */
function* amongOf(rows: IntView, others: readonly Row[]): Work<ReadonlySet<Row>> {
  const isTime = createPace();
  const among = new Set<Row>();
  if (others.length === 0) return among;
  const known = new Set(others);
  for (const row of each(rows)) {
    if (known.has(row)) among.add(row);
    if (isTime(1)) yield;
  }
  return among;
}

/** Both in one order of time. */
function* merge(matches: IntView, context: readonly Row[], memory: EventTable): Generator<Row> {
  const before = createComparison(memory);
  let at = 0;
  for (const row of context) {
    for (; at < matches.length && before(matches.get(at), row) < 0; at++) yield matches.get(at);
    yield row;
  }
  for (; at < matches.length; at++) yield matches.get(at);
}

interface Chosen {
  readonly row: Row;
  readonly role: EvidenceEvent['role'];
}

/** The most telling events: the explained one, the ends, then one per new address or agent. */
function* choose(
  matches: IntView,
  context: readonly Row[],
  worst: Row,
  memory: EventTable,
): Work<readonly Chosen[]> {
  const neighbours = new Set(context);
  const chosen = new Set<Row>([worst]);
  const offer = function* (rows: Iterable<Row | undefined>): Work {
    for (const row of rows) {
      if (chosen.size >= maxEvents) return;
      if (row === undefined) yield;
      else chosen.add(row);
    }
  };
  const ends = matches.length > 0 ? [matches.get(0), matches.get(matches.length - 1)] : [];
  yield* offer([...ends, context[0], context.at(-1)]);
  yield* offer(firstOfEach(context, [displayedFields.ip, displayedFields.agent], memory));
  yield* offer(
    firstOfEach(
      each(matches),
      [displayedFields.type, displayedFields.ip, displayedFields.result],
      memory,
    ),
  );
  yield* offer(each(matches));
  yield* offer(context);
  return (yield* inOrder(chosen, memory)).map((row) => ({
    row,
    role: neighbours.has(row) ? 'context' : 'match',
  }));
}

/** The first event of each combination of values, with pauses; asked for only as far as it is read. */
function* firstOfEach(
  rows: Iterable<Row>,
  paths: readonly string[],
  memory: EventTable,
): Generator<Row | undefined> {
  const isTime = createPace();
  const columns = paths.map(memory.column);
  const met = new Set<string>();
  for (const row of rows) {
    if (isTime(1)) yield undefined;
    const key = columns.map((column) => column(row)).join();
    if (met.has(key)) continue;
    met.add(key);
    yield row;
  }
}

function createComparison(memory: EventTable): (a: Row, b: Row) => number {
  return (a, b) =>
    memory.time(a) - memory.time(b) || (a === b ? 0 : memory.uuid(a) < memory.uuid(b) ? -1 : 1);
}

/** Each once, in order of time. */
export function* inOrder(rows: Iterable<Row>, memory: EventTable): Work<readonly Row[]> {
  const isTime = createPace();
  const different = new Set<Row>();
  for (const row of rows) {
    different.add(row);
    if (isTime(1)) yield;
  }
  return [...(yield* sortNumbers(Int32Array.from(different), createComparison(memory)))];
}

/** The first so many different items that events have. */
function* firstDistinct(
  rows: Iterable<Row>,
  textsOf: (row: Row) => readonly string[],
  most: number,
): Work<string[]> {
  const isTime = createPace();
  const found = new Set<string>();
  for (const row of rows) {
    if (isTime(1)) yield;
    for (const text of textsOf(row)) {
      found.add(text);
      if (found.size === most) return [...found];
    }
  }
  return [...found];
}

interface Reader {
  first(row: Row, path: string): string | null;
  actor(row: Row): Finding['actor'];
  targets(rows: Iterable<Row>): Work<Finding['targets']>;
  places(rows: Iterable<Row>): Work<Finding['where']>;
  agents(rows: Iterable<Row>): Work<Finding['userAgents']>;
  event(row: Row, role: EvidenceEvent['role']): EvidenceEvent;
}

function createReader(memory: EventTable): Reader {
  const first = (row: Row, path: string): string | null => memory.texts(row, path)[0] ?? null;
  const targetsOf = (row: Row): TargetParts[] =>
    memory.texts(row, displayedFields.targets).map(readTarget);
  return {
    first,
    actor(row) {
      const [id, login] = [
        first(row, displayedFields.actorId),
        first(row, displayedFields.actorLogin),
      ];
      if (id === null && login === null) return null;
      return {
        id,
        login,
        displayName: first(row, displayedFields.actorName),
        type: first(row, displayedFields.actorType),
      };
    },
    *targets(rows) {
      const texts = yield* firstDistinct(
        rows,
        (row) => memory.texts(row, displayedFields.targets),
        maxTargets,
      );
      return texts.map(readTarget).map(([type, id, login, displayName]) => {
        return { id, login, displayName, type };
      });
    },
    *places(rows) {
      return (yield* countFirst(rows, displayedFields.ip, memory)).map(({ text, row, events }) => {
        return { ...placeOf(memory, row, text), events };
      });
    },
    *agents(rows) {
      return (yield* countFirst(rows, displayedFields.agent, memory)).map(
        ({ text, row, events }) => ({
          raw: text,
          os: first(row, displayedFields.os),
          browser: first(row, displayedFields.browser),
          events,
        }),
      );
    },
    event: (row, role) => ({
      uuid: memory.uuid(row),
      published: isoTime(memory.time(row)),
      eventType: first(row, displayedFields.type) ?? '',
      outcome: first(row, displayedFields.result),
      reason: first(row, displayedFields.reason),
      role,
      actor: first(row, displayedFields.actorLogin),
      ip: first(row, displayedFields.ip),
      target:
        targetsOf(row)
          .flatMap(([, id, login, name]) => login ?? name ?? id ?? [])
          .join(', ') || null,
    }),
  };
}

interface Counted {
  readonly text: string;
  /** The first event that has the text. */
  readonly row: Row;
  events: number;
}

/** How many events have each of the first texts of a field, in order of its first event. */
function* countFirst(
  rows: Iterable<Row>,
  path: string,
  memory: EventTable,
): Work<readonly Counted[]> {
  const isTime = createPace();
  const column = memory.column(path);
  const byNumber = new Map<number, Counted>();
  const byText = new Map<string, Counted>();
  for (const row of rows) {
    if (isTime(1)) yield;
    const number = column(row);
    const known = byNumber.get(number);
    if (known) {
      known.events++;
      continue;
    }
    const [text] = memory.dictionary.texts(number);
    if (text === undefined) continue;
    const counted = byText.get(text) ?? { text, row, events: 0 };
    if (byText.size === maxPlaces && counted.events === 0) continue;
    byText.set(text, counted);
    byNumber.set(number, counted);
    counted.events++;
  }
  return [...byText.values()];
}

function placeOf(memory: EventTable, row: Row, ip: string): Omit<FindingPlace, 'events'> {
  const first = (path: string): string | null => memory.texts(row, path)[0] ?? null;
  const number = Number(first(displayedFields.asNumber) ?? Number.NaN);
  const proxy = first(displayedFields.proxy);
  return {
    ip,
    asn: Number.isInteger(number) ? number : null,
    org: first(displayedFields.asOrg),
    country: first(displayedFields.country),
    city: first(displayedFields.city),
    proxy: proxy === null ? null : proxy.toLowerCase() === 'true',
  };
}

function* countBy(
  rows: Iterable<Row>,
  textOf: (row: Row) => string | null,
): Work<Record<string, number>> {
  const isTime = createPace();
  const counts = new Map<string, number>();
  for (const row of rows) {
    if (isTime(1)) yield;
    const text = textOf(row);
    if (text !== null) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
