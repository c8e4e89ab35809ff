import type { Case } from '../../../finding/case/case.ts';
import type { Finding } from '../../../finding/finding.ts';
import type { Summary } from '../../../finding/summary.ts';
import type { Reporter, ReportOptions } from '../reporter.ts';
import { beginOf, endOf, type RunRecord } from './run-record.ts';

/** How a format of lines writes each thing; what has no line is left out. */
export interface Lines {
  readonly head?: () => string;
  readonly finding: (finding: Finding) => string;
  readonly case?: (one: Case) => string;
  /** The begin, and the end with the summary. */
  readonly run?: (record: RunRecord, summary?: Summary) => string;
}

/** A reporter that writes lines as things come and keeps nothing of them. */
export function lineReporter(lines: Lines, options: ReportOptions): Reporter {
  let hasBegun = false;
  let [findings, cases] = [0, 0];
  const begin = (): readonly string[] => {
    if (hasBegun) return [];
    hasBegun = true;
    return [lines.head?.() ?? '', lines.run?.(beginOf(options)) ?? ''];
  };
  return (outcome) => {
    const before = begin();
    if (outcome.kind === 'finding') {
      findings++;
      return [...before, lines.finding(outcome)];
    }
    if (outcome.kind === 'case') {
      cases++;
      return [...before, lines.case?.(outcome) ?? ''];
    }
    if (outcome.kind === 'rejection') return before;
    const end = endOf(options, outcome, { findings, cases });
    return [...before, lines.run?.(end, outcome) ?? ''];
  };
}
