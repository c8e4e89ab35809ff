import type { Episode } from '../correlation/alert-index.ts';
import type { CorrelationRule, CorrelationRunner } from '../correlation/correlation-runner.ts';
import type { AlertSource } from '../correlation/grouping.ts';
import { undecided, yes } from '../detection/truth.ts';
import { causesOf, explainEpisode, numberName } from '../explain/correlation-text.ts';
import { explainCorrelation } from '../explain/explain-correlation.ts';
import { fillWith } from '../explain/summary-text.ts';
import { episodeFingerprint } from '../finding/fingerprint.ts';
import { producesFindings } from '../rule/rule.ts';
import { isCalled } from '../rule/rule-reference.ts';
import { createColumn } from '../store/column.ts';
import { createPace, type Work } from '../store/pausable-work.ts';
import type { EventTable, Row } from '../window/event-table.ts';
import { type BuiltFinding, describeFinding } from './build-finding.ts';
import { type AlertGroup, createDeduplicator } from './deduplicate.ts';
import { type EvaluationSetup, type RuleResult, ruleResult } from './rule-result.ts';

/** Evaluates the alerts that a correlation is about, once its rules are evaluated. */
export function* evaluateCorrelation(
  runner: CorrelationRunner,
  setup: EvaluationSetup,
): Work<RuleResult> {
  const { rule } = runner;
  const { past: history, isAsked: isReported, limit } = setup;
  const { memory } = history;
  const feeders = feedersOf(rule, setup.feeders);
  const alerts = createDeduplicator<Episode>(
    limit,
    ({ key, row }) => ({
      fingerprint: episodeFingerprint(rule, key, memory.uuid(row)),
      level: rule.level,
    }),
    history.pages,
  );
  // A byte by row, since an event can be in several groups.
  const open = createColumn(history.pages, 8);
  const causes = new Set<string>();
  let openEvents = 0;
  const asked = new Map<Row, Episode[]>(setup.asked.map(({ row }) => [row, []]));
  for (const episode of runner.evaluate(feeders, history, new Set(asked.keys()))) {
    if (!episode) {
      yield;
      continue;
    }
    asked.get(episode.row)?.push(episode);
    if (!producesFindings(rule) || !isReported(memory.time(episode.row))) continue;
    if (episode.truth === yes) alerts.add(episode);
    if (episode.truth !== undecided) continue;
    if (open.get(episode.row) === 0) openEvents++;
    open.set(episode.row, 1);
    for (const cause of causesOf(episode, rule)) causes.add(cause);
  }
  const found: BuiltFinding[] = [];
  for (const group of yield* alerts.groups()) {
    yield;
    found.push(yield* buildEpisodeFinding(group, rule, feeders, setup));
  }
  for (const stranger of strangers(runner)) causes.add(stranger);
  const accounts = setup.asked.map((subject) => {
    const episodes = asked.get(subject.row) ?? [];
    return explainCorrelation(subject, { rule, feeders, memory, found, episodes });
  });
  const { dropped } = alerts;
  return ruleResult(rule, setup, { found, dropped, undecided: openEvents, causes, accounts });
}

/** Turns an alert into the finding that people read. */
function* buildEpisodeFinding(
  { worst, ...group }: AlertGroup<Episode>,
  rule: CorrelationRule,
  feeders: readonly AlertSource[],
  { past: { memory }, ledger }: EvaluationSetup,
): Work<BuiltFinding> {
  const isTime = createPace();
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
  const title = fillWith(rule.summary, (path) => textAt(path, worst, rule, memory));
  const why = [explainEpisode(worst, rule, memory)];
  return yield* describeFinding(rule, { ...group, title, why, row: worst.row }, rows, ledger);
}

/** The rules of a correlation, in its order. */
function feedersOf(
  { correlation }: CorrelationRule,
  feeders: readonly AlertSource[],
): readonly AlertSource[] {
  return correlation.rules.map(
    ({ name }) => feeders.find((feeder) => isCalled(feeder.rule, name)) as AlertSource,
  );
}

/** What is said of events that belong to no group. */
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
  { correlation }: CorrelationRule,
  memory: EventTable,
): string {
  if (path === numberName(correlation)) return String(episode.value ?? '');
  return episode.key.get(path) ?? memory.texts(episode.row, path).join(', ');
}
