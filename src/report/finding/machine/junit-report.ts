import type { Finding } from '../../../finding/finding.ts';
import type { RuleOutcome, Summary } from '../../../finding/summary.ts';
import { type JunitCase, renderJunit } from '../../rule/junit.ts';
import { join, safe } from '../../text/escape.ts';
import { createTheme, type Theme } from '../../text/theme.ts';
import type { Reporter, ReportOptions } from '../reporter.ts';
import { causeText } from '../table/cause-text.ts';

/** Findings of one rule that are told; the others are counted. */
const toldOfRule = 50;

/**
 * JUnit XML for CI servers: one test for each rule, which fails by findings and is skipped if the log could not
 * answer it, and one for whether the scan was complete. Findings for information are no failure. Since the counts
 * come first in the document, it is written at the end; of each rule a few findings are kept.
 */
export function createJunitReporter(options: ReportOptions): Reporter {
  const theme = createTheme(options);
  const byRule = new Map<string, { total: number; lines: string[] }>();
  return (outcome) => {
    if (outcome.kind === 'finding' && outcome.severity !== 'informational') {
      const told = byRule.get(outcome.rule.name) ?? { total: 0, lines: [] };
      byRule.set(outcome.rule.name, told);
      told.total++;
      if (told.total <= toldOfRule) told.lines.push(lineOf(outcome));
    }
    if (outcome.kind !== 'summary') return [];
    const rules = outcome.rules.map((rule): JunitCase => {
      const told = byRule.get(rule.name);
      if (!told) return quietCase(rule, theme);
      const rest = told.total - told.lines.length;
      const more = rest > 0 ? [theme.say('exchange.more', { count: rest })] : [];
      const message = theme.say('exchange.findings', { count: told.total });
      return {
        name: rule.name,
        failure: { type: rule.level, message, lines: [...told.lines, ...more] },
      };
    });
    return [
      renderJunit(options.tool.name, [
        { name: theme.say('exchange.rules'), cases: rules },
        { name: theme.say('exchange.scan'), cases: [completeCase(outcome, theme)] },
      ]),
    ];
  };
}

function lineOf({ severity, when, title, id, reasons }: Finding): string {
  return `${severity} ${when.decisive} ${title} (${id}): ${reasons.map(({ text }) => text).join('; ')}`;
}

/** A rule that found nothing: it passed, if it could be evaluated. */
function quietCase({ name, status, because, missing }: RuleOutcome, theme: Theme): JunitCase {
  if (status === 'evaluated') return { name };
  const causes = because.map((cause) => causeText(cause, theme));
  const reason = join([...causes, ...missing.map((field) => theme.show(field))], safe`; `);
  const skipped =
    status === 'undecided'
      ? theme.say('exchange.undecided', { reason })
      : theme.say('exchange.cannotEvaluate', { reason });
  return { name, skipped };
}

function completeCase({ doubts }: Summary, theme: Theme): JunitCase {
  const name = theme.say('exchange.complete');
  if (doubts.length === 0) return { name };
  const lines = doubts.map(({ message }) => message);
  return {
    name,
    failure: { type: 'not-complete', message: theme.say('exchange.notCompleteTitle'), lines },
  };
}
