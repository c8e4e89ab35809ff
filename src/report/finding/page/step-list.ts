import type { Case } from '../../../finding/case/case.ts';
import type { Finding } from '../../../finding/finding.ts';
import { levels } from '../../../rule/level.ts';
import type { Safe } from '../../text/escape.ts';
import { type Html, html } from '../../text/html.ts';
import type { Theme } from '../../text/theme.ts';
import type { Chronicle, ChronicleStep } from '../chronicle/case-chronicle.ts';
import {
  isRefused,
  machineOf,
  namedTargets,
  otherActor,
  plantedWords,
  secondOf,
  titleWithout,
} from '../chronicle/chronicle-words.ts';
import { badge } from './badge.ts';
import type { CardContext } from './finding-card.ts';
import { type SourceMark, sourceMarks } from './source-marks.ts';

/** Findings of one step that are told before one has to unfold the rest. */
const findingsTold = 3;

/** What happened, step by step, numbered as in the timeline. */
export function stepList(one: Case, chronicle: Chronicle, context: CardContext): Html {
  const { theme } = context;
  const { steps, stepsLeft, sources, takeover } = chronicle;
  const markOf = sourceMarks(sources);
  const taken = steps.find(({ uuid }) => uuid === takeover?.uuid);
  const suspect = one.entities.actors.length === 1 ? one.entities.actors[0]?.login : undefined;
  const items = steps.map((step, index) => {
    const source = step.source === undefined ? undefined : sources[step.source];
    const from = source && fromWords(markOf(step.source), machineOf(source, 80, theme), theme);
    const lead =
      step === taken && takeover
        ? html` <span class="taken">${theme.say(`page.takeoverStep.${takeover.of}`)}</span>`
        : undefined;
    const time = secondOf(step.published, theme, isNewDay(step, steps[index - 1], theme));
    const actor = otherActor(step, suspect);
    return html`<li class="${step.kind as Safe}"><time>${time}</time>${lead} ${eventWords(step, actor, theme)} ${from}${toldBy(step, suspect, context)}</li>`;
  });
  const rest =
    stepsLeft > 0
      ? html`<p class="faint">${theme.say('page.stepsLeft', { count: stepsLeft })}</p>`
      : undefined;
  return html`<ol class="chronicle">${items}</ol>${rest}`;
}

function isNewDay(
  step: ChronicleStep,
  before: ChronicleStep | undefined,
  { clock }: Theme,
): boolean {
  return before === undefined || !clock.isSameDay(before.published, step.published);
}

/** What a step left behind, and the findings that it decided, worst first. */
function toldBy(
  step: ChronicleStep,
  suspect: string | null | undefined,
  context: CardContext,
): Html | undefined {
  const { theme, idOf } = context;
  const left = step.planted.map((object) => html`<li><b>${plantedWords(object, theme)}</b></li>`);
  const rankOf = ({ severity }: Finding): number => levels.indexOf(severity);
  const told = [...step.findings]
    .sort((a, b) => rankOf(b) - rankOf(a))
    .map((finding) => {
      const title = theme.show(titleWithout(finding, suspect), { max: 300 });
      return html`<li>${badge(finding.severity, theme)} <a href="#${idOf(finding)}">${title}</a></li>`;
    });
  if (left.length + told.length === 0) return undefined;
  const more = told.length - findingsTold;
  const rest =
    more > 0
      ? html`<details class="more"><summary>${theme.say('page.moreFindings', { count: more })}</summary><ul>${told.slice(findingsTold)}</ul></details>`
      : undefined;
  return html`<ul>${left}${told.slice(0, findingsTold)}</ul>${rest}`;
}

function fromWords({ name, path }: SourceMark, place: Safe, { say }: Theme): Html {
  return html`<span class="value"><svg class="key" viewBox="-8 -8 16 16" aria-hidden="true"><path class="${name} match" d="${path}"/></svg>${say('page.from', { place })}</span>`;
}

/** What was done, to whom and by whom. */
function eventWords(
  { kind, eventType, outcome, target }: ChronicleStep,
  actor: string | undefined,
  { say, show }: Theme,
): Html {
  const targets = namedTargets(target);
  const on =
    targets === undefined
      ? undefined
      : html` ${say('page.on', { target: show(targets, { max: 160 }) })}`;
  const by =
    actor === undefined
      ? undefined
      : html` ${say('page.byWhom', { actor: show(actor, { max: 80, cut: 'middle' }) })}`;
  const refused = isRefused(outcome)
    ? html` <b>${show(outcome ?? '', { max: 20 })}</b>`
    : undefined;
  const label = kind === 'clean-up' ? html`<b>${say('page.ended')}</b>: ` : undefined;
  const type = eventType === null ? undefined : html`<code>${show(eventType, { max: 100 })}</code>`;
  return html`${label}${type}${refused}${on}${by}`;
}
