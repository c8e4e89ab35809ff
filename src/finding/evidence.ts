import type { Memory, Row } from '../context/memory.ts';
import { readTarget, shown, type TargetParts } from './display.ts';
import type { EvidenceEvent, Finding, Place } from './finding.ts';

/** A finding lists at most so many events; the count beside them is of all. */
const maxEvents = 20;
const maxTargets = 20;
const maxPlaces = 50;

/** The events of a finding: those for which the rule holds, and neighbours the reasons rest on. */
export interface Evidence {
  readonly matches: readonly Row[];
  readonly context: readonly Row[];
}

type Parts = Pick<
  Finding,
  'actor' | 'targets' | 'sessions' | 'when' | 'where' | 'userAgents' | 'outcomes' | 'evidence'
>;

/** Everything a finding says about its events. `worst` is the event that is explained. */
export function describeEvidence(evidence: Evidence, worst: Row, memory: Memory): Parts {
  const matches = inOrder(evidence.matches, memory);
  const matching = new Set(matches);
  const context = inOrder(
    evidence.context.filter((row) => !matching.has(row)),
    memory,
  );
  const all = inOrder([...matches, ...context], memory);
  const reader = createReader(memory);
  return {
    actor: reader.actor(worst),
    targets: reader.targets(matches),
    sessions: unique(matches.flatMap((row) => memory.texts(row, shown.session))).slice(
      0,
      maxPlaces,
    ),
    when: {
      firstEvent: iso(memory.time(matches[0] ?? worst)),
      lastEvent: iso(memory.time(matches.at(-1) ?? worst)),
    },
    where: reader.places(all),
    userAgents: reader.agents(all),
    outcomes: countBy(matches.flatMap((row) => reader.first(row, shown.result) ?? [])),
    evidence: {
      decisive: memory.uuid(worst),
      eventCount: all.length,
      truncated: all.length > maxEvents,
      events: choose(matches, context, worst, memory).map((row) =>
        reader.event(row, matching.has(row) ? 'match' : 'context'),
      ),
    },
  };
}

/** The most telling events: the explained one, the ends, then one per new address or agent. */
function choose(
  matches: readonly Row[],
  context: readonly Row[],
  worst: Row,
  memory: Memory,
): Row[] {
  const chosen = new Set<Row>([worst]);
  const offer = (rows: readonly (Row | undefined)[]): void => {
    for (const row of rows) if (row !== undefined && chosen.size < maxEvents) chosen.add(row);
  };
  offer([matches[0], matches.at(-1), context[0], context.at(-1)]);
  offer(firstOfEach(context, [shown.ip, shown.agent], memory));
  offer(firstOfEach(matches, [shown.type, shown.ip, shown.result], memory));
  offer(matches);
  offer(context);
  return inOrder([...chosen], memory);
}

/** The first event of each combination of values. */
function firstOfEach(rows: readonly Row[], paths: readonly string[], memory: Memory): Row[] {
  const columns = paths.map(memory.column);
  const firsts = new Map<string, Row>();
  for (const row of rows) {
    const key = columns.map((column) => column(row)).join();
    if (!firsts.has(key)) firsts.set(key, row);
  }
  return [...firsts.values()];
}

function inOrder(rows: readonly Row[], memory: Memory): Row[] {
  return [...new Set(rows)].sort(
    (a, b) => memory.time(a) - memory.time(b) || (memory.uuid(a) < memory.uuid(b) ? -1 : 1),
  );
}

interface Reader {
  first(row: Row, path: string): string | null;
  actor(row: Row): Finding['actor'];
  targets(rows: readonly Row[]): Finding['targets'];
  places(rows: readonly Row[]): Finding['where'];
  agents(rows: readonly Row[]): Finding['userAgents'];
  event(row: Row, role: EvidenceEvent['role']): EvidenceEvent;
}

function createReader(memory: Memory): Reader {
  const first = (row: Row, path: string): string | null => memory.texts(row, path)[0] ?? null;
  const targetsOf = (row: Row): TargetParts[] => memory.texts(row, shown.targets).map(readTarget);
  return {
    first,
    actor(row) {
      const [id, login] = [first(row, shown.actorId), first(row, shown.actorLogin)];
      if (id === null && login === null) return null;
      return {
        id,
        login,
        displayName: first(row, shown.actorName),
        type: first(row, shown.actorType),
      };
    },
    targets(rows) {
      const parts = rows.flatMap(targetsOf);
      const distinct = [...new Map(parts.map((part) => [JSON.stringify(part), part])).values()];
      return distinct.slice(0, maxTargets).map(([type, id, login, displayName]) => {
        return { id, login, displayName, type };
      });
    },
    places(rows) {
      return countFirst(rows, shown.ip, memory)
        .slice(0, maxPlaces)
        .map(({ text, row, events }) => ({ ...placeOf(memory, row, text), events }));
    },
    agents(rows) {
      return countFirst(rows, shown.agent, memory)
        .slice(0, maxPlaces)
        .map(({ text, row, events }) => ({
          raw: text,
          os: first(row, shown.os),
          browser: first(row, shown.browser),
          events,
        }));
    },
    event: (row, role) => ({
      uuid: memory.uuid(row),
      published: iso(memory.time(row)),
      eventType: first(row, shown.type) ?? '',
      outcome: first(row, shown.result),
      reason: first(row, shown.reason),
      role,
      actor: first(row, shown.actorLogin),
      ip: first(row, shown.ip),
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

/** How many events have each text as the first of a field, in order of its first event. */
function countFirst(rows: readonly Row[], path: string, memory: Memory): readonly Counted[] {
  const column = memory.column(path);
  const byNumber = new Map<number, Counted | undefined>();
  const byText = new Map<string, Counted>();
  for (const row of rows) {
    const number = column(row);
    if (!byNumber.has(number)) {
      const [text] = memory.dictionary.texts(number);
      if (text !== undefined && !byText.has(text)) byText.set(text, { text, row, events: 0 });
      byNumber.set(number, text === undefined ? undefined : byText.get(text));
    }
    const counted = byNumber.get(number);
    if (counted) counted.events++;
  }
  return [...byText.values()];
}

function placeOf(memory: Memory, row: Row, ip: string): Omit<Place, 'events'> {
  const first = (path: string): string | null => memory.texts(row, path)[0] ?? null;
  const number = Number(first(shown.asNumber) ?? Number.NaN);
  const proxy = first(shown.proxy);
  return {
    ip,
    asn: Number.isInteger(number) ? number : null,
    org: first(shown.asOrg),
    country: first(shown.country),
    city: first(shown.city),
    proxy: proxy === null ? null : proxy.toLowerCase() === 'true',
  };
}

function countBy(texts: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
