import type {
  CorrelationExplanation,
  Explanation,
  GroupExplanation,
  WindowExplanation,
} from '../../explain/explanation.ts';
import { toldIn } from '../../language/message.ts';
import { join, type Safe, safe } from '../text/escape.ts';
import type { Theme } from '../text/theme.ts';
import { indented, wrap } from '../text/wrap.ts';
import { couldText, longest, nothingOpened, sign, tree } from './trace-tree.ts';

/** Why a rule did or did not hold for an event, for people: one sentence, the condition tree, the windows. */
export function renderExplanation(explanation: Explanation, theme: Theme): string {
  const { rule, event, condition, raises, windows, correlation } = explanation;
  const opened = nothingOpened();
  const head = [
    safe`${theme.strong(sign(explanation.verdict, theme))} ${theme.say(`explanation.verdict.${explanation.verdict}`)}`,
    theme.show(rule.name, { max: 100 }),
    theme.show(event.eventType, { max: 100 }),
    theme.show(event.published, { max: 40 }),
    theme.show(event.uuid, { max: 60 }),
    ...(event.alert
      ? [theme.say('explanation.foundBy', { rule: theme.show(event.alert.rule, { max: 120 }) })]
      : []),
  ];
  const lines = [
    join(head, safe` ${theme.glyphs.dot} `),
    ...indented(
      wrap(
        theme.show(toldIn(theme.language, explanation.toldBecause), { max: 2_000 }),
        theme.prose - 2,
      ),
      2,
    ),
    safe``,
    ...(condition ? [theme.say('explanation.condition'), ...tree(condition, theme, opened)] : []),
    ...raises.flatMap(({ level, condition: raised }) => [
      theme.say(`explanation.raised.${level}`),
      ...tree(raised, theme, opened),
    ]),
    ...(windows.length > 0 ? [theme.say('explanation.windows')] : []),
    ...windows.flatMap((window) => windowLines(window, theme)),
    ...(explanation.combinations > 1 && !correlation
      ? [
          safe`  ${theme.say('explanation.combinations', { count: safe`${explanation.combinations}` })}`,
        ]
      : []),
    ...(correlation ? renderCorrelation(correlation, theme) : []),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function windowLines(window: WindowExplanation, theme: Theme): readonly Safe[] {
  const name = theme.strong(theme.show(window.name, { max: 60 }));
  const facts = window.facts.map(({ name: fact, value, told }) => {
    const shown =
      value === null
        ? theme.say('explanation.absent')
        : theme.show(Array.isArray(value) ? value.join(', ') : String(value), { max: longest });
    const doubt = couldText('explanation.couldBe', told.could, theme);
    const says = theme.show(toldIn(theme.language, told.computes), { max: longest });
    return safe`    ${theme.show(fact, { max: 60 })} = ${shown}${doubt}  ${theme.faint(says)}`;
  });
  if (window.list !== null) {
    const list = theme.show(window.list, { max: 60 });
    return [safe`  ${name}  ${theme.say('explanation.list', { list })}`, ...facts];
  }
  if (window.key === null) {
    return [safe`  ${name}  ${theme.say('explanation.noKey')}`, ...facts];
  }
  const key = Object.entries(window.key).map(([path, value]) => `${path} = ${value}`);
  return [
    safe`  ${theme.say('explanation.window', {
      name,
      from: theme.show(window.from),
      dash: theme.glyphs.dash,
      to: theme.show(window.to),
      events: window.events,
    })}`,
    ...key.map((item) => {
      const shown = theme.show(item, { max: longest, cut: 'middle' });
      return safe`    ${theme.say('explanation.with', { item: shown })}`;
    }),
    ...gapLines(window, theme),
    ...facts,
  ];
}

type Ends = Pick<GroupExplanation, 'startCovered' | 'endCovered'>;

function gapLines({ startCovered, endCovered }: Ends, theme: Theme): readonly Safe[] {
  return [
    ...(startCovered ? [] : [safe`    ${theme.say('explanation.startUncovered')}`]),
    ...(endCovered ? [] : [safe`    ${theme.say('explanation.endUncovered')}`]),
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
    theme.say('explanation.alerting'),
    ...alerting,
    ...groups.flatMap((group) => groupLines(group, theme)),
  ];
}

function groupLines(group: GroupExplanation, theme: Theme): readonly Safe[] {
  const key = Object.entries(group.key).map(([name, value]) => `${name} = ${value}`);
  const { from, to } = group;
  const shown =
    key.length === 0
      ? theme.say('explanation.ofAll')
      : theme.show(key.join(', '), { max: longest, cut: 'middle' });
  const span = theme.say(`explanation.span.${group.span}`);
  const episode = theme.show(toldIn(theme.language, group.toldEpisode), { max: 200 });
  return [
    theme.say('explanation.group', { key: shown }),
    safe`  ${span} ${theme.show(from)} ${theme.glyphs.dash} ${theme.show(to)}`,
    ...gapLines(group, theme),
    ...tree(group.condition, theme),
    safe`  ${sign(group.verdict, theme)} ${episode}`,
    ...group.alerts.flatMap((alerts) => alertLines(alerts, theme)),
  ];
}

function alertLines(
  { rule, total, events }: GroupExplanation['alerts'][number],
  theme: Theme,
): readonly Safe[] {
  const shown = events.slice(0, fewAlerts).map(({ uuid, published, sure }) => {
    const doubt = sure ? safe`` : theme.say('explanation.doubtful');
    return safe`    ${theme.show(published)}  ${theme.show(uuid, { max: 60 })}${doubt}`;
  });
  const rest = total - shown.length;
  return [
    safe`  ${theme.say('explanation.alertsOf', {
      rule: theme.strong(theme.show(rule, { max: longest })),
      count: total,
    })}`,
    ...shown,
    ...(rest > 0 ? [safe`    ${theme.say('explanation.more', { count: safe`${rest}` })}`] : []),
  ];
}
