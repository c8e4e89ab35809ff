import type { Finding } from '../../../finding/finding.ts';
import { code, type Markdown, md, sentence, table } from '../../text/markdown.ts';
import type { Theme } from '../../text/theme.ts';

/** Rows of one table; whoever writes more says how many are left. */
export const rowsShown = 200;

/** A row for each finding, in the order given. */
export function findingTable(findings: readonly Finding[], theme: Theme): readonly Markdown[] {
  const { say, show, clock } = theme;
  const head = [
    say('page.columnSeverity'),
    say('page.columnFinding'),
    say('page.columnSince'),
    say('page.columnEvents'),
    say('page.id'),
  ];
  const rows = findings
    .slice(0, rowsShown)
    .map(({ severity, title, when, evidence, id }) => [
      sentence(theme.mark(severity)),
      sentence(show(title, { max: 200 })),
      sentence(clock.stamp(when.firstEvent, true)),
      md`${evidence.eventCount}`,
      code(id, 40),
    ]);
  return table(head.map(sentence), rows);
}
