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
import type { FindingDraft } from './finding-draft.ts';
import {
  type CountedText,
  countByText,
  countTexts,
  createLineDigest,
  gatherTexts,
} from './gathering.ts';
import { type ShownFields, shownFields } from './shown-fields.ts';

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

type PartsOfEvents = Pick<
  FindingDraft,
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

/** What a finding says about its events. */
export interface DescribedEvidence {
  readonly parts: PartsOfEvents;
  /** Those that it shows. */
  readonly shown: readonly ShownEvent[];
}

/**
 * Everything a finding says about its events. `worst` is the event that is explained; the matches are also
 * shown to `see`, in their order.
 */
export function* describeEvidence(
  evidence: Evidence,
  worst: Row,
  table: EventTable,
  see: (match: Row) => void = () => {},
): Work<DescribedEvidence> {
  const { matches } = evidence;
  const context = yield* neighboursOf(evidence, table);
  const shown = shownFields(table);
  const targets = gatherTexts('targets', shown, maxTargets);
  const sessions = gatherTexts('session', shown, maxPlaces);
  const addresses = countTexts('ip', shown, maxPlaces);
  const agents = countTexts('agent', shown, maxPlaces);
  const outcomes = countByText('result', shown);
  const digest = createLineDigest();
  yield* visitBoth(matches, context, table, (row, isMatch) => {
    addresses.see(row);
    agents.see(row);
    digest.add(shown.uuid(row));
    if (!isMatch) return;
    targets.see(row);
    sessions.see(row);
    outcomes.see(row);
    see(row);
  });
  const eventCount = matches.length + context.length;
  const parts = {
    actor: actorOf(worst, shown),
    targets: targets.result().map((text) => {
      const [type, id, login, displayName] = readTarget(text);
      return { id, login, displayName, type };
    }),
    sessions: sessions.result(),
    when: timesOf(matches, worst, table),
    where: addresses
      .result()
      .map(({ text, row, events }) => ({ ...placeOf(text, row, shown), events })),
    userAgents: agents.result().map((counted) => agentOf(counted, shown)),
    outcomes: outcomes.result(),
    evidence: { decisive: shown.uuid(worst), eventCount, truncated: eventCount > maxEvents },
    evidenceDigest: `sha256:${digest.hex()}`,
  };
  return { parts, shown: yield* choose(matches, context, worst, table) };
}

/** Describes the events that a finding shows, which must be remembered. */
export function describeEvents(
  chosen: readonly ShownEvent[],
  table: EventTable,
): readonly EvidenceEvent[] {
  const shown = shownFields(table);
  return chosen.map(({ row, role }) => describeEvent(row, role, table, shown));
}

/** When the first and the last match were, and the event that is explained. */
function timesOf(matches: IntView, worst: Row, table: EventTable): Finding['when'] {
  const decisive = isoTime(table.time(worst));
  const timeAt = (index: number): string => {
    const row = matches.length > 0 ? matches.get(index) : worst;
    return row === worst ? decisive : isoTime(table.time(row));
  };
  return { firstEvent: timeAt(0), decisive, lastEvent: timeAt(matches.length - 1) };
}

/** The neighbours that are no matches themselves, in order of time. */
function* neighboursOf({ matches, context }: Evidence, table: EventTable): Work<readonly Row[]> {
  const matching = yield* amongOf(matches, context);
  return yield* inOrder(
    context.filter((row) => !matching.has(row)),
    table,
  );
}

/** Visits rows with pauses. */
function* visit(rows: Iterable<Row>, use: (row: Row) => void): Work {
  const isTime = createPace();
  for (const row of rows) {
    use(row);
    if (isTime(1)) yield;
  }
}

/** The rows that are also among `others`, and perhaps more. */
function* amongOf(rows: IntView, others: readonly Row[]): Work<ReadonlySet<Row>> {
  const among = new Set<Row>();
  if (others.length === 0) return among;
  if (rows.length <= others.length) {
    yield* visit(each(rows), (row) => among.add(row));
    return among;
  }
  const known = new Set(others);
  yield* visit(each(rows), (row) => {
    if (known.has(row)) among.add(row);
  });
  return among;
}

/** Visits both in one order of time, with pauses. */
function* visitBoth(
  matches: IntView,
  context: readonly Row[],
  table: EventTable,
  use: (row: Row, isMatch: boolean) => void,
): Work {
  const before = createComparison(table);
  const isTime = createPace();
  let next = 0;
  for (let at = 0; at < matches.length; at++) {
    const match = matches.get(at);
    for (; next < context.length && before(context[next] as Row, match) < 0; next++) {
      use(context[next] as Row, false);
    }
    use(match, true);
    if (isTime(1)) yield;
  }
  for (const row of context.slice(next)) use(row, false);
}

/** An event that a finding shows. */
export interface ShownEvent extends Pick<EvidenceEvent, 'role'> {
  readonly row: Row;
}

/** The most informative events: the explained one, the ends, then one per new address or agent. */
function* choose(
  matches: IntView,
  context: readonly Row[],
  worst: Row,
  table: EventTable,
): Work<readonly ShownEvent[]> {
  const neighbours = new Set(context);
  const roleOf = (row: Row) => {
    return { row, role: neighbours.has(row) ? 'context' : 'match' } as const;
  };
  if (matches.length + context.length < maxEvents) {
    const all = new Set([worst, ...each(matches), ...context]);
    return [...all].sort(createComparison(table)).map(roleOf);
  }
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
  return (yield* inOrder(chosen, table)).map(roleOf);
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
  let last: readonly number[] = [];
  for (const row of rows) {
    if (isTime(1)) yield undefined;
    // Events of a session follow each other with the same values, which spares writing them out.
    if (last.length > 0 && columns.every((column, at) => column(row) === last[at])) continue;
    last = columns.map((column) => column(row));
    const key = last.join();
    if (seen.has(key)) continue;
    seen.add(key);
    yield row;
  }
}

function createComparison(table: EventTable): (a: Row, b: Row) => number {
  const { uuid } = shownFields(table);
  return (a, b) => table.time(a) - table.time(b) || (a === b ? 0 : uuid(a) < uuid(b) ? -1 : 1);
}

/** Each once, in order of time. */
export function* inOrder(rows: Iterable<Row>, table: EventTable): Work<readonly Row[]> {
  const distinct = new Set<Row>();
  const compare = createComparison(table);
  let isGiven = true;
  let last: Row | undefined;
  yield* visit(rows, (row) => {
    if (distinct.has(row)) return;
    distinct.add(row);
    isGiven &&= last === undefined || compare(last, row) < 0;
    last = row;
  });
  // The events of one window come as they are wanted.
  if (isGiven) return [...distinct];
  if (distinct.size <= maxEvents) return [...distinct].sort(compare);
  return [...(yield* sortNumbers(Int32Array.from(distinct), compare))];
}

function actorOf(row: Row, { first }: ShownFields): Finding['actor'] {
  const id = first(row, 'actorId');
  const login = first(row, 'actorLogin');
  if (id === null && login === null) return null;
  return { id, login, displayName: first(row, 'actorName'), type: first(row, 'actorType') };
}

function describeEvent(
  row: Row,
  role: EvidenceEvent['role'],
  table: EventTable,
  { first, texts, uuid }: ShownFields,
): EvidenceEvent {
  const names = texts(row, 'targets').flatMap((text) => {
    const [, id, login, name] = readTarget(text);
    return [login, name, id].find((one) => one !== null && !isPlaceholder(one)) ?? [];
  });
  const raw = rawOf(row, table);
  return {
    uuid: uuid(row),
    published: isoTime(table.time(row)),
    eventType: first(row, 'type') ?? '',
    outcome: first(row, 'result'),
    reason: first(row, 'reason'),
    role,
    actor: first(row, 'actorLogin'),
    ip: first(row, 'ip'),
    session: first(row, 'session'),
    os: first(row, 'os'),
    browser: first(row, 'browser'),
    target: names.join(', ') || null,
    ...(raw && { raw }),
  };
}

/** The whole event, if it was kept. */
function rawOf(row: Row, table: EventTable): EvidenceEvent['raw'] {
  const [kept] = table.texts(row, rawPath);
  const raw: unknown = kept === undefined ? undefined : JSON.parse(kept);
  return isObject(raw) ? raw : undefined;
}

function agentOf(
  { text, row, events }: CountedText,
  { first }: ShownFields,
): Finding['userAgents'][number] {
  return { raw: text, os: first(row, 'os'), browser: first(row, 'browser'), events };
}

function placeOf(ip: string, row: Row, { first }: ShownFields): Omit<FindingPlace, 'events'> {
  const number = Number(first(row, 'asNumber') ?? Number.NaN);
  const proxy = first(row, 'proxy');
  const country = first(row, 'country');
  return {
    ip,
    asn: Number.isInteger(number) ? number : null,
    org: first(row, 'asOrg'),
    country,
    countryCode: country === null ? null : countryCode(country),
    city: first(row, 'city'),
    proxy: proxy === null ? null : proxy.toLowerCase() === 'true',
  };
}
