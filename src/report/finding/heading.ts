import type { Summary } from '../../finding/summary.ts';
import { periodOf } from '../text/clock.ts';
import { type Safe, safe } from '../text/escape.ts';
import { quantity } from '../text/quantity.ts';
import type { Theme } from '../text/theme.ts';
import { flow } from '../text/wrap.ts';
import type { Tool } from './reporter.ts';

/** The first line: which tool, which time, how much. */
export function renderHeading(summary: Summary, tool: Tool, look: Theme): readonly Safe[] {
  const { first, last } = summary.coverage;
  const parts = [
    safe`${look.show(tool.name, { max: 40 })} ${look.show(tool.version, { max: 40 })}`,
    first !== null && last !== null ? periodOf(first, last, look.glyphs) : safe`no time range`,
    quantity(summary.evaluated, 'event'),
    quantity(summary.rules.length, 'rule'),
  ];
  return flow(parts, safe` ${look.glyphs.dot} `, look.columns, 2);
}
