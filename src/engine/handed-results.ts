import type { CompiledRule } from '../detection/compiled-rule.ts';
import type { State } from '../finding/summary.ts';
import { each } from '../store/column.ts';
import type { Row } from '../window/event-table.ts';
import type { BuiltFinding } from './build-finding.ts';
import type { FindingContents, FindingFile } from './finding-file.ts';
import type { RuleResult } from './rule-result.ts';

/** What an engine found over a log that another one shared with it. Plain data, so that it can come from another thread. */
export interface HandedResults {
  readonly state: Pick<State, 'peakBytes' | 'spilledBytes'>;
  readonly results: readonly HandedResult[];
}

/** The result of a rule. */
export interface HandedResult
  extends Pick<RuleResult, 'outcome' | 'dropped' | 'suppression' | 'isEvaluated'> {
  /** The place of the rule among all. */
  readonly place: number;
  readonly found: readonly HandedFinding[];
}

/** A finding; its events are rows of the log. */
interface HandedFinding extends Pick<BuiltFinding, 'fingerprint' | 'severity'>, FindingContents {
  readonly row: Row;
  readonly behind: Uint32Array;
}

/** Puts results, by the places of their rules, into a form in which another engine can take them. */
export function handOver(results: ReadonlyMap<number, RuleResult>): readonly HandedResult[] {
  return [...results].map(
    ([place, { outcome, dropped, suppression, isEvaluated, found }]): HandedResult => ({
      ...{ place, outcome, dropped, suppression, isEvaluated },
      found: found.map(({ fingerprint, severity, contents, row, behind }) => ({
        ...{ fingerprint, severity, row, ...contents() },
        behind: Uint32Array.from(each(behind)),
      })),
    }),
  );
}

/** The results of another engine as if they had been found here, the findings put into a file. */
export function takeOver(
  handed: readonly HandedResult[],
  rules: readonly CompiledRule[],
  file: FindingFile,
): readonly RuleResult[] {
  const found = (rule: CompiledRule, one: HandedFinding): BuiltFinding => {
    const { fingerprint, severity, row, gist, details, behind } = one;
    const key = { rule, fingerprint, severity };
    const { firstEvent } = gist.when;
    const own = { length: behind.length, get: (at: number) => behind[at] as Row };
    return { ...key, firstEvent, ...file.put(key, gist, details), behind: own, row };
  };
  return handed.map(({ place, ...result }) => {
    const rule = rules[place] as CompiledRule;
    const all = result.found.map((one) => found(rule, one));
    return { ...result, rule, found: all, explanations: [] };
  });
}
