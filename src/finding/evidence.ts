import { createHash } from 'node:crypto';
import { isObject } from '../event/json.ts';
import { isoTime } from '../event/time.ts';
import { each, type IntView } from '../store/column.ts';
import { sortNumbers } from '../store/external-sort.ts';
import { createPace, type Work } from '../store/pausable-work.ts';
import { isPlaceholder } from '../window/dictionary.ts';
import type { EventTable, Row } from '../window/event-table.ts';
import { countryCode } from './country-code.ts';
import { displayedFields, rawPath, readTarget } from './displayed-fields.ts';
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
  | 'actor'
  | 'targets'
  | 'sessions'
  | 'when'
  | 'where'
  | 'userAgents'
  | 'outcomes'
  | 'evidence'
  | 'evidenceDigest'
>;

/** Everything a finding says about its events. `worst` is the event that is explained. */
export function* describeEvidence(evidence: Evidence, worst: Row, table: EventTable): Work<Parts> {
  const { matches } = evidence;
  const matching = yield* amongOf(matches, evidence.context);
  const others = evidence.context.filter((row) => !matching.has(row));
  const context = yield* inOrder(others, table);
  const all = (): Iterable<Row> => merge(matches, context, table);
  const textsOf = (path: string) => (row: Row) => table.texts(row, path);
  const eventCount = matches.length + context.length;
  const chosen = yield* choose(matches, context, worst, table);
  const targets = yield* firstDistinct(each(matches), textsOf(displayedFields.targets), maxTargets);
  const timeAt = (index: number): string =>
    isoTime(table.time(matches.length > 0 ? matches.get(index) : worst));
  return {
    actor: actorOf(worst, table),
    targets: targets.map(readTarget).map(([type, id, login, displayName]) => {
      return { id, login, displayName, type };
    }),
    sessions: yield* firstDistinct(each(matches), textsOf(displayedFields.session), maxPlaces),
    when: {
      firstEvent: timeAt(0),
      decisive: isoTime(table.time(worst)),
      lastEvent: timeAt(matches.length - 1),
    },
    where: (yield* countFirst(all(), displayedFields.ip, table)).map(({ text, row, events }) => {
      return { ...placeOf(text, row, table), events };
    }),
    userAgents: (yield* countFirst(all(), displayedFields.agent, table)).map(
      ({ text, row, events }) => ({
        raw: text,
        os: firstText(row, displayedFields.os, table),
        browser: firstText(row, displayedFields.browser, table),
        events,
      }),
    ),
    outcomes: yield* countOutcomes(each(matches), table),
    evidence: {
      decisive: table.uuid(worst),
      eventCount,
      truncated: eventCount > maxEvents,
      events: chosen.map(({ row, role }) => describeEvent(row, role, table)),
    },
    evidenceDigest: yield* digestOf(all(), table),
  };
}

/** A digest of all events, in order of time. */
function* digestOf(rows: Iterable<Row>, table: EventTable): Work<string> {
  const hash = createHash('sha256');
  yield* visit(rows, (row) => {
    hash.update(`${table.uuid(row)}\n`);
    return true;
  });
  return `sha256:${hash.digest('hex')}`;
}

/** Visits rows with pauses, until `use` returns false. */
function* visit(rows: Iterable<Row>, use: (row: Row) => boolean): Work {
  const isTime = createPace();
  for (const row of rows) {
    if (!use(row)) return;
    if (isTime(1)) yield;
  }
}

/** The rows that are also among `others`. */
function* amongOf(rows: IntView, others: readonly Row[]): Work<ReadonlySet<Row>> {
  const among = new Set<Row>();
  if (others.length === 0) return among;
  const known = new Set(others);
  yield* visit(each(rows), (row) => {
    if (known.has(row)) among.add(row);
    return true;
  });
  return among;
}

/** Both in one order of time. */
function* merge(matches: IntView, context: readonly Row[], table: EventTable): Generator<Row> {
  const before = createComparison(table);
  let at = 0;
  for (const row of context) {
    for (; at < matches.length && before(matches.get(at), row) < 0; at++) yield matches.get(at);
    yield row;
  }
  for (; at < matches.length; at++) yield matches.get(at);
}

/** The most informative events: the explained one, the ends, then one per new address or agent. */
function* choose(
  matches: IntView,
  context: readonly Row[],
  worst: Row,
  table: EventTable,
): Work<readonly { row: Row; role: EvidenceEvent['role'] }[]> {
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
  const { type, ip, agent, result } = displayedFields;
  yield* offer(firstOfEach(context, [ip, agent], table));
  yield* offer(firstOfEach(each(matches), [type, ip, result], table));
  yield* offer(each(matches));
  yield* offer(context);
  return (yield* inOrder(chosen, table)).map((row) => ({
    row,
    role: neighbours.has(row) ? 'context' : 'match',
  }));
}

/** The first event of each combination of values, with pauses; evaluated lazily. */
function* firstOfEach(
  rows: Iterable<Row>,
  paths: readonly string[],
  table: EventTable,
): Generator<Row | undefined> {
  const isTime = createPace();
  const columns = paths.map(table.column);
  const seen = new Set<string>();
  for (const row of rows) {
    if (isTime(1)) yield undefined;
    const key = columns.map((column) => column(row)).join();
    if (seen.has(key)) continue;
    seen.add(key);
    yield row;
  }
}

function createComparison(table: EventTable): (a: Row, b: Row) => number {
  return (a, b) =>
    table.time(a) - table.time(b) || (a === b ? 0 : table.uuid(a) < table.uuid(b) ? -1 : 1);
}

/** Each once, in order of time. */
export function* inOrder(rows: Iterable<Row>, table: EventTable): Work<readonly Row[]> {
  const distinct = new Set<Row>();
  yield* visit(rows, (row) => distinct.add(row) !== undefined);
  return [...(yield* sortNumbers(Int32Array.from(distinct), createComparison(table)))];
}

/** The first `most` distinct texts that events have. */
export function* firstDistinct(
  rows: Iterable<Row>,
  textsOf: (row: Row) => readonly string[],
  most: number,
): Work<string[]> {
  const found = new Set<string>();
  yield* visit(rows, (row) => {
    for (const text of textsOf(row)) if (found.size < most) found.add(text);
    return found.size < most;
  });
  return [...found];
}

function firstText(row: Row, path: string, table: EventTable): string | null {
  return table.texts(row, path)[0] ?? null;
}

function actorOf(row: Row, table: EventTable): Finding['actor'] {
  const id = firstText(row, displayedFields.actorId, table);
  const login = firstText(row, displayedFields.actorLogin, table);
  if (id === null && login === null) return null;
  const displayName = firstText(row, displayedFields.actorName, table);
  return { id, login, displayName, type: firstText(row, displayedFields.actorType, table) };
}

function describeEvent(row: Row, role: EvidenceEvent['role'], table: EventTable): EvidenceEvent {
  const first = (path: string): string | null => firstText(row, path, table);
  const targets = table.texts(row, displayedFields.targets).map(readTarget);
  const raw = rawOf(row, table);
  return {
    uuid: table.uuid(row),
    published: isoTime(table.time(row)),
    eventType: first(displayedFields.type) ?? '',
    outcome: first(displayedFields.result),
    reason: first(displayedFields.reason),
    role,
    actor: first(displayedFields.actorLogin),
    ip: first(displayedFields.ip),
    session: first(displayedFields.session),
    os: first(displayedFields.os),
    browser: first(displayedFields.browser),
    target:
      targets
        .flatMap(([, id, login, name]) => {
          return [login, name, id].find((text) => text !== null && !isPlaceholder(text)) ?? [];
        })
        .join(', ') || null,
    ...(raw && { raw }),
  };
}

/** The whole event, if it was kept. */
function rawOf(row: Row, table: EventTable): EvidenceEvent['raw'] {
  const kept = firstText(row, rawPath, table);
  const raw: unknown = kept === null ? undefined : JSON.parse(kept);
  return isObject(raw) ? raw : undefined;
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
  table: EventTable,
): Work<readonly Counted[]> {
  const column = table.column(path);
  const byNumber = new Map<number, Counted>();
  const byText = new Map<string, Counted>();
  yield* visit(rows, (row) => {
    const number = column(row);
    let counted = byNumber.get(number);
    if (!counted) {
      const [text] = table.dictionary.texts(number);
      if (text === undefined) return true;
      counted = byText.get(text);
      if (!counted && byText.size === maxPlaces) return true;
      counted ??= { text, row, events: 0 };
      byText.set(text, counted);
      byNumber.set(number, counted);
    }
    counted.events++;
    return true;
  });
  return [...byText.values()];
}

function placeOf(ip: string, row: Row, table: EventTable): Omit<FindingPlace, 'events'> {
  const first = (path: string): string | null => firstText(row, path, table);
  const number = Number(first(displayedFields.asNumber) ?? Number.NaN);
  const proxy = first(displayedFields.proxy);
  const country = first(displayedFields.country);
  return {
    ip,
    asn: Number.isInteger(number) ? number : null,
    org: first(displayedFields.asOrg),
    country,
    countryCode: country === null ? null : countryCode(country),
    city: first(displayedFields.city),
    proxy: proxy === null ? null : proxy.toLowerCase() === 'true',
  };
}

function* countOutcomes(rows: Iterable<Row>, table: EventTable): Work<Record<string, number>> {
  const counts = new Map<string, number>();
  yield* visit(rows, (row) => {
    const result = firstText(row, displayedFields.result, table);
    if (result !== null) counts.set(result, (counts.get(result) ?? 0) + 1);
    return true;
  });
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
