import type { CorrelationExplanation, GroupExplanation } from '../../explain/explanation.ts';
import { type Safe, safe } from '../text/escape.ts';
import { quantity } from '../text/quantity.ts';
import type { Theme } from '../text/theme.ts';
import { longest, sign, tree } from './trace-tree.ts';

/** At most so many alerts of each rule are listed for people; JSON has more. */
const fewAlerts = 8;

/** A correlation explained for people: which of its rules alert, then group by group. */
export function renderCorrelation(
  explanation: CorrelationExplanation,
  theme: Theme,
): readonly Safe[] {
  const rules = explanation.rules.map(
    ({ name, verdict }) => safe`  ${sign(verdict, theme)} ${theme.show(name, { max: longest })}`,
  );
  return [
    safe`RULES THAT ALERT ON THIS EVENT`,
    ...rules,
    ...explanation.groups.flatMap((group) => groupLines(group, theme)),
  ];
}

function groupLines(group: GroupExplanation, theme: Theme): readonly Safe[] {
  const key = Object.entries(group.key).map(([name, value]) => `${name} = ${value}`);
  const gaps = [
    ...(group.startCovered ? [] : ['its start']),
    ...(group.endCovered ? [] : ['its end']),
  ];
  const { from, to } = group;
  const span = theme.show(`${group.span} `);
  return [
    safe`GROUP ${theme.show(key.join(', ') || 'of all alerts', { max: longest, cut: 'middle' })}`,
    safe`  ${span}${theme.show(from)} ${theme.glyphs.dash} ${theme.show(to)}`,
    ...gaps.map((gap) => safe`    the log does not cover ${gap as Safe}`),
    ...tree(group.condition, theme),
    safe`  ${sign(group.verdict, theme)} ${theme.show(group.episode, { max: 200 })}`,
    ...group.alerts.flatMap((alerts) => alertLines(alerts, theme)),
  ];
}

function alertLines(
  { rule, total, events }: GroupExplanation['alerts'][number],
  theme: Theme,
): readonly Safe[] {
  const shown = events.slice(0, fewAlerts).map(({ uuid, published, sure }) => {
    const doubt = sure ? safe`` : safe` (undecided)`;
    return safe`    ${theme.show(published)}  ${theme.show(uuid, { max: 60 })}${doubt}`;
  });
  const rest = total - shown.length;
  return [
    safe`  ${theme.strong(theme.show(rule, { max: longest }))}  ${quantity(total, 'alert')}`,
    ...shown,
    ...(rest > 0 ? [safe`    and ${rest} more`] : []),
  ];
}
