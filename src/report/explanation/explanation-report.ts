import type {
  CorrelationExplanation,
  Explanation,
  GroupExplanation,
  VerdictName,
  WindowExplanation,
} from '../../explain/explanation.ts';
import { join, type Safe, safe } from '../text/escape.ts';
import { quantity } from '../text/quantity.ts';
import type { Theme } from '../text/theme.ts';
import { indented, wrap } from '../text/wrap.ts';
import { longest, nothingOpened, sign, tree } from './trace-tree.ts';

/** Why a rule did or did not hold for an event, for people: one sentence, the condition tree, the windows. */
export function renderExplanation(explanation: Explanation, theme: Theme): string {
  const { rule, event, condition, raises, windows, correlation } = explanation;
  const opened = nothingOpened();
  const head = [
    safe`${theme.strong(sign(explanation.verdict, theme))} ${words[explanation.verdict]}`,
    theme.show(rule.name, { max: 100 }),
    theme.show(event.eventType, { max: 100 }),
    theme.show(event.published, { max: 40 }),
    theme.show(event.uuid, { max: 60 }),
    ...(event.alert ? [theme.show(`found by ${event.alert.rule}`, { max: 120 })] : []),
  ];
  const lines = [
    join(head, safe` ${theme.glyphs.dot} `),
    ...indented(wrap(theme.show(explanation.because, { max: 2_000 }), theme.prose - 2), 2),
    safe``,
    ...(condition ? [safe`CONDITION`, ...tree(condition, theme, opened)] : []),
    ...raises.flatMap(({ level, condition: raised }) => [
      safe`RAISED TO ${theme.show(level.toUpperCase())}`,
      ...tree(raised, theme, opened),
    ]),
    ...(windows.length > 0 ? [safe`WINDOWS`] : []),
    ...windows.flatMap((window) => windowLines(window, theme)),
    ...(explanation.combinations > 1 && !correlation
      ? [
          safe`  The event has ${explanation.combinations} combinations of keys; the one closest to an alert is shown.`,
        ]
      : []),
    ...(correlation ? renderCorrelation(correlation, theme) : []),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

const words: Readonly<Record<VerdictName, Safe>> = {
  yes: safe`HOLDS`,
  no: safe`DOES NOT HOLD`,
  undecided: safe`UNDECIDED`,
};

function windowLines(window: WindowExplanation, theme: Theme): readonly Safe[] {
  const name = theme.strong(theme.show(window.name, { max: 60 }));
  const facts = window.facts.map(({ name: fact, computes, value, could }) => {
    const shown =
      value === null ? 'absent' : Array.isArray(value) ? value.join(', ') : String(value);
    const doubt = could === null ? safe`` : safe` (could be ${theme.show(could, { max: 60 })})`;
    const says = theme.show(computes, { max: longest });
    return safe`    ${theme.show(fact, { max: 60 })} = ${theme.show(shown, { max: longest })}${doubt}  ${theme.faint(says)}`;
  });
  if (window.list !== null) {
    return [safe`  ${name}  the value list ${theme.show(window.list, { max: 60 })}`, ...facts];
  }
  if (window.key === null) {
    return [safe`  ${name}  the event lacks a group-by field, so the window is empty`, ...facts];
  }
  const key = Object.entries(window.key).map(([path, value]) => `${path} = ${value}`);
  return [
    safe`  ${name}  ${theme.show(window.from)} ${theme.glyphs.dash} ${theme.show(window.to)}, ${quantity(window.events, 'event')}`,
    ...key.map((item) => safe`    with ${theme.show(item, { max: longest, cut: 'middle' })}`),
    ...gapLines(window),
    ...facts,
  ];
}

type Ends = Pick<GroupExplanation, 'startCovered' | 'endCovered'>;

function gapLines({ startCovered, endCovered }: Ends): readonly Safe[] {
  return [
    ...(startCovered ? [] : [safe`    the log does not cover its start`]),
    ...(endCovered ? [] : [safe`    the log does not cover its end`]),
  ];
}

/** At most so many alerts of each rule are listed for people; JSON has more. */
const fewAlerts = 8;

/** A correlation explained for people: which of its rules alert, then group by group. */
function renderCorrelation(
  { rules, groups }: CorrelationExplanation,
  theme: Theme,
): readonly Safe[] {
  const alerting = rules.map(
    ({ name, verdict }) => safe`  ${sign(verdict, theme)} ${theme.show(name, { max: longest })}`,
  );
  return [
    safe`RULES THAT ALERT ON THIS EVENT`,
    ...alerting,
    ...groups.flatMap((group) => groupLines(group, theme)),
  ];
}

function groupLines(group: GroupExplanation, theme: Theme): readonly Safe[] {
  const key = Object.entries(group.key).map(([name, value]) => `${name} = ${value}`);
  const { from, to } = group;
  const span = theme.show(`${group.span} `);
  return [
    safe`GROUP ${theme.show(key.join(', ') || 'of all alerts', { max: longest, cut: 'middle' })}`,
    safe`  ${span}${theme.show(from)} ${theme.glyphs.dash} ${theme.show(to)}`,
    ...gapLines(group),
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
