import type { CompiledRule } from '../detection/compiled-rule.ts';
import type { State } from '../finding/summary.ts';
import { type Level, levels } from '../rule/level.ts';
import { viewOf } from '../store/column.ts';
import { BuiltFinding } from './built-finding.ts';
import type { CarriedFinding, FindingFile } from './finding-file.ts';
import type { RuleResult } from './rule-result.ts';

/** The result of a rule over a log that another engine shared. Plain data, so that it can come from another thread. */
export interface HandedResult
  extends Pick<RuleResult, 'outcome' | 'dropped' | 'suppression' | 'isEvaluated'> {
  /** The place of the rule among all. */
  readonly place: number;
  readonly found: readonly HandedFinding[];
  /** The rows of the log behind all findings, those of one after those of another. */
  readonly rows: Uint32Array;
}

/** A finding; its events are rows of the log. */
interface HandedFinding
  extends Pick<BuiltFinding, 'fingerprint' | 'severity' | 'firstEvent' | 'hasActs' | 'row'>,
    CarriedFinding {
  /** How many rows are behind it. */
  readonly behind: number;
}

/** What remembering cost an engine. */
export type SpentState = Pick<State, 'peakBytes' | 'spilledBytes'>;

/** Puts the result of a rule into a form in which another engine can take it. */
export function handOver(
  { outcome, dropped, suppression, isEvaluated, found }: RuleResult,
  place: number,
): HandedResult {
  const handed = found.map((one): HandedFinding => {
    const { fingerprint, severity, firstEvent, hasActs, row, behind } = one;
    const { gist, details } = one.carried() as CarriedFinding;
    const rows = behind.length;
    return { fingerprint, severity, firstEvent, hasActs, row, gist, details, behind: rows };
  });
  const rows = new Uint32Array(handed.reduce((sum, { behind }) => sum + behind, 0));
  let end = 0;
  for (const { behind } of found) {
    for (let at = 0; at < behind.length; at++) rows[end++] = behind.get(at);
  }
  return { ...{ place, outcome, dropped, suppression, isEvaluated }, found: handed, rows };
}

/** The result of another engine as if it had been found here, the findings put into a file. */
export function takeOver(
  { place, rows, ...result }: HandedResult,
  rules: readonly CompiledRule[],
  file: FindingFile,
): RuleResult {
  const rule = rules[place] as CompiledRule;
  let end = 0;
  const found = result.found.map((one): BuiltFinding => {
    const { fingerprint, firstEvent, row, hasActs } = one;
    const start = end;
    end += one.behind;
    // Each text of a message is one of its own.
    const severity = levels.find((level) => level === one.severity) as Level;
    const filed = file.take(one, hasActs, viewOf(rows.subarray(start, end)));
    return new BuiltFinding({ rule, fingerprint, severity }, filed, { firstEvent, row });
  });
  return { ...result, rule, found, explanations: [] };
}
