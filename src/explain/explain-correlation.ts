import type { Episode } from '../correlation/alert-index.ts';
import { type CorrelationRule, directionOf } from '../correlation/correlation-runner.ts';
import type { GroupMember } from '../correlation/group-members.ts';
import type { AlertSource } from '../correlation/grouping.ts';
import { no, type Truth, undecided, yes } from '../detection/truth.ts';
import { isoTime } from '../event/time.ts';
import type { FindingDraft } from '../finding/finding-draft.ts';
import { episodeFingerprint } from '../finding/fingerprint.ts';
import { toldInEnglish } from '../language/message.ts';
import type { EventTable, Row } from '../window/event-table.ts';
import { correlationSentence, episodeClause } from './correlation-sentence.ts';
import { causesOf } from './correlation-text.ts';
import { traceCorrelation } from './correlation-trace.ts';
import { findingOf, headOf, type SubjectEvent } from './explain-detection.ts';
import {
  type CorrelationExplanation,
  type Explanation,
  type GroupExplanation,
  truthIn,
  verdictNames,
} from './explanation.ts';

/** At most so many groups of an event are listed, and alerts of each rule in a group. */
const maxGroups = 32;
const maxAlerts = 20;

/** What was found, and how it is read. */
interface FoundFinding {
  readonly fingerprint: string;
  whole(): { readonly draft: FindingDraft };
}

/** What the engine made of the alerts that a correlation is about. */
export interface EvaluatedCorrelation {
  readonly rule: CorrelationRule;
  /** The rules it is about, in its order. */
  readonly feeders: readonly AlertSource[];
  readonly table: EventTable;
  readonly found: readonly FoundFinding[];
  /** One for each group of the event that is asked about, whatever came of it. */
  readonly episodes: readonly Episode[];
}

/** Explains why an event did or did not begin an episode: what the engine found, group by group. */
export function explainCorrelation(
  subject: SubjectEvent,
  evaluated: EvaluatedCorrelation,
): Explanation {
  const { rule, feeders, table, found, episodes } = evaluated;
  const { row } = subject;
  const groups = episodes.map((episode) => {
    return { episode, explained: explainGroup(episode, rule, table) };
  });
  const [nearest] = groups.toSorted(
    (a, b) =>
      b.episode.truth - a.episode.truth ||
      truthIn(b.explained.condition) - truthIn(a.explained.condition),
  );
  const truth = nearest?.episode.truth ?? no;
  const fingerprint = nearest && episodeFingerprint(rule, nearest.episode.key, table.uuid(row));
  const own = truth === yes && found.find((one) => one.fingerprint === fingerprint);
  const finding = own ? own.whole().draft : undefined;
  const rules = feeders.map(({ rule: { name }, members }) => ({
    name,
    verdict: verdictNames[truthAs(row, members)],
  }));
  const explanation: CorrelationExplanation = {
    type: rule.correlation.type,
    rules: [...new Map(rules.map((one) => [one.name, one])).values()],
    groups: groups.slice(0, maxGroups).map(({ explained }) => explained),
  };
  const causes = truth === undecided && nearest ? causesOf(nearest.episode, rule) : [];
  const sentence = { rule, explanation, nearest: nearest?.explained, causes, finding };
  const because = correlationSentence(sentence);
  return {
    ...headOf(rule, subject),
    verdict: verdictNames[truth],
    level: truth === yes ? rule.level : null,
    because: toldInEnglish(because),
    toldBecause: because,
    candidate: groups.length > 0,
    condition: null,
    raises: [],
    windows: [],
    combinations: groups.length,
    correlation: explanation,
    finding: findingOf(finding, 1),
  };
}

/** Whether a rule holds for an event. */
function truthAs(row: Row, { sure, doubtful }: AlertSource['members']): Truth {
  for (const other of sure) if (other === row) return yes;
  for (const other of doubtful) if (other === row) return undecided;
  return no;
}

function explainGroup(
  episode: Episode,
  rule: CorrelationRule,
  table: EventTable,
): GroupExplanation {
  const { correlation } = rule;
  const { key, truth, from, to, startKnown, endKnown } = episode;
  const within = [...membersOf(episode)];
  const uuid = ({ row }: GroupMember): string => table.uuid(row);
  const toldEpisode = episodeClause(episode, rule, uuid(within[0] as GroupMember));
  return {
    key: Object.fromEntries(key),
    verdict: verdictNames[truth],
    episode: toldInEnglish(toldEpisode),
    toldEpisode,
    condition: traceCorrelation(episode, correlation),
    span: directionOf(correlation) === 'on' ? 'bucket' : 'window',
    from: isoTime(from),
    to: isoTime(to),
    startCovered: startKnown,
    endCovered: endKnown,
    alerts: correlation.rules.map(({ name }, rule) => {
      const isSure = ({ rules }: GroupMember): boolean => rules.includes(rule);
      const own = within.filter((member) => isSure(member) || member.doubtful.includes(rule));
      const events = own.slice(0, maxAlerts).map((member) => {
        return { uuid: uuid(member), published: isoTime(member.time), sure: isSure(member) };
      });
      return { rule: name, total: own.length, events };
    }),
  };
}

/** The members of a window, with all of those that share the instant of its end. */
function* membersOf({ members, first, to }: Episode): Generator<GroupMember> {
  for (let at = first; members && at < members.length && members.timeAt(at) <= to; at++) {
    yield members.at(at);
  }
}
