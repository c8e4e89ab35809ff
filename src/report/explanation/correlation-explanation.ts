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
  look: Theme,
): readonly Safe[] {
  const rules = explanation.rules.map(
    ({ name, verdict }) => safe`  ${sign(verdict, look)} ${look.show(name, { max: longest })}`,
  );
  return [
    safe`RULES THAT ALERT ON THIS EVENT`,
    ...rules,
    ...explanation.groups.flatMap((group) => groupLines(group, look)),
  ];
}

function groupLines(group: GroupExplanation, look: Theme): readonly Safe[] {
  const key = Object.entries(group.key).map(([name, value]) => `${name} = ${value}`);
  const gaps = [
    ...(group.startCovered ? [] : ['its start']),
    ...(group.endCovered ? [] : ['its end']),
  ];
  const { from, to } = group;
  const span = look.show(`${group.span} `);
  return [
    safe`GROUP ${look.show(key.join(', ') || 'of all alerts', { max: longest, cut: 'middle' })}`,
    safe`  ${span}${look.show(from)} ${look.glyphs.dash} ${look.show(to)}`,
    ...gaps.map((gap) => safe`    the log does not cover ${gap as Safe}`),
    ...tree(group.condition, look),
    safe`  ${sign(group.verdict, look)} ${look.show(group.episode, { max: 200 })}`,
    ...group.alerts.flatMap((alerts) => alertLines(alerts, look)),
  ];
}

function alertLines(
  { rule, total, events }: GroupExplanation['alerts'][number],
  look: Theme,
): readonly Safe[] {
  const shown = events.slice(0, fewAlerts).map(({ uuid, published, sure }) => {
    const doubt = sure ? safe`` : safe` (undecided)`;
    return safe`    ${look.show(published)}  ${look.show(uuid, { max: 60 })}${doubt}`;
  });
  const rest = total - shown.length;
  return [
    safe`  ${look.strong(look.show(rule, { max: longest }))}  ${quantity(total, 'alert')}`,
    ...shown,
    ...(rest > 0 ? [safe`    and ${rest} more`] : []),
  ];
}
