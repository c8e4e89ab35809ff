import type { Level } from '../../../rule/level.ts';
import { safe, show } from '../../text/escape.ts';
import { createTheme } from '../../text/theme.ts';
import type { Reporter, ReportOptions } from '../reporter.ts';
import { jsonList } from './json-list.ts';
import { logPath } from './log-path.ts';

const severities: Readonly<Record<Level, 'info' | 'minor' | 'major' | 'critical' | 'blocker'>> = {
  informational: 'info',
  low: 'minor',
  medium: 'major',
  high: 'critical',
  critical: 'blocker',
};

/**
 * A code quality report, which every edition of GitLab shows in merge requests and pipelines (`artifacts: reports:
 * codequality`). GitLab: "Code Quality", report format. That a scan was not complete is an entry of its own.
 */
export function createGitlabReporter(options: ReportOptions): Reporter {
  const theme = createTheme(options);
  const list = jsonList();
  const add = (description: string, rule: string, fingerprint: string, level: Level): string =>
    list.add({
      type: 'issue',
      categories: ['Security'],
      description,
      check_name: rule,
      fingerprint,
      severity: severities[level],
      location: { path: logPath, lines: { begin: 1 } },
    });
  return (outcome) => {
    if (outcome.kind === 'finding') {
      const { title, rule, fingerprint, severity, reasons } = outcome;
      const facts = reasons.map(({ text }) => text).join('; ');
      const text = safe`${show(title)}: ${show(facts)}`;
      return [add(text, rule.name, fingerprint, severity)];
    }
    if (outcome.kind !== 'summary') return [];
    const doubts = outcome.doubts.map(({ code, message }) => {
      const text = theme.say('exchange.notComplete', { reason: theme.show(message) });
      return add(text, 'scan-not-complete', `scan-not-complete:${code}`, 'medium');
    });
    return [...doubts, list.end(), '\n'];
  };
}
