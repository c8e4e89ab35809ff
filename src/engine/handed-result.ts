import type { CompiledRule } from '../detection/compiled-rule.ts';
import type { State } from '../finding/summary.ts';
import { each } from '../store/column.ts';
import type { Row } from '../window/event-table.ts';
import type { BuiltFinding } from './build-finding.ts';
import type { CarriedFinding, FindingFile } from './finding-file.ts';
import type { RuleResult } from './rule-result.ts';

/** The result of a rule over a log that another engine shared. Plain data, so that it can come from another thread. */
export interface HandedResult
  extends Pick<RuleResult, 'outcome' | 'dropped' | 'suppression' | 'isEvaluated'> {
  /** The place of the rule among all. */
  readonly place: number;
  readonly found: readonly HandedFinding[];
}

/** A finding; its events are rows of the log. */
interface HandedFinding
  extends Pick<BuiltFinding, 'fingerprint' | 'severity' | 'firstEvent' | 'hasActs' | 'row'>,
    CarriedFinding {
  readonly behind: Uint32Array;
}

/** What remembering cost an engine. */
export type SpentState = Pick<State, 'peakBytes' | 'spilledBytes'>;

/** Puts the result of a rule into a form in which another engine can take it. */
export function handOver(
  { outcome, dropped, suppression, isEvaluated, found }: RuleResult,
  place: number,
): HandedResult {
  return {
    ...{ place, outcome, dropped, suppression, isEvaluated },
    found: found.map(({ fingerprint, severity, firstEvent, hasActs, carried, row, behind }) => ({
      ...{ fingerprint, severity, firstEvent, hasActs, row },
      ...(carried as () => CarriedFinding)(),
      behind: Uint32Array.from(each(behind)),
    })),
  };
}

/** The result of another engine as if it had been found here, the findings put into a file. */
export function takeOver(
  { place, ...result }: HandedResult,
  rules: readonly CompiledRule[],
  file: FindingFile,
): RuleResult {
  const rule = rules[place] as CompiledRule;
  const found = ({ behind, ...one }: HandedFinding): BuiltFinding => {
    const { fingerprint, severity, firstEvent, row, hasActs } = one;
    const key = { rule, fingerprint, severity };
    const own = { length: behind.length, get: (at: number) => behind[at] as Row };
    return { ...key, firstEvent, row, behind: own, ...file.take(key, one, hasActs) };
  };
  return { ...result, rule, found: result.found.map(found), explanations: [] };
}
