import type { Case } from '../../../finding/case/case.ts';
import type {
  Chronicle,
  ChronicleEvent,
  ChronicleObject,
  ChronicleStep,
} from '../chronicle/case-chronicle.ts';
import { isUnknown } from '../chronicle/chronicle-words.ts';

/** What a timeline draws: bands with rows, from the top down. Texts are hostile. */
export type TimelineBand = SessionBand | PlantedBand | CleanUpBand;

/** A session and, a row for each, the addresses and machines that used it. */
export interface SessionBand {
  readonly kind: 'session';
  /** Null for events without one; undefined for those of all sessions that have no band. */
  readonly session: string | null | undefined;
  /** Logins of who acted in it. */
  readonly actors: readonly string[];
  readonly rows: readonly SourceRow[];
}

/** Events from one address and machine. */
export interface SourceRow {
  /** Position in the sources of the chronicle; undefined for those that have no row, or no address. */
  readonly source: number | undefined;
  readonly events: readonly ChronicleEvent[];
}

/** What was left behind. */
export interface PlantedBand {
  readonly kind: 'planted';
  readonly objects: readonly ChronicleObject[];
}

/** What others did to end it. */
export interface CleanUpBand {
  readonly kind: 'clean-up';
  readonly steps: readonly ChronicleStep[];
}

const mostSessions = 6;
const mostRows = 8;
const mostObjects = 8;

/** The bands of a case: sessions in order of their first event, then what was left, then how it ended. */
export function bandsOf(chronicle: Chronicle, { ended }: Case): readonly TimelineBand[] {
  const cleanUp = chronicle.steps.filter(({ kind }) => kind === 'clean-up');
  const known = chronicle.planted.filter(({ from }) => Number.isFinite(from));
  const objects = known.slice(0, mostObjects);
  return [
    ...sessionsOf(chronicle),
    ...(objects.length > 0 ? [{ kind: 'planted', objects } as const] : []),
    ...(ended && cleanUp.length > 0 ? [{ kind: 'clean-up', steps: cleanUp } as const] : []),
  ];
}

/** Every moment that the bands show, in milliseconds. */
export function momentsOf(bands: readonly TimelineBand[]): readonly number[] {
  const moments = bands.flatMap((band) => {
    if (band.kind === 'session')
      return band.rows.flatMap(({ events }) => events.map(({ at }) => at));
    if (band.kind === 'clean-up') return band.steps.map(({ at }) => at);
    return band.objects.flatMap(({ from, until }) => [from, until ?? from]);
  });
  return moments.filter(Number.isFinite);
}

function sessionsOf({ events }: Chronicle): readonly SessionBand[] {
  const bySession = groupBy(events, ({ session }) => session);
  const weightOf = (members: readonly ChronicleEvent[]): number =>
    members.filter(({ role }) => role === 'match').length * 1_000 + members.length;
  const ranked = [...bySession].sort(([, a], [, b]) => weightOf(b) - weightOf(a));
  const kept = new Set(ranked.slice(0, mostSessions).map(([session]) => session));
  const bands = [...bySession].filter(([session]) => kept.has(session));
  const others = events.filter(({ session }) => !kept.has(session));
  return [
    ...bands.map(([session, members]) => bandOf(session, members)),
    ...(others.length > 0 ? [bandOf(undefined, others)] : []),
  ];
}

function bandOf(session: SessionBand['session'], events: readonly ChronicleEvent[]): SessionBand {
  const bySource = [...groupBy(events, ({ source }) => source)];
  const own = bySource.slice(0, bySource.length > mostRows ? mostRows - 1 : mostRows);
  const rest = bySource.slice(own.length).flatMap(([, members]) => members);
  const rows = own.map(([source, members]) => ({ source, events: members }));
  return {
    kind: 'session',
    session,
    actors: [
      ...new Set(events.flatMap(({ actor }) => (actor === null || isUnknown(actor) ? [] : actor))),
    ],
    rows: rest.length > 0 ? [...rows, { source: undefined, events: rest }] : rows,
  };
}

/** Groups in order of their first member. */
function groupBy<T, Key>(
  items: readonly T[],
  keyOf: (item: T) => Key,
): ReadonlyMap<Key, readonly T[]> {
  const groups = new Map<Key, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(item);
  }
  return groups;
}
