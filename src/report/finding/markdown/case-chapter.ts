import type { Case } from '../../../finding/case/case.ts';
import type { Finding } from '../../../finding/finding.ts';
import { levels } from '../../../rule/level.ts';
import type { Safe } from '../../text/escape.ts';
import { code, joinMarkdown, type Markdown, md, sentence, table } from '../../text/markdown.ts';
import type { Theme } from '../../text/theme.ts';
import { type Chronicle, type ChronicleStep, chronicleOf } from '../chronicle/case-chronicle.ts';
import {
  dotted,
  isRefused,
  machineOf,
  namedTargets,
  otherActor,
  personWords,
  placeWords,
  plantedWords,
  secondOf,
  titleWithout,
} from '../chronicle/chronicle-words.ts';
import { stateOf, whoOf } from '../table/case-rows.ts';
import { findingTable } from './finding-table.ts';

/** Steps of what to do. */
const stepsTold = 12;
/** Rows of evidence of one case. */
const eventsShown = 40;
/** Findings that are named under one step. */
const findingsNamed = 8;
/** Entries of one list of entities. */
const entitiesNamed = 20;

/** A case as a chapter of a report: blocks of lines. */
export function* caseChapter(
  one: Case,
  findings: readonly Finding[],
  theme: Theme,
): Generator<readonly Markdown[]> {
  const { say, show, clock } = theme;
  const chronicle = chronicleOf(one, findings);
  const heading = (text: Safe): readonly Markdown[] => [md`### ${sentence(text)}`];
  yield [md`## ${sentence(theme.mark(one.severity))}: ${sentence(show(one.title, { max: 400 }))}`];
  const since = say('case.since', { time: clock.stamp(one.when.firstSign, true) });
  yield [
    joinMarkdown(
      [whoOf(one, theme), since, stateOf(one, true, theme), show(one.id)].map(sentence),
      md` · `,
    ),
  ];
  yield heading(say('page.open'));
  yield bullets(openItems(one, theme));
  yield heading(say('page.doFirst'));
  yield todo(one.do, theme);
  yield heading(say('page.happened'));
  yield stepLines(one, chronicle, theme);
  yield heading(say('page.cleanUpHeading'));
  yield bullets(cleanUpItems(one, theme));
  yield heading(say('page.involved'));
  yield bullets(entityItems(one, theme));
  yield heading(say('page.evidence'));
  yield* evidenceTable(chronicle, theme);
  yield heading(say('amount.findings', { count: one.findings.length }));
  yield findings.length > 0 ? findingTable(findings, theme) : [];
}

function bullets(items: readonly Safe[]): readonly Markdown[] {
  return items.map((item) => md`- ${sentence(item)}`);
}

/** The first steps, numbered. */
function todo(steps: readonly string[], { say, show }: Theme): readonly Markdown[] {
  const told = steps.slice(0, stepsTold);
  const count = steps.length - told.length;
  const more = count > 0 ? [md``, sentence(say('detail.moreInJson', { count }))] : [];
  return [...told.map((step, index) => md`${index + 1}. ${sentence(show(step))}`), ...more];
}

/** What still has to be done, as far as the log shows. */
function openItems(one: Case, theme: Theme): readonly Safe[] {
  const { say } = theme;
  const { planted } = one.entities;
  const left = planted
    .filter(({ standing }) => standing !== false)
    .map((object) => {
      const standing = say(`page.standing.${object.standing === true ? 'true' : 'unknown'}`);
      return say('page.objectState', { state: standing, object: plantedWords(object, theme) });
    });
  const active = one.stillActive === true ? [stateOf(one, true, theme)] : [];
  const unended = one.ended === null ? [say('page.notEnded')] : [];
  const items = [...active, ...left, ...unended];
  return items.length > 0 ? items : [say('page.nothingOpen')];
}

function cleanUpItems({ ended, entities }: Case, theme: Theme): readonly Safe[] {
  const { say, show, clock } = theme;
  const acts = (ended?.acts ?? []).map(({ published, eventType, actor, target }) => {
    const targets = namedTargets(target);
    return dotted([
      clock.stamp(published, true),
      show(eventType, { max: 100 }),
      ...(targets === undefined ? [] : [say('page.on', { target: show(targets, { max: 160 }) })]),
      ...(actor === null ? [] : [say('page.byWhom', { actor: show(actor, { max: 80 }) })]),
    ]);
  });
  const gone = entities.planted
    .filter(({ standing }) => standing === false)
    .map((object) =>
      say('page.objectState', {
        state: say('page.standing.false'),
        object: plantedWords(object, theme),
      }),
    );
  const items = [...acts, ...gone];
  return items.length > 0 ? items : [say('page.noCleanUp')];
}

function entityItems({ entities }: Case, theme: Theme): readonly Safe[] {
  const { say, show } = theme;
  const { actors, addresses, sessions, devices } = entities;
  const places = addresses.map((place) =>
    dotted([
      show(place.ip, { max: 60, cut: 'middle' }),
      ...placeWords(place, theme),
      ...(place.shared ? [say('page.shared')] : []),
    ]),
  );
  const ids = (list: readonly string[]): readonly Safe[] =>
    list.map((text) => show(text, { max: 72 }));
  const lists: readonly (readonly [name: Safe, values: readonly Safe[]])[] = [
    [say('page.users'), actors.map((actor) => personWords(actor, theme))],
    [say('page.addresses'), places],
    [say('page.sessions'), ids(sessions)],
    [say('page.devices'), ids(devices)],
  ];
  return lists.flatMap(([name, values]) => {
    const count = values.length - entitiesNamed;
    const more = count > 0 ? [say('detail.moreInJson', { count })] : [];
    return [...values.slice(0, entitiesNamed), ...more].map((entity) =>
      say('page.entity', { name, entity }),
    );
  });
}

function stepLines(one: Case, chronicle: Chronicle, theme: Theme): readonly Markdown[] {
  const { say, show } = theme;
  const { steps, stepsLeft, takeover } = chronicle;
  const [only, ...others] = one.entities.actors;
  const suspect = others.length === 0 ? only?.login : undefined;
  const taken = steps.find(({ uuid }) => uuid === takeover?.uuid);
  const lines = steps.flatMap((step, index) => {
    const lead =
      step === taken && takeover
        ? [md`**${sentence(say(`page.takeoverStep.${takeover.of}`))}**`]
        : [];
    const parts = [
      md`**${sentence(secondOf(step.published, theme, true))}**`,
      ...lead,
      ...stepWords(step, chronicle, suspect, theme).map(sentence),
    ];
    const ranked = [...step.findings].sort(
      (a, b) => levels.indexOf(b.severity) - levels.indexOf(a.severity),
    );
    const told = ranked
      .slice(0, findingsNamed)
      .map(
        (finding) =>
          md`   - ${sentence(theme.mark(finding.severity))}: ${sentence(show(titleWithout(finding, suspect), { max: 300 }))}`,
      );
    const count = ranked.length - told.length;
    const more = count > 0 ? [md`   - ${sentence(say('page.moreFindings', { count }))}`] : [];
    const left = step.planted.map(
      (object) => md`   - **${sentence(plantedWords(object, theme))}**`,
    );
    return [md`${index + 1}. ${joinMarkdown(parts, md` `)}`, ...left, ...told, ...more];
  });
  const rest = stepsLeft > 0 ? [md``, sentence(say('page.stepsLeft', { count: stepsLeft }))] : [];
  return [...lines, ...rest];
}

/** What was done, to whom, by whom and from where. */
function stepWords(
  step: ChronicleStep,
  { sources }: Chronicle,
  suspect: string | null | undefined,
  theme: Theme,
): readonly Safe[] {
  const { say, show } = theme;
  const { kind, eventType, outcome, target } = step;
  const actor = otherActor(step, suspect);
  const targets = namedTargets(target);
  const source = step.source === undefined ? undefined : sources[step.source];
  return [
    ...(kind === 'clean-up' ? [say('page.cleanUpStep')] : []),
    ...(eventType === null ? [] : [show(eventType, { max: 100 })]),
    ...(isRefused(outcome) ? [show(outcome ?? '', { max: 20 })] : []),
    ...(targets === undefined ? [] : [say('page.on', { target: show(targets, { max: 160 }) })]),
    ...(actor === undefined
      ? []
      : [say('page.byWhom', { actor: show(actor, { max: 80, cut: 'middle' }) })]),
    ...(source ? [say('page.from', { place: machineOf(source, 80, theme) })] : []),
  ];
}

/** The events for which rules hold, first, and those beside them as far as there is room; in order of time. */
function* evidenceTable(
  { events, sources }: Chronicle,
  theme: Theme,
): Generator<readonly Markdown[]> {
  const { say } = theme;
  const ranked = [...events].sort(
    (a, b) => Number(b.role === 'match') - Number(a.role === 'match'),
  );
  const chosen = new Set(ranked.slice(0, eventsShown));
  const heads = ['Time', 'Event', 'Outcome', 'Actor', 'Address', 'Target', 'Uuid'] as const;
  const cell = (text: string | undefined | null, max: number): Markdown =>
    text === undefined || text === null ? md`` : code(text, max);
  const rows = events
    .filter((event) => chosen.has(event))
    .map((event) => {
      const source = event.source === undefined ? undefined : sources[event.source];
      return [
        sentence(secondOf(event.published, theme, true)),
        cell(event.eventType, 80),
        cell(event.outcome, 20),
        cell(event.actor, 80),
        source ? sentence(machineOf(source, 60, theme)) : md``,
        cell(namedTargets(event.target), 120),
        cell(event.uuid, 60),
      ];
    });
  if (rows.length === 0) return;
  yield table(
    heads.map((name) => sentence(say(`page.column${name}`))),
    rows,
  );
  const left = events.length - rows.length;
  if (left > 0) yield [sentence(say('page.evidenceLeft', { count: left }))];
}
