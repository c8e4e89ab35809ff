import type { Explanation, VerdictName, WindowExplanation } from '../../explain/explanation.ts';
import { join, type Safe, safe } from '../text/escape.ts';
import { quantity } from '../text/quantity.ts';
import type { Theme } from '../text/theme.ts';
import { indented, wrap } from '../text/wrap.ts';
import { renderCorrelation } from './correlation-explanation.ts';
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
  const gaps = [
    window.startCovered ? [] : ['its start'],
    window.endCovered ? [] : ['its end'],
  ].flat();
  return [
    safe`  ${name}  ${theme.show(window.from)} ${theme.glyphs.dash} ${theme.show(window.to)}, ${quantity(window.events, 'event')}`,
    ...key.map((item) => safe`    with ${theme.show(item, { max: longest, cut: 'middle' })}`),
    ...gaps.map((gap) => safe`    the log does not cover ${gap as Safe}`),
    ...facts,
  ];
}
