import type { Field } from '../event/field.ts';
import { each, emptyView } from '../store/column.ts';
import { absent } from '../window/dictionary.ts';
import { createEventTable, type EventTable, type Row } from '../window/event-table.ts';
import { atHand } from './build-finding.ts';
import type { BuiltFinding } from './built-finding.ts';
import { combineResults } from './combine-results.ts';
import type { RuleResult } from './rule-result.ts';

/** What was concluded while events were forgotten, and the events that rules about alerts ask of it. */
export interface RetainedFindings {
  /** Where those events are remembered. */
  readonly table: EventTable;
  /** Joins results about a table, rule by rule, with what is there already; gives what is there then. */
  add(results: readonly RuleResult[], table: EventTable): readonly RuleResult[];
  /** Notes that a finding, by its fingerprint, is perhaps not all that it would be. */
  doubt(fingerprint: string): void;
  /** Whether that was noted of the finding; in a few cases of another that looks alike. */
  isDoubtful(fingerprint: string): boolean;
}

/** Of each finding that rules about alerts hear of so many events are kept, the explained one first. */
const mostBehind = 20;

/** One bit for each beginning of a fingerprint, which is a hash. */
const letters = 5;

/** Makes an archive with nothing in it; at most `limit` findings of a rule are kept. */
export function createRetainedFindings(kept: readonly Field[], limit: number): RetainedFindings {
  const table = createEventTable(kept);
  const rows = new Map<string, Row>();
  const doubts = new Uint8Array(16 ** letters / 8);
  const placeOf = (fingerprint: string): number => Number.parseInt(fingerprint.slice(-letters), 16);
  let results: readonly RuleResult[] = [];

  const adopt = (row: Row, from: EventTable): Row => {
    const uuid = from.uuid(row);
    const known = rows.get(uuid);
    if (known !== undefined) return known;
    const own = table.adopt(from, row, (number) =>
      number === absent ? absent : table.dictionary.intern(from.dictionary.texts(number)),
    );
    rows.set(uuid, own);
    return own;
  };
  const keep = (finding: BuiltFinding, from: EventTable): BuiltFinding => {
    if (!finding.rule.alerts) return atHand(finding, { row: finding.row, behind: emptyView });
    const row = adopt(finding.row, from);
    const behind = new Set([row]);
    for (const other of each(finding.behind)) {
      if (behind.size === mostBehind) break;
      behind.add(adopt(other, from));
    }
    const numbers = table.store.column(32);
    for (const one of behind) numbers.push(one);
    return atHand(finding, { row, behind: numbers });
  };
  return {
    table,
    add(some, from) {
      const own = some.map((conclusion) => ({
        ...conclusion,
        found: conclusion.found.map((found) => keep(found, from)),
      }));
      results = combineResults(results, own, limit);
      return results;
    },
    doubt(fingerprint) {
      const place = placeOf(fingerprint);
      doubts[place >> 3] = (doubts[place >> 3] as number) | (1 << (place & 7));
    },
    isDoubtful(fingerprint) {
      const place = placeOf(fingerprint);
      return (((doubts[place >> 3] as number) >> (place & 7)) & 1) === 1;
    },
  };
}
