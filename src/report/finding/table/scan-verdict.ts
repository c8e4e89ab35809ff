import type { RuleOutcome, Summary } from '../../../finding/summary.ts';
import { type Level, levels } from '../../../rule/level.ts';
import { periodOf } from '../../text/clock.ts';
import { join, type Safe, safe } from '../../text/escape.ts';
import { grouped, quantity } from '../../text/quantity.ts';
import type { Theme } from '../../text/theme.ts';
import { indented, wrap } from '../../text/wrap.ts';

/** Most causes named in the sentence; the list of rules has all of them. */
const causesNamed = 3;

/**
 * What the scan amounts to: empty if findings are shown and the scan was complete. Without findings it
 * says what was evaluated, so that "nothing" can be believed; an incomplete scan never sounds clean.
 */
export function renderVerdict(
  summary: Summary,
  shown: number,
  minSeverity: Level,
  theme: Theme,
): readonly Safe[] {
  const partial = summary.doubts.length > 0;
  if (shown > 0)
    return partial ? renderPartial(safe`This scan is NOT complete:`, summary, theme) : [];
  const total = totalOf(summary);
  const none =
    total === 0
      ? safe`No findings`
      : safe`No findings of ${minSeverity as Safe} severity or higher`;
  const hidden = total === 0 ? safe`` : safe`; ${grouped(total)} of lower severity not shown`;
  const verdict = partial
    ? [
        ...renderPartial(safe`${none}, but this scan is NOT complete:`, summary, theme),
        safe`Use --allow-partial to accept.`,
      ]
    : wrap(safe`${none}${hidden}. ${scopeOf(summary, theme)}`, theme.prose);
  return [...verdict, ...renderUndecided(summary.rules, theme)];
}

function renderPartial(lead: Safe, { doubts }: Summary, theme: Theme): readonly Safe[] {
  const reasons = doubts.flatMap(({ message }) =>
    indented(wrap(safe`- ${theme.show(message)}`, theme.prose - 2, 2), 2),
  );
  return [...wrap(lead, theme.prose).map(theme.strong), ...reasons];
}

/** All findings of the run, including those below the minimum severity. */
export function totalOf(summary: Summary): number {
  return levels.reduce((sum, level) => sum + summary.findings[level], 0);
}

function scopeOf(summary: Summary, theme: Theme): Safe {
  const { first, last } = summary.coverage;
  const rules = quantity(summary.rules.length, 'rule');
  const events = quantity(summary.evaluated, 'event');
  const actors = quantity(summary.actors, 'user');
  const period =
    first !== null && last !== null ? safe`, ${periodOf(first, last, theme.glyphs)}` : safe``;
  return safe`${rules} over ${events} from ${actors}${period}.`;
}

/** Rules that could not be fully evaluated, by cause, in one sentence. */
function renderUndecided(rules: readonly RuleOutcome[], theme: Theme): readonly Safe[] {
  const unfinished = rules.filter((rule) => rule.status !== 'evaluated');
  if (unfinished.length === 0) return [];
  const causes = countCauses(unfinished);
  const named = [...causes].slice(0, causesNamed).map(([cause, count]) => {
    const text = theme.show(cause, { max: 120 });
    return safe`${text} (${quantity(count, 'rule')})`;
  });
  const hidden = causes.size - named.length;
  const more = hidden > 0 ? safe`; and ${grouped(hidden)} more, below` : safe``;
  const lead = safe`${grouped(unfinished.length)} of ${quantity(rules.length, 'rule')} could not be fully evaluated`;
  return wrap(safe`${lead}: ${join(named, safe`; `)}${more}.`, theme.prose, 2);
}

/** How many rules each cause holds back, most first; equals stay in the order of the rules. */
function countCauses(unfinished: readonly RuleOutcome[]): ReadonlyMap<string, number> {
  const causes = new Map<string, number>();
  for (const rule of unfinished) {
    for (const cause of causesOf(rule)) causes.set(cause, (causes.get(cause) ?? 0) + 1);
  }
  return new Map([...causes].sort(([, a], [, b]) => b - a));
}

/** Why a rule could not be fully evaluated, in words. */
export function causesOf(rule: RuleOutcome): readonly string[] {
  return [...rule.missing.map((field) => `the input lacks ${field}`), ...rule.because];
}
