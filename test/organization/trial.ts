import type { CompiledRuleSet } from '../../src/detection/compiled-rule.ts';
import type { JsonObject } from '../../src/event/json.ts';
import { isAtLeast } from '../../src/rule/level.ts';
import { dice } from '../stories/dice.ts';
import { type Alarm, alarmsIn, evidenceOf, isWorseThanLow } from './alarm.ts';
import { storyCode } from './cause.ts';
import { Organization, type OrganizationOptions } from './organization.ts';
import { RecordBook } from './record-book.ts';
import { arrivals, happeningsOf } from './simulation.ts';
import { Stage } from './stage.ts';
import { storylines } from './storyline/every.ts';
import type { Storyline } from './storyline.ts';

/** An organisation with its benign log, on which storylines are told. */
export interface Background {
  readonly org: Organization;
  readonly log: readonly JsonObject[];
}

/** The Monday on which storylines begin, and how many days their logs last. */
const storyDay = 14;
const storyDays = 18;

export function backgroundOf(options: OrganizationOptions, days = storyDays): Background {
  const org = new Organization(options);
  const log = Array.from({ length: days }, (_, day) => happeningsOf(org, day)).flat();
  return { org, log: log.flatMap(arrivals).map(({ record }) => record) };
}

/** A storyline or its twin as it was told: its records, its own and those that its victims owe to it. */
export interface Telling {
  readonly storyline: Storyline;
  readonly kind: 'attack' | 'twin';
  readonly number: number;
  readonly records: readonly JsonObject[];
  readonly asides: readonly JsonObject[];
  /** The moment of the first record of its own. */
  readonly begins: number;
  /** The sessions that its own records are in, and the logins of who acts or is acted upon. */
  readonly sessions: ReadonlySet<string>;
  readonly involved: ReadonlySet<string>;
}

/** Tells a storyline; those of one log have different slots, and with them different victims. */
export function tellOn(
  { org }: Background,
  storyline: Storyline,
  kind: 'attack' | 'twin',
  slot: number,
  day = storyDay,
): Telling {
  const number = storylines.indexOf(storyline);
  const { isClassic } = org;
  const known = (id: string) => org.known(id);
  const thrown = dice('telling', org.seed, storyline.id, kind);
  const pen = new RecordBook({
    isClassic,
    thrown,
    known,
    storyCode: storyCode(number, kind === 'twin'),
  });
  const aside = new RecordBook({ isClassic, thrown: dice('aside', org.seed, storyline.id), known });
  const name = storyline.id;
  storyline[kind](new Stage({ org, day, slot, name, pen, aside: aside.as('application opened') }));
  const times = pen.records.map((record) => Date.parse(String(record['published'])));
  return {
    storyline,
    kind,
    number,
    records: pen.records,
    asides: aside.records,
    begins: Math.min(...times),
    sessions: new Set(pen.records.flatMap(sessionsOf)),
    involved: new Set(pen.records.flatMap(peopleOf)),
  };
}

function sessionsOf(record: JsonObject): readonly string[] {
  const { externalSessionId } = record['authenticationContext'] as JsonObject;
  return typeof externalSessionId === 'string' ? [externalSessionId] : [];
}

function peopleOf(record: JsonObject): readonly string[] {
  const targets = (record['target'] ?? []) as readonly JsonObject[];
  const people = [record['actor'] as JsonObject, ...targets.filter(({ type }) => type === 'User')];
  return people.map(({ alternateId }) => String(alternateId));
}

/** What came of a telling. */
export interface Verdict {
  readonly telling: Telling;
  /** All findings that rest on its records, or, once it has begun, on a session of it. */
  readonly alarms: readonly Alarm[];
  /** Whether one of them is of the level expected. */
  readonly isFound: boolean;
  /** Milliseconds from its first record to the first finding of that level. */
  readonly delay: number | null;
  /** Those that are worse than low. */
  readonly loud: readonly Alarm[];
  /** The names of the rules that found something. */
  readonly rules: readonly string[];
}

/**
 * Storylines that can share a log: neighbours, which resemble each other, are in different groups. One log for
 * each storyline would be purer, and take many times as long.
 */
export function groupsOf(
  list: readonly Storyline[],
  count: number,
): readonly (readonly Storyline[])[] {
  return Array.from({ length: count }, (_, group) => list.filter((_s, at) => at % count === group));
}

/** Tells storylines in one log, all as attacks or all as twins, and hunts in it. */
export async function tryOut(
  background: Background,
  list: readonly Storyline[],
  kind: 'attack' | 'twin',
  rules: CompiledRuleSet,
): Promise<readonly Verdict[]> {
  const tellings = list.map((storyline, slot) => tellOn(background, storyline, kind, slot));
  const told = tellings.flatMap(({ records, asides }) => [...records, ...asides]);
  const { alarms } = await alarmsIn([...background.log, ...told], rules);
  return tellings.map((telling) => verdictOn(telling, alarms));
}

function verdictOn(telling: Telling, all: readonly Alarm[]): Verdict {
  const { storyline, kind, number, begins, sessions } = telling;
  const alarms = all.filter(
    (alarm) =>
      evidenceOf(alarm, kind, number).length > 0 ||
      (kind === 'attack' &&
        alarm.at >= begins &&
        alarm.finding.sessions.some((session) => sessions.has(session))),
  );
  const expected = alarms.filter(({ level }) => isAtLeast(level, storyline.level));
  const first = Math.min(...expected.map(({ at }) => at));
  return {
    telling,
    alarms,
    isFound: expected.length > 0,
    delay: expected.length > 0 ? Math.max(0, first - begins) : null,
    loud: alarms.filter(isWorseThanLow),
    rules: [...new Set(alarms.map(({ rule }) => rule))].sort(),
  };
}

/** The ideas that storylines show and rules claim, but for which no rule that claims them found anything. */
export function silentIdeas(
  { telling, rules }: Verdict,
  claimants: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  return telling.storyline.fires.filter((idea) => {
    const claimed = claimants.get(idea) ?? [];
    return claimed.length > 0 && !claimed.some((rule) => rules.includes(rule));
  });
}

/** The names of the rules that claim each idea. */
export function claimantsOf(
  rules: readonly { readonly name: string; readonly catalogue: readonly string[] }[],
): ReadonlyMap<string, readonly string[]> {
  const claimants = new Map<string, string[]>();
  for (const { name, catalogue } of rules) {
    for (const idea of catalogue) claimants.set(idea, [...(claimants.get(idea) ?? []), name]);
  }
  return claimants;
}
