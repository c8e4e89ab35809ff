import { foldCase } from '../event/case-folding.ts';
import type { Field } from '../event/field.ts';
import { isoTime } from '../event/time.ts';
import { type Level, levels } from '../rule/level.ts';
import { each } from '../store/column.ts';
import { createPace, type Work } from '../store/pausable-work.ts';
import type { Row } from '../window/event-table.ts';
import type { EvidenceResolver } from './build-finding.ts';
import type { AlertGroup } from './deduplicate.ts';

/** Rules whose findings are counted instead of being told one by one, however many there are. */
export interface TallyRequest {
  /** Their names. */
  readonly rules: ReadonlySet<string>;
  /** What is read of every event, to count findings by its values. */
  readonly fields: readonly Field[];
}

/** How many findings there are at each level. */
export type LevelCounts = Readonly<Record<Level, number>>;

/** What a rule found, counted. */
export interface Tally {
  readonly kind: 'tally';
  /** The name of the rule. */
  readonly rule: string;
  /** Events that could match by themselves; for a correlation, the alerts of the rules it refers to. */
  readonly candidates: number;
  /** Events for which it holds. */
  readonly alerts: number;
  /** Findings by level. */
  readonly findings: LevelCounts;
  /** Events remembered for all rules of the run. */
  readonly remembered: number;
  /** Findings by the UTC day (`2026-11-20`) of their decisive event, in order; days without any are left out. */
  readonly days: ReadonlyMap<string, LevelCounts>;
  /** Findings by the values of each field of the request, by its path; most findings first. */
  readonly values: ReadonlyMap<string, readonly TalliedValue[]>;
}

/** A value, compared ignoring case, and the findings it occurs in. */
export interface TalliedValue {
  /** The value. */
  readonly text: string;
  /** Findings of which some event for which the rule holds has the value. */
  readonly findings: number;
  /** Findings of which every such event has it: without those events they would not be. */
  readonly whole: LevelCounts;
}

/** Beyond so many findings of a rule the rest is dropped, and reported as dropped. */
export const mostTallied = 1_000_000;

/** All levels at 0. */
export function noCounts(): Record<Level, number> {
  return Object.fromEntries(levels.map((level) => [level, 0])) as Record<Level, number>;
}

/** The findings of all levels together. */
export function total(counts: LevelCounts): number {
  return levels.reduce((sum, level) => sum + counts[level], 0);
}

/** Counts the findings that groups of alerts would be. */
export function* tallyFindings(
  groups: readonly AlertGroup<{ readonly row: Row }>[],
  fields: readonly Field[],
  evidence: EvidenceResolver,
): Work<Pick<Tally, 'alerts' | 'findings' | 'days' | 'values' | 'remembered'>> {
  const { table } = evidence;
  const isTime = createPace();
  const findings = noCounts();
  const days = new Map<string, Record<Level, number>>();
  const counters = fields.map(({ path }) =>
    createValueCounter(table.column(path), table.dictionary.texts),
  );
  let alerts = 0;
  for (const { rows, worst, level } of groups) {
    const day = isoTime(table.time(evidence.explained(worst.row))).slice(0, 10);
    const ofDay = days.get(day) ?? noCounts();
    days.set(day, ofDay);
    ofDay[level]++;
    findings[level]++;
    alerts += rows.length;
    const { matches } = yield* evidence.inLog({ matches: rows, context: [] });
    for (const row of each(matches)) {
      for (const { see } of counters) see(row);
      if (isTime(counters.length)) yield;
    }
    for (const { end } of counters) end(level);
    if (isTime(1)) yield;
  }
  return {
    alerts,
    findings,
    remembered: table.size,
    days: new Map([...days].sort(([a], [b]) => (a < b ? -1 : 1))),
    values: new Map(fields.map(({ path }, at) => [path, (counters[at] as ValueCounter).values()])),
  };
}

interface ValueCounter {
  /** An event of the finding that is being counted. */
  see(row: Row): void;
  end(level: Level): void;
  values(): readonly TalliedValue[];
}

/** Counts findings by the values of one field; `numberOf` and `textsOf` read them. */
function createValueCounter(
  numberOf: (row: Row) => number,
  textsOf: (number: number) => readonly string[],
): ValueCounter {
  const counted = new Map<
    string,
    { text: string; findings: number; whole: Record<Level, number> }
  >();
  const folded = new Map<number, readonly string[]>();
  const here = new Set<number>();
  /** The values behind a number, without their case; each has its place in `counted` from now on. */
  const keysOf = (number: number): readonly string[] => {
    const known = folded.get(number);
    if (known) return known;
    const keys = textsOf(number).map((text) => {
      const key = foldCase(text);
      const value = counted.get(key);
      if (!value) counted.set(key, { text, findings: 0, whole: noCounts() });
      else if (text < value.text) value.text = text;
      return key;
    });
    const distinct = [...new Set(keys)];
    folded.set(number, distinct);
    return distinct;
  };
  return {
    see: (row) => here.add(numberOf(row)),
    end(level) {
      const lists = [...here].map(keysOf);
      here.clear();
      const times = new Map<string, number>();
      for (const keys of lists) for (const key of keys) times.set(key, (times.get(key) ?? 0) + 1);
      for (const [key, count] of times) {
        const value = counted.get(key);
        if (!value) continue;
        value.findings++;
        if (count === lists.length) value.whole[level]++;
      }
    },
    values: () =>
      [...counted.values()].sort(
        (a, b) =>
          b.findings - a.findings || total(b.whole) - total(a.whole) || (a.text < b.text ? -1 : 1),
      ),
  };
}
