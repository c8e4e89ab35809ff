import type { Explanation, VerdictName, WindowExplanation } from '../../explain/explanation.ts';
import { join, type Safe, safe } from '../text/escape.ts';
import { quantity } from '../text/quantity.ts';
import type { Theme } from '../text/theme.ts';
import { indented, wrap } from '../text/wrap.ts';
import { renderCorrelation } from './correlation-explanation.ts';
import { longest, sign, tree } from './trace-tree.ts';

/** Why a rule did or did not hold for an event, for people: one sentence, the condition tree, the windows. */
export function renderExplanation(explanation: Explanation, look: Theme): string {
  const { rule, event, condition, raises, windows, correlation } = explanation;
  const opened = new Set<string>();
  const head = [
    safe`${look.strong(sign(explanation.verdict, look))} ${words[explanation.verdict]}`,
    look.show(rule.name, { max: 100 }),
    look.show(event.eventType, { max: 100 }),
    look.show(event.published, { max: 40 }),
    look.show(event.uuid, { max: 60 }),
    ...(event.alert ? [look.show(`found by ${event.alert.rule}`, { max: 120 })] : []),
  ];
  const lines = [
    join(head, safe` ${look.glyphs.dot} `),
    ...indented(wrap(look.show(explanation.because, { max: 2_000 }), look.prose - 2), 2),
    safe``,
    ...(condition ? [safe`CONDITION`, ...tree(condition, look, opened)] : []),
    ...raises.flatMap(({ level, condition: raised }) => [
      safe`RAISED TO ${look.show(level.toUpperCase())}`,
      ...tree(raised, look, opened),
    ]),
    ...(windows.length > 0 ? [safe`WINDOWS`] : []),
    ...windows.flatMap((window) => windowLines(window, look)),
    ...(explanation.combinations > 1 && !correlation
      ? [
          safe`  The event has ${explanation.combinations} combinations of keys; the one closest to an alert is shown.`,
        ]
      : []),
    ...(correlation ? renderCorrelation(correlation, look) : []),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

const words: Readonly<Record<VerdictName, Safe>> = {
  yes: safe`HOLDS`,
  no: safe`DOES NOT HOLD`,
  undecided: safe`UNDECIDED`,
};

function windowLines(window: WindowExplanation, look: Theme): readonly Safe[] {
  const name = look.strong(look.show(window.name, { max: 60 }));
  const facts = window.facts.map(({ name: fact, computes, value, could }) => {
    const shown =
      value === null ? 'absent' : Array.isArray(value) ? value.join(', ') : String(value);
    const doubt = could === null ? safe`` : safe` (could be ${look.show(could, { max: 60 })})`;
    const says = look.show(computes, { max: longest });
    return safe`    ${look.show(fact, { max: 60 })} = ${look.show(shown, { max: longest })}${doubt}  ${look.faint(says)}`;
  });
  if (window.list !== null) {
    return [safe`  ${name}  the value list ${look.show(window.list, { max: 60 })}`, ...facts];
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
    safe`  ${name}  ${look.show(window.from)} ${look.glyphs.dash} ${look.show(window.to)}, ${quantity(window.events, 'event')}`,
    ...key.map((item) => safe`    with ${look.show(item, { max: longest, cut: 'middle' })}`),
    ...gaps.map((gap) => safe`    the log does not cover ${gap as Safe}`),
    ...facts,
  ];
}
