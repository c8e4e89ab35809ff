import type { Summary } from '../../finding/summary.ts';
import { type Level, levels } from '../../rule/level.ts';
import { join, type Safe, safe } from '../text/escape.ts';
import { grouped, quantity } from '../text/quantity.ts';
import type { Theme } from '../text/theme.ts';
import { flow } from '../text/wrap.ts';
import { totalOf } from './scan-verdict.ts';

/** The last line: findings by severity, worst first, and a word if some are not shown. */
export function renderTotals(
  summary: Summary,
  shown: number,
  minSeverity: Level,
  look: Theme,
): readonly Safe[] {
  const total = totalOf(summary);
  const counts = levels
    .toReversed()
    .map((level) => safe`${grouped(summary.findings[level])} ${level as Safe}`);
  const parts = [
    quantity(total, 'finding'),
    join(counts, safe`, `),
    ...(shown === total ? [] : [safe`${grouped(shown)} shown (${minSeverity as Safe} or higher)`]),
    ...(summary.doubts.length === 0 ? [] : [safe`NOT complete`]),
  ];
  return flow(parts, safe` ${look.glyphs.dot} `, look.columns, 2);
}
