import { millisecondsInMinute } from 'date-fns/constants';
import { isInVain } from '../finding/case/admin-act.ts';
import type { LaneKey } from './lane-assignment.ts';
import type { Signs } from './signs.ts';
import type { TimelineStep } from './timeline.ts';
import { appOf, type TimelineEvent } from './timeline-event.ts';

/** An event, with those that are told with it. */
export interface FoldedStep {
  readonly event: TimelineEvent;
  readonly lane: LaneKey;
  readonly whose: TimelineStep['whose'];
  /** Okta's own steps of the same transaction. */
  readonly folded: readonly TimelineEvent[];
  /** Steps like it that follow at once. */
  readonly repeats: readonly FoldedStep[];
}

/** What is known of an event before steps are made. */
export interface PlacedEvent {
  readonly event: TimelineEvent;
  readonly lane: LaneKey;
  readonly whose: TimelineStep['whose'];
  readonly machine: string | null;
}

/**
 * Event types by which Okta carries out what somebody asked for: policies, and the checks and messages of a
 * sign-in. Those that stand first tell least.
 */
const ownSteps: readonly RegExp[] = [
  /^system\.(push|sms|voice|email)\./,
  /^policy\.(evaluate_sign_on|auth_reevaluate|entity_risk|continuous_access)/,
  /^user\.risk\./,
  /^app\.oauth2\..*\.grant\./,
  /^user\.authentication\.(auth_via_|verify|authenticate|auth\b)/,
  /^user\.mfa\.(okta_verify|attempt_bypass)$/,
];

/** The checks of a sign-in come within so many milliseconds before it. */
const signInTime = 2 * millisecondsInMinute;

/** How much an event type tells; one that is not Okta's own step tells most. */
function weightOf({ eventType }: TimelineEvent): number {
  const at = ownSteps.findIndex((pattern) => pattern.test(eventType));
  return at < 0 ? ownSteps.length : at;
}

/** Whether something is one of Okta's own steps. */
export function isOwnStep(event: Pick<TimelineEvent, 'eventType'>): boolean {
  return ownSteps.some((pattern) => pattern.test(event.eventType));
}

/**
 * Makes steps of events, which come in order of time. Okta's own steps belong to what they are a part of: the
 * same transaction, or the sign-in that follows in the same session. Nothing is folded that a finding rests on, that failed
 * where its step did not, or that came from another place, machine or person.
 */
export function foldSteps(placed: readonly PlacedEvent[], signs: Signs): readonly FoldedStep[] {
  const heads = headsOf(placed);
  const following = followersOf(placed);
  const wholeOf = (one: PlacedEvent): PlacedEvent | undefined =>
    [heads.get(one.event.transaction ?? ''), following.get(one)].find(
      (other) => other !== undefined && other !== one && canFold(one, other, signs),
    );
  const folded = new Map<PlacedEvent, TimelineEvent[]>();
  const steps: PlacedEvent[] = [];
  for (const one of placed) {
    const whole = wholeOf(one);
    // The whole may be a step of a sign-in itself.
    if (whole) put(folded, wholeOf(whole) ?? whole, one.event);
    else steps.push(one);
  }
  return foldRepeats(
    steps.map((one) => ({ ...one, folded: folded.get(one) ?? [], repeats: [] })),
    signs,
  );
}

/** By transaction: the event that the others are steps of, the one that tells most, then the first. */
function headsOf(placed: readonly PlacedEvent[]): ReadonlyMap<string, PlacedEvent> {
  const heads = new Map<string, PlacedEvent>();
  for (const one of placed) {
    const { transaction } = one.event;
    if (transaction === null) continue;
    const head = heads.get(transaction);
    if (!head || weightOf(one.event) > weightOf(head.event)) heads.set(transaction, one);
  }
  return heads;
}

/** By own step: the next step in its lane that somebody asked for, if it comes soon: each check of a sign-in is a request. */
function followersOf(placed: readonly PlacedEvent[]): ReadonlyMap<PlacedEvent, PlacedEvent> {
  const followers = new Map<PlacedEvent, PlacedEvent>();
  const next = new Map<string, PlacedEvent>();
  for (const one of [...placed].reverse()) {
    if (!isOwnStep(one.event)) {
      next.set(one.lane.key, one);
      continue;
    }
    const follower = next.get(one.lane.key);
    if (follower && follower.event.time - one.event.time <= signInTime) {
      followers.set(one, follower);
    }
  }
  return followers;
}

function canFold(one: PlacedEvent, head: PlacedEvent, signs: Signs): boolean {
  const { event } = one;
  if (!isOwnStep(event) || one.lane.key !== head.lane.key) return false;
  if (signs.decidedBy(event.uuid).length > 0 || signs.isCleanUp(event.uuid)) return false;
  if (isInVain(event.outcome) && !isInVain(head.event.outcome)) return false;
  if (one.whose.party === 'okta') return true;
  return (
    one.whose.party === head.whose.party &&
    (event.ip === null || event.ip === head.event.ip) &&
    (one.machine === null || one.machine === head.machine)
  );
}

type Step = PlacedEvent & FoldedStep;

/** Joins steps that say the same again and follow each other, in all lanes. */
function foldRepeats(steps: readonly Step[], signs: Signs): readonly FoldedStep[] {
  const joined: (Step & { repeats: FoldedStep[] })[] = [];
  for (const step of steps) {
    const last = joined.at(-1);
    if (last && isRepeat(step, last, signs)) last.repeats.push(step);
    else joined.push({ ...step, repeats: [] });
  }
  return joined;
}

function isRepeat(step: Step, last: Step, signs: Signs): boolean {
  const [a, b] = [step.event, last.event];
  return (
    a.eventType === b.eventType &&
    step.lane.key === last.lane.key &&
    step.whose.party === last.whose.party &&
    a.outcome === b.outcome &&
    a.reason === b.reason &&
    a.ip === b.ip &&
    a.proxy === b.proxy &&
    step.machine === last.machine &&
    a.actor?.id === b.actor?.id &&
    appOf(a) === appOf(b) &&
    sameTargets(a, b) &&
    [step, last].every(({ event }) => !stands(event, signs))
  );
}

/** Whether an event is shown by itself: a finding was decided by it, or it ends a case. */
function stands({ uuid }: TimelineEvent, signs: Signs): boolean {
  return signs.decidedBy(uuid).length > 0 || signs.isCleanUp(uuid);
}

function sameTargets(a: TimelineEvent, b: TimelineEvent): boolean {
  const idsOf = ({ targets }: TimelineEvent): string =>
    JSON.stringify(targets.map(({ id, login }) => id ?? login));
  return idsOf(a) === idsOf(b);
}

function put<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  list.push(value);
}
