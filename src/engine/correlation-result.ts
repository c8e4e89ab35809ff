import type { CorrelationRunner, Episode } from '../correlation/correlation-runner.ts';
import type { AlertSource } from '../correlation/grouping.ts';
import { yes } from '../detection/truth.ts';
import { causesOf, explainEpisode, numberName } from '../explain/correlation-text.ts';
import { explainCorrelation } from '../explain/explain-correlation.ts';
import { fillWith } from '../explain/summary-text.ts';
import { episodeFingerprint } from '../finding/fingerprint.ts';
import { producesFindings } from '../rule/rule.ts';
import { isCalled } from '../rule/rule-reference.ts';
import { createPace, type Work } from '../store/pausable-work.ts';
import type { EventTable } from '../window/event-table.ts';
import { type BuiltFinding, describeFinding } from './build-finding.ts';
import { createDeduplicator } from './deduplicate.ts';
import { type EvaluationSetup, type RuleResult, ruleResult } from './rule-result.ts';

/** Judges the alerts that a correlation is about, once its rules are concluded. */
export function* evaluateCorrelation(
  candidates: CorrelationRunner,
  closing: EvaluationSetup,
): Work<RuleResult> {
  const { rule } = candidates;
  const { past, ledger, isAsked, limit } = closing;
  const { memory } = past;
  const feeders = feedersOf(candidates, closing.feeders);
  const alerts = createDeduplicator<Episode>(
    limit,
    ({ key, row }) => ({
      fingerprint: episodeFingerprint(rule, key, memory.uuid(row)),
      level: rule.level,
    }),
    past.store,
  );
  // A byte by row, since an event can be in several groups.
  const open = past.store.column(8);
  const causes = new Set<string>();
  let undecided = 0;
  const asked = new Map(closing.asked.map((witness) => [witness.row, [] as Episode[]]));
  for (const episode of candidates.conclude(feeders, past)) {
    if (!episode) {
      yield;
      continue;
    }
    asked.get(episode.row)?.push(episode);
    if (!producesFindings(rule) || !isAsked(memory.time(episode.row))) continue;
    if (episode.truth === yes) alerts.add(episode);
    else {
      if (open.get(episode.row) === 0) undecided++;
      open.set(episode.row, 1);
      for (const cause of causesOf(episode, rule)) causes.add(cause);
    }
  }
  const isTime = createPace();
  const found: BuiltFinding[] = [];
  for (const { worst, ...group } of yield* alerts.groups()) {
    yield;
    const near = worst.rows();
    const context = [...near];
    for (const { rowsBehind } of feeders) {
      if (!rowsBehind) continue;
      for (const row of near) {
        for (const behind of rowsBehind(row)) context.push(behind);
        if (isTime(1)) yield;
      }
    }
    const rows = { matches: { length: 1, get: () => worst.row }, context };
    const title = fillWith(rule.summary, (path) => textAt(path, worst, candidates, memory));
    const why = [explainEpisode(worst, rule, memory)];
    const told = { ...group, title, why, row: worst.row };
    found.push(yield* describeFinding(rule, told, rows, ledger));
  }
  for (const stranger of strangers(candidates)) causes.add(stranger);
  const accounts = closing.asked.map((witness) => {
    const episodes = asked.get(witness.row) ?? [];
    return explainCorrelation(witness, { rule, feeders, past, found, episodes });
  });
  return ruleResult(rule, closing, { found, dropped: alerts.dropped, undecided, causes, accounts });
}

/** The rules of a correlation, in its order. */
function feedersOf(
  { rule }: CorrelationRunner,
  feeders: readonly AlertSource[],
): readonly AlertSource[] {
  return rule.correlation.rules.map(
    ({ name }) => feeders.find((feeder) => isCalled(feeder.rule, name)) as AlertSource,
  );
}

/** What is told of events that belong to no group. */
function strangers({ keyless, rule }: CorrelationRunner): string[] {
  if (keyless === 0) return [];
  const key = rule.correlation.groupBy.join(' or ');
  return keyless === 1
    ? [`an event lacks a value of ${key}, and so belongs to no group`]
    : [`${keyless} events lack a value of ${key}, and so belong to no group`];
}

function textAt(
  path: string,
  episode: Episode,
  { rule }: CorrelationRunner,
  memory: EventTable,
): string {
  if (path === numberName(rule.correlation)) return String(episode.value ?? '');
  return episode.key.get(path) ?? memory.texts(episode.row, path).join(', ');
}
