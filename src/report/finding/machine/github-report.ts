import type { Finding } from '../../../finding/finding.ts';
import type { Level } from '../../../rule/level.ts';
import { createTheme } from '../../text/theme.ts';
import { type AnnotationKind, annotation } from '../../text/workflow-command.ts';
import type { Reporter, ReportOptions } from '../reporter.ts';

const kinds: Readonly<Record<Level, AnnotationKind>> = {
  informational: 'notice',
  low: 'notice',
  medium: 'warning',
  high: 'error',
  critical: 'error',
};

/** Reasons told in one annotation; the others are in other formats. */
const reasonsTold = 5;

/** GitHub shows so many annotations of each kind for a step, and drops the rest. */
const shownOfKind = 10;

/**
 * Annotations of a job of GitHub Actions, for the log of a step, which must print them: the worst findings, as many
 * as GitHub shows, one that says how many more there are, and one for each reason to doubt the scan.
 */
export function createGithubReporter(options: ReportOptions): Reporter {
  const theme = createTheme(options);
  const left: Record<AnnotationKind, number> = {
    // One place is for what comes last.
    error: shownOfKind,
    warning: shownOfKind - 1,
    notice: shownOfKind - 1,
  };
  let more = 0;
  const findingLines = ({ severity, title, reasons, rule, id }: Finding): readonly string[] => {
    const kind = kinds[severity];
    if (left[kind] === 0) {
      more++;
      return [];
    }
    left[kind]--;
    return [
      annotation(kind, `${severity}: ${title}`, [
        ...reasons.slice(0, reasonsTold).map(({ text }) => text),
        `${rule.name}, ${id}`,
      ]),
    ];
  };
  return (outcome) => {
    if (outcome.kind === 'finding') return findingLines(outcome);
    if (outcome.kind !== 'summary') return [];
    const reasons = outcome.doubts.map(({ message }) => theme.show(message));
    return [
      ...(more > 0
        ? [annotation('notice', options.tool.name, [theme.say('exchange.more', { count: more })])]
        : []),
      ...(reasons.length > 0
        ? [annotation('warning', theme.say('exchange.notCompleteTitle'), reasons)]
        : []),
    ];
  };
}
