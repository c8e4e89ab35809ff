import type { CompiledRule } from '../detection/compiled-rule.ts';
import type { Event } from '../event/event.ts';
import type { CountedRecords } from '../finding/record-counts.ts';
import type { State } from '../finding/summary.ts';
import { each } from '../store/column.ts';
import type { EventTable, Row } from '../window/event-table.ts';
import type { BuiltFinding } from './build-finding.ts';
import type { FindingContents, FindingFile } from './finding-file.ts';
import type { RuleResult } from './rule-result.ts';

/**
 * What an engine found with its share of the rules, for another that took the same events but remembers them in
 * other rows. Plain data, so that it can come from another thread.
 */
export interface HandedResults {
  /** The records that it took, and what became of them: the same as in every other engine of the hunt. */
  readonly counts: Omit<CountedRecords, 'sources' | 'findings'>;
  readonly state: Pick<State, 'peakBytes' | 'spilledBytes'>;
  /** The uuids of the events that findings name by their places here. */
  readonly uuids: readonly string[];
  /** In the order of the rules. */
  readonly results: readonly HandedResult[];
}

/** The result of a rule. */
export interface HandedResult
  extends Pick<RuleResult, 'outcome' | 'dropped' | 'suppression' | 'isEvaluated'> {
  /** The place of the rule among all. */
  readonly place: number;
  readonly found: readonly HandedFinding[];
}

/** A finding, whose events are places among the uuids. */
interface HandedFinding extends Pick<BuiltFinding, 'fingerprint' | 'severity'>, FindingContents {
  readonly event: number;
  readonly behind: Uint32Array;
  /** As rules about alerts see it; undefined if none hears of it. */
  readonly alert: Event | undefined;
}

/** Puts results into a form in which another engine can take them, with the uuids that they name events by. */
export function handOver(
  results: ReadonlyMap<number, RuleResult>,
  table: EventTable,
  alertOf: (found: BuiltFinding) => Event,
): Pick<HandedResults, 'results' | 'uuids'> {
  const places = new Map<Row, number>();
  const uuids: string[] = [];
  const placeOf = (row: Row): number => {
    const known = places.get(row);
    if (known !== undefined) return known;
    places.set(row, uuids.length);
    return uuids.push(table.uuid(row)) - 1;
  };
  const handed = [...results].map(
    ([place, { outcome, dropped, suppression, isEvaluated, found }]): HandedResult => ({
      ...{ place, outcome, dropped, suppression, isEvaluated },
      found: found.map((one) => ({
        ...{ fingerprint: one.fingerprint, severity: one.severity },
        ...inOtherRows(one.contents(), placeOf),
        event: placeOf(one.row),
        behind: Uint32Array.from(each(one.behind), placeOf),
        alert: one.rule.alerts ? alertOf(one) : undefined,
      })),
    }),
  );
  return { results: handed, uuids };
}

/**
 * The results of another engine, by the places of their rules, as if they had been found in this table. Throws if it
 * does not hold all of the events; the findings are put into a file of it.
 */
export function takeOver(
  { results, uuids }: Pick<HandedResults, 'results' | 'uuids'>,
  rules: readonly CompiledRule[],
  table: EventTable,
  file: FindingFile,
): ReadonlyMap<number, RuleResult> {
  const rows = rowsOf(uuids, table);
  const rowAt = (place: number): Row => rows[place] as Row;
  const found = (rule: CompiledRule, one: HandedFinding): BuiltFinding => {
    const { fingerprint, severity, behind, event, alert } = one;
    const key = { rule, fingerprint, severity };
    const { gist, details } = inOtherRows(one, rowAt);
    const { firstEvent } = gist.when;
    const own = { length: behind.length, get: (at: number) => rowAt(behind[at] as number) };
    return {
      ...key,
      firstEvent,
      ...file.put(key, gist, details),
      behind: own,
      row: rowAt(event),
      alert,
    };
  };
  return new Map(
    results.map(({ place, ...result }) => {
      const rule = rules[place] as CompiledRule;
      const all = result.found.map((one) => found(rule, one));
      return [place, { ...result, rule, found: all, explanations: [] }];
    }),
  );
}

/** The same contents, with other numbers for the events that are shown. */
function inOtherRows(
  { gist, details }: FindingContents,
  other: (row: number) => number,
): FindingContents {
  const shown = details.shown.map(({ row, role }) => ({ row: other(row), role }));
  return { gist, details: { ...details, shown } };
}

/** The row of each uuid. */
function rowsOf(uuids: readonly string[], table: EventTable): readonly Row[] {
  const places = new Map(uuids.map((uuid, place) => [uuid, place]));
  const rows: Row[] = [];
  let missing = uuids.length;
  for (const row of table.rows()) {
    const place = places.get(table.uuid(row));
    if (place === undefined) continue;
    rows[place] = row;
    missing--;
  }
  if (missing !== 0) throw new Error(`another engine took ${missing} events that this one did not`);
  return rows;
}
