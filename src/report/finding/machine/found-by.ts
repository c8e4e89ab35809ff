import type { ReportedOutcome } from '../../../engine/outcome.ts';
import type { FoundBy } from '../../../finding/finding.ts';
import type { Reporter, ReportOptions } from '../reporter.ts';
import { consoleLinks } from './console-links.ts';

/** Makes a reporter that gets findings and cases with what is known of the run; what a saved report says stays. */
export function tellingRun(create: (options: ReportOptions) => Reporter) {
  return (options: ReportOptions): Reporter => {
    const report = create(options);
    return (outcome) => report(withRun(outcome, options));
  };
}

/** A finding or case with the run that found it, and links into the org; anything else as it is. */
export function withRun<Outcome extends ReportedOutcome>(
  outcome: Outcome,
  options: Pick<ReportOptions, 'run' | 'tool'>,
): Outcome {
  const { run } = options;
  if (!run || (outcome.kind !== 'finding' && outcome.kind !== 'case')) return outcome;
  const foundBy = outcome.foundBy ?? foundByOf({ ...options, run });
  if (outcome.kind === 'case') return { ...outcome, foundBy };
  const links = outcome.links ?? consoleLinks(outcome, run.console);
  return { ...outcome, ...(links.length > 0 && { links }), foundBy };
}

function foundByOf({ run, tool }: Required<Pick<ReportOptions, 'run' | 'tool'>>): FoundBy {
  const { name, version, rulesDigest } = tool;
  return { at: run.at, org: run.org, tool: { name, version, rulesDigest } };
}
