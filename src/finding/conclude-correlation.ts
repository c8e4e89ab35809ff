import type { Memory } from '../context/memory.ts';
import { createNumbers } from '../context/numbers.ts';
import type { Feeder } from '../correlation/member.ts';
import type { CorrelationTrial, Episode } from '../correlation/trial.ts';
import { yes } from '../detection/truth.ts';
import { isCalled } from '../rule/reference.ts';
import { gatherAlerts } from './alerts.ts';
import { describe } from './build.ts';
import { type Closing, type Conclusion, conclude } from './conclude.ts';
import { fillWith } from './fill-in.ts';
import { episodeFingerprint } from './fingerprint.ts';
import { duration } from './phrase.ts';
import { explainEpisode, numberName } from './recount.ts';
import { speaks } from './wants.ts';

/** Judges the alerts that a correlation is about, once its rules are concluded. */
export function concludeCorrelation(trial: CorrelationTrial, closing: Closing): Conclusion {
  const { rule } = trial;
  const { past, ledger, isAsked, limit } = closing;
  const { memory } = past;
  const feeders = feedersOf(trial, closing.feeders);
  const alerts = gatherAlerts<Episode>(
    limit,
    ({ key, row }) => ({
      fingerprint: episodeFingerprint(rule, key, memory.uuid(row)),
      level: rule.level,
    }),
    past.pages,
  );
  // A byte by row, since an event can be in several groups.
  const open = createNumbers(past.pages, 8);
  const causes = new Set<string>();
  let undecided = 0;
  for (const episode of trial.conclude(feeders, past)) {
    if (!speaks(rule) || !isAsked(memory.time(episode.row))) continue;
    if (episode.truth === yes) alerts.add(episode);
    else {
      if (open.get(episode.row) === 0) undecided++;
      open.set(episode.row, 1);
      for (const cause of causesOf(episode, trial)) causes.add(cause);
    }
  }
  const found = alerts.groups().map(({ worst, ...group }) => {
    const near = worst.rows();
    const behind = feeders.flatMap(({ rowsBehind }) =>
      rowsBehind ? near.flatMap(rowsBehind) : [],
    );
    const rows = { matches: { length: 1, get: () => worst.row }, context: [...near, ...behind] };
    const title = fillWith(rule.summary, (path) => textAt(path, worst, trial, memory));
    const why = [explainEpisode(worst, rule, memory)];
    return describe(rule, { ...group, title, why, row: worst.row }, rows, ledger);
  });
  for (const stranger of strangers(trial)) causes.add(stranger);
  return conclude(rule, closing, {
    found,
    dropped: alerts.dropped,
    undecided,
    causes,
  });
}

/** The rules of a correlation, in its order. */
function feedersOf({ rule }: CorrelationTrial, feeders: readonly Feeder[]): readonly Feeder[] {
  return rule.correlation.rules.map(
    ({ name }) => feeders.find((feeder) => isCalled(feeder.rule, name)) as Feeder,
  );
}

function causesOf({ startKnown, endKnown }: Episode, { rule }: CorrelationTrial): string[] {
  const timespan = duration(rule.correlation.timespan);
  const causes = [
    ...(startKnown ? [] : [`the log begins less than ${timespan} before them`]),
    ...(endKnown ? [] : [`the log ends less than ${timespan} after them`]),
  ];
  return causes.length > 0 ? causes : ['a rule that it refers to stayed undecided'];
}

/** What is told of events that belong to no group. */
function strangers({ keyless, rule }: CorrelationTrial): string[] {
  if (keyless === 0) return [];
  const key = rule.correlation.groupBy.join(' or ');
  return keyless === 1
    ? [`an event lacks a value of ${key}, and so belongs to no group`]
    : [`${keyless} events lack a value of ${key}, and so belong to no group`];
}

function textAt(
  path: string,
  episode: Episode,
  { rule }: CorrelationTrial,
  memory: Memory,
): string {
  if (path === numberName(rule.correlation)) return String(episode.value ?? '');
  return episode.key.get(path) ?? memory.texts(episode.row, path).join(', ');
}
