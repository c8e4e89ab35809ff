import { isoTime } from '../event/time.ts';
import type { Case } from '../finding/case/case.ts';
import type { Finding } from '../finding/finding.ts';
import { isAtLeast, levels } from '../rule/level.ts';
import { type EventRequest, periodShown } from './event-request.ts';
import { type FoldedStep, foldSteps, type PlacedEvent } from './fold-steps.ts';
import type { GatheredEvents } from './gather-events.ts';
import type { KnownPlaces } from './known-places.ts';
import { assignLanes, type LaneKey } from './lane-assignment.ts';
import { createChangeFinder } from './lane-changes.ts';
import { createMachineNames, type MachineNames } from './machine-names.ts';
import { addressKnown, machineKnown, whoseIs } from './parties.ts';
import type { Signs } from './signs.ts';
import type {
  FindingMark,
  Timeline,
  TimelineAddress,
  TimelineLane,
  TimelineMachine,
  TimelineStep,
} from './timeline.ts';
import { appOf, type TimelineEvent } from './timeline-event.ts';

/** What a timeline is made of. */
export interface TimelineParts {
  readonly request: EventRequest;
  readonly gathered: GatheredEvents;
  readonly signs: Signs;
  readonly findings: readonly Finding[];
  readonly cases: readonly Case[];
  readonly from: Timeline['from'];
  /** Whether every record could be read. */
  readonly complete: boolean;
}

/** Makes a timeline. The same events, findings and cases give the same one in any order. */
export function buildTimeline(parts: TimelineParts): Timeline {
  const { request, gathered, signs } = parts;
  const { events, leftOut } = gathered;
  const machines = createMachineNames();
  const lanes = assignLanes(events);
  const placed = events.map(
    (event): PlacedEvent => ({
      event,
      lane: lanes.get(event) as LaneKey,
      whose: whoseIs(event, signs, gathered.history),
      machine: machines.of(event),
    }),
  );
  const folded = foldSteps(placed, signs);
  const laneNames = nameLanes(placed);
  const steps = stepsOf(folded, { signs, machines, laneNames });
  const [first, last] = [events[0], events.at(-1)];
  const marks = marksOf(parts, folded);
  return {
    kind: 'timeline',
    schemaVersion: '1.0',
    asked: askedOf(request),
    from: parts.from,
    when: first && last ? { firstEvent: isoTime(first.time), lastEvent: isoTime(last.time) } : null,
    firstSign: firstSignOf(parts, marks),
    turn: steps.find(({ whose }) => whose.party === 'intruder')?.uuid ?? null,
    addresses: addressesOf(placed, parts),
    machines: machinesOf(placed, machines, parts),
    lanes: lanesOf(placed, laneNames, gathered.unasked),
    findings: [...marks],
    counts: {
      asked: gathered.asked,
      joined: gathered.joined,
      shown: events.length,
      leftOut: leftOut?.events ?? 0,
    },
    omitted: leftOut
      ? { firstEvent: isoTime(leftOut.first), lastEvent: isoTime(leftOut.last) }
      : null,
    complete: parts.complete,
    steps,
  };
}

function askedOf(request: EventRequest): Timeline['asked'] {
  const { since, until } = periodShown(request);
  const timeOf = (time: number): string | null => (Number.isFinite(time) ? isoTime(time) : null);
  return {
    users: [...request.users],
    sessions: [...request.sessions],
    addresses: [...request.addresses],
    devices: [...request.devices],
    cases: request.cases.map(({ id }) => id),
    since: timeOf(since),
    until: timeOf(until),
  };
}

/** The first sign of the cases that are asked for; else of those of which a finding is marked. */
function firstSignOf(
  { request, cases }: TimelineParts,
  marks: readonly FindingMark[],
): string | null {
  const marked = new Set(marks.map(({ fingerprint }) => fingerprint));
  const about = request.cases.length > 0 ? request.cases : cases;
  const firsts = about
    .filter(({ severity }) => isAtLeast(severity, 'medium'))
    .filter(({ findings }) => request.cases.length > 0 || findings.some((one) => marked.has(one)))
    .map(({ when }) => when.firstSign);
  return firsts.sort()[0] ?? null;
}

interface StepSetup {
  readonly signs: Signs;
  readonly machines: MachineNames;
  readonly laneNames: ReadonlyMap<string, string>;
}

function stepsOf(folded: readonly FoldedStep[], setup: StepSetup): TimelineStep[] {
  const { signs, machines, laneNames } = setup;
  const changesOf = createChangeFinder();
  return folded.map((step): TimelineStep => {
    const { event, repeats, whose } = step;
    const all = eventsOf(step);
    const last = repeats.at(-1);
    return {
      kind: 'step',
      uuid: event.uuid,
      published: isoTime(event.time),
      eventType: event.eventType,
      outcome: event.outcome,
      reason: event.reason,
      actor: event.actor,
      targets: [...event.targets],
      app: appOf(event),
      lane: laneNames.get(nameOf(step.lane)) as string,
      ip: event.ip,
      machine: machines.of(event),
      transaction: event.transaction,
      whose,
      changes: [...changesOf(step)],
      folded: countFolded(step),
      repeats: repeats.length,
      lastRepeat: last ? isoTime(last.event.time) : null,
      events: all.length,
      findings: all.flatMap(({ uuid }) => signs.decidedBy(uuid).map(({ id }) => id)),
      evidence: all.some(({ uuid }) => signs.isEvidence(uuid)),
      cleanUp: all.some(({ uuid }) => signs.isCleanUp(uuid)),
    };
  });
}

/** Every event that a step stands for. */
function eventsOf({ event, folded, repeats }: FoldedStep): readonly TimelineEvent[] {
  return [event, ...folded, ...repeats.flatMap(eventsOf)];
}

function countFolded({ folded, repeats }: FoldedStep): TimelineStep['folded'] {
  const counts = new Map<string, TimelineStep['folded'][number]>();
  for (const { eventType, outcome } of [...folded, ...repeats.flatMap((one) => one.folded)]) {
    const key = `${eventType} ${outcome}`;
    const known = counts.get(key);
    counts.set(key, { eventType, outcome, events: (known?.events ?? 0) + 1 });
  }
  return [...counts.values()];
}

function nameOf({ kind, key }: LaneKey): string {
  return `${kind} ${key}`;
}

/** l1, l2 ... in the order in which lanes begin. */
function nameLanes(placed: readonly PlacedEvent[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { lane } of placed) {
    if (!names.has(nameOf(lane))) names.set(nameOf(lane), `l${names.size + 1}`);
  }
  return names;
}

function lanesOf(
  placed: readonly PlacedEvent[],
  names: ReadonlyMap<string, string>,
  unasked: ReadonlyMap<string, number>,
): TimelineLane[] {
  const members = groupBy(placed, ({ lane }) => names.get(nameOf(lane)) as string);
  return [...members].map(([id, inside]): TimelineLane => {
    const [first, last] = [inside[0], inside.at(-1)] as [PlacedEvent, PlacedEvent];
    const events = inside.map(({ event }) => event);
    const distinct = (of: (event: TimelineEvent) => string | null): string[] => [
      ...new Set(events.flatMap((event) => of(event) ?? [])),
    ];
    const [sessions, roots] = [distinct((one) => one.session), distinct((one) => one.root)];
    const people = inside.filter(({ whose }) => whose.party !== 'okta').map(({ event }) => event);
    return {
      id,
      kind: first.lane.kind,
      sessions,
      roots,
      actors: [...new Set(people.flatMap(({ actor }) => actor?.login ?? actor?.id ?? []))],
      firstEvent: isoTime(first.event.time),
      lastEvent: isoTime(last.event.time),
      events: inside.length,
      unasked: [...new Set([...sessions, ...roots])].reduce(
        (sum, session) => sum + (unasked.get(session) ?? 0),
        0,
      ),
    };
  });
}

function addressesOf(
  placed: readonly PlacedEvent[],
  { gathered }: TimelineParts,
): TimelineAddress[] {
  const byAddress = groupBy(placed, ({ event }) => event.ip);
  return [...byAddress].map(([ip, inside]): TimelineAddress => {
    const told = (inside.find(({ event }) => event.asn !== null || event.country !== null) ??
      inside[0]) as PlacedEvent;
    const { asn, org, country, city, proxy } = told.event;
    const known = knownBefore(inside, gathered, addressKnown);
    return { ip, asn, org, country, city, proxy, events: inside.length, known };
  });
}

function machinesOf(
  placed: readonly PlacedEvent[],
  machines: MachineNames,
  { gathered }: TimelineParts,
): TimelineMachine[] {
  const byMachine = groupBy(placed, ({ machine }) => machine);
  return [...machines.firsts()].map(([id, first]): TimelineMachine => {
    const inside = byMachine.get(id) ?? [];
    const named = inside.find(({ event }) => event.deviceName !== null)?.event;
    return {
      id,
      device: first.device,
      name: named?.deviceName ?? null,
      agent: first.agent,
      os: first.os,
      browser: first.browser,
      events: inside.length,
      known: knownBefore(inside, gathered, machineKnown),
    };
  });
}

/** Whether those who act in events were seen there before an attack on them; `unknown` if they do not agree. */
function knownBefore(
  inside: readonly PlacedEvent[],
  { history }: GatheredEvents,
  isKnown: (event: TimelineEvent, known: KnownPlaces) => boolean | undefined,
): boolean | 'unknown' {
  const answers = new Set(
    inside.flatMap(({ event }) => {
      const known = event.actor?.id ? history.of(event.actor.id) : undefined;
      return known && !history.isCut ? (isKnown(event, known) ?? 'unknown') : [];
    }),
  );
  const [only = 'unknown'] = answers;
  return answers.size === 1 ? only : 'unknown';
}

/** The findings that rest on an event of the timeline, and those of the cases that are asked for; worst first. */
function marksOf(
  { findings, request }: TimelineParts,
  folded: readonly FoldedStep[],
): readonly FindingMark[] {
  const stepOf = new Map(
    folded.flatMap((step) => eventsOf(step).map(({ uuid }) => [uuid, step.event.uuid] as const)),
  );
  const asked = new Set(request.findings.map(({ fingerprint }) => fingerprint));
  return findings
    .filter(
      ({ fingerprint, evidence }) =>
        asked.has(fingerprint) || evidence.events.some(({ uuid }) => stepOf.has(uuid)),
    )
    .map(({ id, fingerprint, severity, rule, title, evidence, when }) => ({
      mark: { id, fingerprint, severity, rule: rule.name, title },
      step: stepOf.get(evidence.decisive) ?? null,
      at: when.firstEvent,
    }))
    .sort(
      (a, b) =>
        levels.indexOf(b.mark.severity) - levels.indexOf(a.mark.severity) ||
        (a.at < b.at ? -1 : a.at > b.at ? 1 : a.mark.fingerprint < b.mark.fingerprint ? -1 : 1),
    )
    .map(({ mark, step }) => ({ ...mark, step }));
}

/** Lists by key, in the order in which keys are first met; what has none is left out. */
function groupBy<T>(items: readonly T[], keyOf: (item: T) => string | null): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === null) continue;
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(item);
  }
  return groups;
}
