import {
  type CorrelationRule,
  directionOf,
  type Episode,
} from '../correlation/correlation-runner.ts';
import {
  type AlertSource,
  type CorrelationGroup,
  type GroupMember,
  type GroupMembers,
  groupAlerts,
} from '../correlation/grouping.ts';
import { no, undecided, yes } from '../detection/truth.ts';
import type { Finding } from '../finding/finding.ts';
import { episodeFingerprint } from '../finding/fingerprint.ts';
import type { Correlation } from '../rule/correlation/correlation.ts';
import type { EventTable, Row } from '../window/event-table.ts';
import type { LogHistory } from '../window/window-index.ts';
import { correlationSentence } from './correlation-sentence.ts';
import { causesOf } from './correlation-text.ts';
import type { GroupVerdict } from './episode-text.ts';
import { findingOf, headOf, iso, type SubjectEvent } from './explain-detection.ts';
import {
  type CorrelationExplanation,
  type Explanation,
  type GroupExplanation,
  truthIn,
  verdictNames,
} from './explanation.ts';
import { walkGroup } from './walk-group.ts';

/** At most so many groups of an event are told, and alerts of each rule in a group. */
const maxGroups = 32;
const maxAlerts = 20;

/** What was found, with whatever else is kept beside it. */
interface WithFinding {
  readonly finding: Finding;
}

/** What the engine made of the alerts that a correlation is about. */
export interface EvaluatedCorrelation {
  readonly rule: CorrelationRule;
  /** The rules it is about, in its order. */
  readonly feeders: readonly AlertSource[];
  readonly past: LogHistory;
  readonly found: readonly WithFinding[];
  /** Those of the event that is asked about, alerts and undecided. */
  readonly episodes: readonly Episode[];
}

/**
 * Tells why an event did or did not begin an episode of a correlation. Computes the number, or looks
 * for the rules, anew in each of the event's groups. Throws if that comes to another verdict than the
 * engine: then one of them is wrong, and no explanation is better than a wrong one.
 */
export function explainCorrelation(
  witness: SubjectEvent,
  proceedings: EvaluatedCorrelation,
): Explanation {
  const { rule, feeders, past, found } = proceedings;
  const { correlation } = rule;
  const { row } = witness;
  const groups = [...groupsOf(row, proceedings)];
  const told = groups.map((seat) => groupAccount(seat, proceedings));
  const [nearest] = told.toSorted(
    (a, b) => rank(b.verdict) - rank(a.verdict) || truthIn(b.condition) - truthIn(a.condition),
  );
  const verdict = nearest?.verdict ?? 'no';
  const place = nearest ? told.indexOf(nearest) : -1;
  const key = groups[place]?.key;
  const finding =
    verdict === 'yes' && key
      ? fingerprinted(episodeFingerprint(rule, key, past.memory.uuid(row)), found)
      : undefined;
  const rules = feeders.map(({ rule: { name }, members }) => ({
    name,
    verdict: verdictNames[standingOf(row, members)],
  }));
  const causes = verdict === 'undecided' && nearest ? causesIn(nearest, rule) : [];
  const account: CorrelationExplanation = {
    type: correlation.type,
    rules: [...new Map(rules.map((one) => [one.name, one])).values()],
    groups: told.slice(0, maxGroups),
  };
  return {
    ...headOf(rule, witness),
    verdict,
    level: verdict === 'yes' ? rule.level : null,
    because: correlationSentence({ rule, account, nearest, causes, finding }),
    candidate: told.length > 0,
    condition: null,
    raises: [],
    windows: [],
    combinations: told.length,
    correlation: account,
    finding: findingOf(finding, 1),
  };
}

function rank(verdict: Explanation['verdict']): number {
  return verdictNames.indexOf(verdict);
}

function fingerprinted(fingerprint: string, found: readonly WithFinding[]): Finding | undefined {
  return found.find(({ finding }) => finding.fingerprint === fingerprint)?.finding;
}

function standingOf(row: Row, { sure, doubtful }: AlertSource['members']): 0 | 1 | 2 {
  for (const other of sure) if (other === row) return yes;
  for (const other of doubtful) if (other === row) return undecided;
  return no;
}

function causesIn(group: GroupExplanation, rule: CorrelationRule): readonly string[] {
  return causesOf({ startKnown: group.startCovered, endKnown: group.endCovered }, rule);
}

/** An event's place in one of its groups. */
interface Seat {
  readonly key: CorrelationGroup['key'];
  readonly members: readonly GroupMember[];
  readonly at: number;
}

/** The groups of which an event is a member, and its place in each. */
function* groupsOf(row: Row, { rule, feeders, past }: EvaluatedCorrelation): Generator<Seat> {
  for (const { key, members } of groupAlerts(rule.correlation, feeders, past).groups()) {
    const at = placeIn(members, row, past.memory.time(row));
    if (at === undefined) continue;
    yield {
      key,
      at,
      members: Array.from({ length: members.length }, (_, index) => members.at(index)),
    };
  }
}

/** The place of an event among members; undefined if it is none of them. */
function placeIn(members: GroupMembers, row: Row, time: number): number | undefined {
  let [low, high] = [0, members.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (members.timeAt(middle) < time) low = middle + 1;
    else high = middle;
  }
  for (; low < members.length && members.timeAt(low) === time; low++) {
    if (members.at(low).row === row) return low;
  }
  return undefined;
}

function groupAccount(
  { key, members, at }: Seat,
  proceedings: EvaluatedCorrelation,
): GroupExplanation {
  const { rule, past, episodes } = proceedings;
  const { correlation } = rule;
  const engine = episodes.find(
    (episode) => JSON.stringify([...episode.key]) === JSON.stringify([...key]),
  );
  const judged = walkGroup(members, at, { correlation, past });
  const wanted = engine?.truth ?? no;
  if (judged.truth !== wanted) {
    const [walked, said] = [verdictNames[judged.truth], verdictNames[wanted]];
    const uuid = past.memory.uuid((members[at] as GroupMember).row);
    throw new Error(`${rule.name}, event ${uuid}: the walk says ${walked}, the engine ${said}`);
  }
  const { from, to, startKnown, endKnown, condition, episode } = judged;
  return {
    key: Object.fromEntries(key),
    verdict: verdictNames[judged.truth],
    episode,
    condition,
    span: directionOf(correlation) === 'on' ? 'bucket' : 'window',
    from: iso(from),
    to: iso(to),
    startCovered: startKnown,
    endCovered: endKnown,
    alerts: alertsIn(members, judged, correlation, past.memory),
  };
}

function alertsIn(
  members: readonly GroupMember[],
  { from, to }: Pick<GroupVerdict, 'from' | 'to'>,
  { rules }: Correlation,
  memory: EventTable,
): GroupExplanation['alerts'] {
  const within = members.filter(({ time }) => time >= from && time <= to);
  return rules.map(({ name }, place) => {
    const own = within.filter(
      (member) => member.rules.includes(place) || member.doubtful.includes(place),
    );
    return {
      rule: name,
      total: own.length,
      events: own.slice(0, maxAlerts).map((member) => ({
        uuid: memory.uuid(member.row),
        published: iso(member.time),
        sure: member.rules.includes(place),
      })),
    };
  });
}
