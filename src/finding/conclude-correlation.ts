import type { Memory, Row } from '../context/memory.ts';
import type { Feeder } from '../correlation/member.ts';
import type { CorrelationTrial, Episode } from '../correlation/trial.ts';
import { yes } from '../detection/truth.ts';
import { isCalled } from '../rule/reference.ts';
import { gatherAlerts } from './alerts.ts';
import { describe } from './build.ts';
import { type Closing, type Conclusion, conclude } from './conclude.ts';
import { fillWith } from './fill-in.ts';
import { episodeFingerprint } from './fingerprint.ts';
import { causesOf, explainEpisode, numberName } from './recount.ts';
import { speaks } from './wants.ts';
import { accountForEpisodes } from './why-correlation.ts';

/** Judges the alerts that a correlation is about, once its rules are concluded. */
export function concludeCorrelation(trial: CorrelationTrial, closing: Closing): Conclusion {
  const { rule } = trial;
  const { past, ledger, isAsked, limit } = closing;
  const { memory } = past;
  const feeders = feedersOf(trial, closing.feeders);
  const alerts = gatherAlerts<Episode>(limit, ({ group, row }) => ({
    fingerprint: episodeFingerprint(rule, group.key, memory.uuid(row)),
    level: rule.level,
  }));
  const open = new Map<Row, Episode>();
  const asked = new Map(closing.asked.map((witness) => [witness.row, [] as Episode[]]));
  for (const episode of trial.conclude(feeders, past)) {
    asked.get(episode.row)?.push(episode);
    if (!speaks(rule) || !isAsked(memory.time(episode.row))) continue;
    if (episode.truth === yes) alerts.add(episode);
    else open.set(episode.row, episode);
  }
  const found = alerts.groups().map(({ worst, ...group }) => {
    const near = worst.rows();
    const behind = feeders.flatMap(({ rowsBehind }) =>
      rowsBehind ? near.flatMap(rowsBehind) : [],
    );
    const rows = { matches: [worst.row], context: [...near, ...behind] };
    const title = fillWith(rule.summary, (path) => textAt(path, worst, trial, memory));
    const why = [explainEpisode(worst, rule, memory)];
    return describe(rule, { ...group, title, why, row: worst.row }, rows, ledger);
  });
  const causes = [...open.values()].flatMap((episode) => causesOf(episode, rule));
  return conclude(rule, closing, {
    found,
    dropped: alerts.dropped,
    undecided: open.size,
    causes: new Set([...causes, ...strangers(trial)]),
    accounts: closing.asked.map((witness) =>
      accountForEpisodes(witness, {
        rule,
        feeders,
        past,
        found,
        episodes: asked.get(witness.row) ?? [],
      }),
    ),
  });
}

/** The rules of a correlation, in its order. */
function feedersOf({ rule }: CorrelationTrial, feeders: readonly Feeder[]): readonly Feeder[] {
  return rule.correlation.rules.map(
    ({ name }) => feeders.find((feeder) => isCalled(feeder.rule, name)) as Feeder,
  );
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
  return episode.group.key.get(path) ?? memory.texts(episode.row, path).join(', ');
}
