import { type Finding, type HuntOptions, hunt, parseRules } from '../../src/index.ts';
import type { Case, Log } from './case.ts';

/** What an engine says of a log: `rule: uuid` of every alert, and the rules it could not decide. */
export interface Answer {
  readonly alerts: readonly string[];
  readonly undecided: readonly string[];
  /** Why records were not judged. */
  readonly rejected: readonly string[];
}

type Events = readonly object[];

/** Loads the rules of a case and judges a log by them. */
export async function judge(
  { rule, lists = {} }: Case,
  events: Events,
  options: HuntOptions = {},
): Promise<Answer> {
  const set = parseRules(rule, 'case.yml', new Map(Object.entries(lists)));
  const [alerts, undecided, rejected]: [string[], string[], string[]] = [[], [], []];
  for await (const outcome of hunt(events, set, options)) {
    if (outcome.kind === 'rejection') {
      rejected.push(outcome.message);
    } else if (outcome.kind === 'summary') {
      undecided.push(...outcome.rules.flatMap((ended) => (ended.undecided > 0 ? ended.title : [])));
    } else if (outcome.kind === 'finding') {
      alerts.push(...alertsOf(outcome).map((uuid) => `${outcome.rule.title}: ${uuid}`));
    }
  }
  return { alerts: alerts.sort(), undecided: undecided.sort(), rejected };
}

/**
 * The events of a finding's alerts. A rule's finding gathers all events that it matches; a
 * correlation's is one episode, of which one event tells.
 */
function alertsOf({ why, evidence }: Finding): readonly string[] {
  if (why.some(({ field }) => field.startsWith('correlation.'))) return [evidence.decisive];
  return evidence.events.flatMap(({ role, uuid }) => (role === 'match' ? [uuid] : []));
}

/** What a log case expects. */
export function expectedOf({ alerts, undecided = [] }: Log): Answer {
  return {
    alerts: alerts.map(({ rule, event }) => `${rule}: ${event}`).sort(),
    undecided: [...undecided].sort(),
    rejected: [],
  };
}

/** An event judged alone, with what every event of the System Log has. */
export function complete(event: object): object {
  return {
    uuid: '00000000-0000-4000-8000-000000000001',
    published: '2026-03-04T12:00:00.000Z',
    eventType: 'conformance.event',
    ...event,
  };
}

const halfDay = 12 * 60 * 60 * 1000;

/** The events of a log case, and events of no interest that show how far the log reaches. */
export function eventsOf({ covers, events }: Log): Events {
  const all = events.map((event) => ({ eventType: 'conformance.event', ...event }));
  if (!covers) return all;
  const [from, to] = covers.map((time) => Date.parse(time)) as [number, number];
  const times = Array.from(
    { length: Math.ceil((to - from) / halfDay) },
    (_, at) => from + at * halfDay,
  );
  const silence = [...times, to].map((time, at) => ({
    uuid: `silence-${String(at).padStart(4, '0')}`,
    published: new Date(time).toISOString(),
    eventType: 'conformance.silence',
  }));
  return [...all, ...silence];
}

/** The same events in another order, the same one for each `seed`. */
export function shuffled<T>(items: readonly T[], seed: number): T[] {
  const order = [...items];
  let state = seed;
  for (let at = order.length - 1; at > 0; at--) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    const other = Math.floor((state / 2_147_483_648) * (at + 1));
    [order[at], order[other]] = [order[other] as T, order[at] as T];
  }
  return order;
}
