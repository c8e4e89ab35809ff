import { groupingsOf, type Window } from '../rule/window/window.ts';
import type { EventTable, Row } from '../window/event-table.ts';
import { type SessionStarts, sessionFields } from '../window/log/session-starts.ts';
import { firstDifference } from '../window/log/time-coverage.ts';
import { mayBeCut } from '../window/partition-keys.ts';
import type { LogHistory } from '../window/window-index.ts';
import type { CandidateLog } from './candidate-log.ts';
import type { RuleRun } from './rule-run.ts';

/** What rules are evaluated over at a look. */
export interface LookedAt extends Pick<LogHistory, 'intervals' | 'timeIndex'> {
  readonly table: EventTable;
  /** The sessions that began. */
  readonly starts: Pick<SessionStarts, 'noted' | 'begunSince'>;
  readonly candidates: Pick<CandidateLog<RuleRun>, 'length' | 'since' | 'isScattered'>;
}

/** One look, rule by rule; every rule comes after those it refers to. */
export interface Look {
  /**
   * From which time on (milliseconds) a rule's candidates may have other answers than at the last look, or none yet;
   * minus infinity if nothing is known of it.
   */
  reopenedFrom(run: RuleRun): number;
  /** Notes from which time on the rule holds for other events than at the last look. */
  changed(run: RuleRun, from: number): void;
  /** Says that all rules were evaluated. */
  end(): void;
}

/** What changed from look to look over a log that grows. */
export interface LookChanges {
  begin(lookedAt: LookedAt): Look;
  /** Nothing is known of the last look any more. */
  forget(): void;
}

/** How the log was at the last look. */
interface Before extends Pick<LookedAt, 'intervals'> {
  readonly rows: number;
  readonly candidates: number;
  readonly starts: number;
}

const [always, never] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];

/** Begins with no look. A look that was not ended leaves nothing known. */
export function createLookChanges(): LookChanges {
  let before: Before | undefined;
  return {
    begin(lookedAt) {
      const last = before;
      before = undefined;
      const { intervals, table, candidates, starts } = lookedAt;
      const end = (): void => {
        before = {
          ...{ intervals, rows: table.size, candidates: candidates.length() },
          starts: starts.noted(),
        };
      };
      return last && !candidates.isScattered()
        ? { ...createLook(last, lookedAt), end }
        : { reopenedFrom: () => always, changed() {}, end };
    },
    forget() {
      before = undefined;
    },
  };
}

/**
 * A candidate that was there before is as it was if its windows are: if none of them reaches a member that is new or
 * is none any more, time that was not covered, or a session of which the start was not known.
 */
function createLook(before: Before, lookedAt: LookedAt): Omit<Look, 'end'> {
  const { table, intervals, candidates } = lookedAt;
  const covered = firstDifference(before.intervals, intervals);
  const arrived = earliest(table, before.rows);
  const added = earliestAdded(candidates.since(before.candidates), table);
  const begun = createBegun(before, covered, lookedAt);
  const changes = new Map<string, number>();
  const membersOf = ({ rules }: Window): number =>
    rules.length === 0 ? arrived : Math.min(...rules.map((name) => changes.get(name) ?? always));
  const reachedFrom = (window: Window): number => {
    if (window.list !== undefined) return never;
    return Math.min(membersOf(window), covered, begun(window)) - (window.after ?? 0);
  };
  return {
    reopenedFrom(run) {
      const { windows, conditions } = run.rule;
      if (windows.some((window) => mayBeCut(window, table))) return always;
      const asksLog = conditions.computed.some((comparison) => comparison !== undefined);
      return Math.min(
        added.get(run) ?? never,
        asksLog ? covered : never,
        ...windows.map(reachedFrom),
      );
    },
    changed: ({ rule }, from) => void changes.set(rule.name, from),
  };
}

/** The earliest time of the rows behind the first so many. */
function earliest(table: EventTable, rows: number): number {
  let time = never;
  for (let row = rows; row < table.size; row++) time = Math.min(time, table.time(row));
  return time;
}

/** The earliest of the candidates that each rule was given. */
function earliestAdded(
  added: ReturnType<CandidateLog<RuleRun>['since']>,
  { time }: EventTable,
): ReadonlyMap<RuleRun, number> {
  const found = new Map<RuleRun, number>();
  for (const [row, candidacies] of added) {
    for (const { run } of candidacies) found.set(run, Math.min(found.get(run) ?? never, time(row)));
  }
  return found;
}

/**
 * Prepares the question for the earliest event of a session of which a start was noted, or now lies in time that is
 * covered, for windows that a session keys: events of a session may come before its start.
 */
function createBegun(
  { starts: noted }: Before,
  covered: number,
  { table, timeIndex, starts }: LookedAt,
): (window: Window) => number {
  const starting = new Set(starts.begunSince(noted, covered));
  const known = new Map<string, number>();
  const isOf = (number: number): boolean =>
    table.dictionary.members(number).some((session) => starting.has(session));
  const find = (path: string): number => {
    const column = table.column(path);
    for (let rank = 0; rank < timeIndex.length; rank++) {
      const row: Row = timeIndex.rowAt(rank);
      if (isOf(column(row))) return timeIndex.timeAt(rank);
    }
    return never;
  };
  return (window) => {
    if (starting.size === 0) return never;
    const times = groupingsOf(window)
      .flat()
      .filter((path) => sessionFields.includes(path) && !window.aliases.has(path))
      .map((path) => {
        const time = known.get(path) ?? find(path);
        known.set(path, time);
        return time;
      });
    return Math.min(never, ...times);
  };
}
