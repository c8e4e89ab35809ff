import type { TextName } from '../../language/language.ts';
import type {
  FindingMark,
  Party,
  Timeline,
  TimelineChange,
  TimelineStep,
} from '../../timeline/timeline.ts';
import { join, type Safe, safe, widthOf } from '../text/escape.ts';
import type { Paint, Theme } from '../text/theme.ts';
import { flow, indented, wrap } from '../text/wrap.ts';

/** Findings that are named at one step. */
const findingsNamed = 3;

/** Columns that a step needs beside its time, and how far it is moved in if it has fewer. */
const [leastRoom, narrowIndent] = [32, 4];

/** What the heading above a step says already. */
export interface StepHeading {
  /** The login that acts; undefined if there are several. */
  readonly knownActor: string | undefined;
  /** The lane to name; undefined if the heading names it. */
  readonly lane: string | undefined;
  /** The step that stands above; undefined if it is the first. */
  readonly above: TimelineStep | undefined;
}

/** Gives the lines of a step of a timeline; a new day has a line of its own. */
export function createStepRenderer(
  timeline: Timeline,
  theme: Theme,
): (step: TimelineStep, heading: StepHeading) => readonly Safe[] {
  const { when, steps, turn } = timeline;
  const hasDays = !theme.clock.isSameDay(when?.firstEvent ?? '', when?.lastEvent ?? '');
  const marks = new Map(timeline.findings.map((mark) => [mark.id, mark]));
  const parties = new Set(steps.map(({ whose }) => whose.party));
  const isTold = (['intruder', 'owner', 'responder'] as const).some((party) => parties.has(party));
  const names = isTold ? [...parties].map((party) => partyText(party, theme)) : [];
  const width = Math.max(0, ...names.map(widthOf));
  return (step, heading) => {
    const isNewDay =
      !heading.above || !theme.clock.isSameDay(heading.above.published, step.published);
    const lead = join(
      [
        safe`  ${theme.clock.second(step.published)}`,
        ...(heading.lane === undefined ? [] : [padded(theme.show(heading.lane), 3)]),
        ...(isTold ? [padded(whoseText(step, theme), width)] : []),
        outcomeMark(step, theme),
      ],
      safe` `,
    );
    const taken = widthOf(lead) + 1;
    // Where little room is left beside the time, what was done stands below it.
    const isBeside = theme.columns - taken >= leastRoom;
    const indent = isBeside ? taken : narrowIndent;
    const room = theme.columns - indent;
    const paint = paintOf(step, theme);
    const lines = flow(partsOf(step, heading, theme), safe` ${theme.glyphs.dot} `, room, 2);
    const [first = safe``, ...rest] = isBeside ? lines : [safe``, ...lines];
    return [
      ...(hasDays && isNewDay ? [theme.faint(safe`  ${theme.clock.date(step.published)}`)] : []),
      paint(first === '' ? lead : safe`${lead} ${first}`),
      ...indented(rest, indent).map(paint),
      ...indented(belowOf(step, step.uuid === turn, room, { marks, theme }), indent),
    ];
  };
}

/** The intruder's steps stand out; Okta's and repeated ones stand back. */
function paintOf({ whose, evidence }: TimelineStep, theme: Theme): Paint {
  if (whose.party === 'intruder') return theme.strong;
  return whose.party === 'okta' && !evidence ? theme.faint : (text) => text;
}

const partyNames = {
  intruder: 'timeline.intruder',
  owner: 'timeline.owner',
  responder: 'timeline.responder',
  okta: 'timeline.byOkta',
  unknown: 'timeline.unclear',
} as const satisfies Record<Party, TextName>;

function partyText(party: Party, theme: Theme): Safe {
  return theme.say(partyNames[party]);
}

/** Where no finding speaks of who acts, there is nothing to tell apart. */
function whoseText({ whose }: TimelineStep, theme: Theme): Safe {
  return whose.because.includes('no-sign') ? safe`` : partyText(whose.party, theme);
}

function padded(text: Safe, width: number): Safe {
  return safe`${text}${' '.repeat(Math.max(0, width - widthOf(text))) as Safe}`;
}

function outcomeMark({ outcome }: TimelineStep, theme: Theme): Safe {
  if (outcome === 'SUCCESS' || outcome === 'ALLOW') return theme.glyphs.success;
  return outcome === 'FAILURE' || outcome === 'DENY' ? theme.glyphs.failure : theme.glyphs.neutral;
}

/** What was done, to whom, from where and with what. */
function partsOf(step: TimelineStep, heading: StepHeading, theme: Theme): readonly Safe[] {
  const show = (text: string, max = 48): Safe => theme.show(text, { max, cut: 'middle' });
  const ended = step.outcome === null || ['SUCCESS', 'ALLOW'].includes(step.outcome);
  const reason = step.reason === null || ended ? '' : ` (${step.reason})`;
  const type = show(step.eventType, 60);
  const actor = step.actor?.login ?? step.actor?.displayName ?? step.actor?.id ?? null;
  const isElse = actor !== null && actor !== heading.knownActor && step.whose.party !== 'okta';
  return [
    ended ? type : safe`${type} ${theme.show(`${step.outcome}${reason}`, { max: 60 })}`,
    ...(step.app === null ? [] : [appText(step, step.app, theme)]),
    ...targetsOf(step).map((name) => show(name, 40)),
    ...(isElse ? [theme.say('timeline.by', { name: show(actor, 40) })] : []),
    ...(step.ip === null ? [] : [placeOf(step, step.ip, theme)]),
    ...(step.folded.length > 0 ? [foldedOf(step, theme)] : []),
    ...(step.lastRepeat === null ? [] : [repeatedOf(step, step.lastRepeat, theme)]),
  ];
}

/** An app that is another one than before has an arrow before it. */
function appText({ changes }: TimelineStep, app: string, theme: Theme): Safe {
  const name = theme.show(app, { max: 40, cut: 'middle' });
  return changes.some(({ what }) => what === 'app') ? safe`${theme.glyphs.arrow} ${name}` : name;
}

/** Whom or what it was done to, but for the app and the actor, which are told already. */
function targetsOf({ targets, actor, app }: TimelineStep): readonly string[] {
  const others = targets.filter(
    ({ type, id, login }) =>
      !/^(appinstance|appuser)$/i.test(type ?? '') &&
      !(actor !== null && ((id !== null && id === actor.id) || login === actor.login)),
  );
  const names = others.flatMap(({ login, displayName, id }) => login ?? displayName ?? id ?? []);
  return [...new Set(names)].filter((name) => name !== app).slice(0, 3);
}

function placeOf({ machine }: TimelineStep, ip: string, theme: Theme): Safe {
  const address = theme.show(ip, { max: 45 });
  return machine === null ? address : safe`${address} ${theme.show(machine)}`;
}

function foldedOf({ folded }: TimelineStep, theme: Theme): Safe {
  const count = folded.reduce((sum, { events }) => sum + events, 0);
  return theme.say('timeline.folded', { count });
}

function repeatedOf(step: TimelineStep, until: string, theme: Theme): Safe {
  const days = !theme.clock.isSameDay(step.published, until);
  return theme.say('timeline.repeated', {
    count: step.repeats,
    time: theme.clock.second(until, days),
  });
}

interface Below {
  readonly marks: ReadonlyMap<string, FindingMark>;
  readonly theme: Theme;
}

/** What stands below a step: that the intruder begins, what changed, the findings that it decided. */
function belowOf(
  step: TimelineStep,
  isTurn: boolean,
  room: number,
  { marks, theme }: Below,
): readonly Safe[] {
  const changes = step.changes.filter(({ what }) => what !== 'app');
  const told = [...new Set(changes.flatMap((change) => changeText(change, theme)))];
  const found = step.findings.flatMap((id) => marks.get(id) ?? []);
  const others = found.slice(findingsNamed);
  return [
    ...(isTurn ? wrap(theme.say('timeline.first'), room, 2).map(theme.paint.high) : []),
    ...(told.length === 0
      ? []
      : wrap(theme.say('timeline.changed', { what: join(told, safe`, `) }), room, 2)),
    ...found.slice(0, findingsNamed).flatMap((mark) => findingLines(mark, room, theme)),
    ...(others.length > 0
      ? wrap(theme.say('timeline.also', { names: alsoOf(others, theme) }), room, 2)
      : []),
  ];
}

/** The rules of further findings, each once. */
function alsoOf(others: readonly FindingMark[], theme: Theme): Safe {
  const rules = [...new Set(others.map(({ rule }) => rule))];
  return join(
    rules.map((rule) => theme.show(rule, { max: 60 })),
    safe`, `,
  );
}

function findingLines(mark: FindingMark, room: number, theme: Theme): readonly Safe[] {
  const sign = theme.mark(mark.severity);
  const hang = widthOf(sign) + 1;
  const text = safe`${theme.show(mark.title, { max: 160 })} (${theme.show(mark.id)})`;
  const [first = safe``, ...rest] = wrap(text, room - hang);
  return [safe`${theme.paint[mark.severity](sign)} ${first}`, ...indented(rest, hang)];
}

/** A change in words; none where another one says it as well. */
function changeText({ what, from, to }: TimelineChange, theme: Theme): readonly Safe[] {
  const show = (text: string | null): Safe => theme.show(text ?? '-', { max: 40, cut: 'middle' });
  const values = { from: show(from), to: show(to), arrow: theme.glyphs.arrow };
  switch (what) {
    case 'address':
      return [theme.say('timeline.changedAddress', { from: values.from })];
    case 'country':
    case 'network':
    case 'system':
    case 'agent':
      return [theme.say('timeline.changedTo', values)];
    case 'device':
      return [theme.say(to === null ? 'timeline.lostDevice' : 'timeline.changedDevice')];
    case 'proxy':
      return [theme.say(to === 'true' ? 'timeline.changedProxy' : 'timeline.lostProxy')];
    case 'app':
      return [theme.say('timeline.changedApp', { from: values.from })];
  }
}
