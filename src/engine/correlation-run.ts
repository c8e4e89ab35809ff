import {
  type CorrelationRule,
  type CorrelationRunner,
  createCorrelationRunner,
  type Episode,
} from '../correlation/correlation-runner.ts';
import type { AlertSource } from '../correlation/grouping.ts';
import { yes } from '../detection/truth.ts';
import { causesOf, explainEpisode, numberName } from '../explain/correlation-text.ts';
import { explainCorrelation } from '../explain/explain-correlation.ts';
import { fillWith } from '../explain/summary-text.ts';
import { episodeFingerprint } from '../finding/fingerprint.ts';
import { isCalled, producesFindings } from '../rule/rule.ts';
import { createPace, type Work } from '../store/pausable-work.ts';
import type { EventTable } from '../window/event-table.ts';
import { type BuiltFinding, describeFinding } from './build-finding.ts';
import { createDeduplicator } from './deduplicate.ts';
import { type RuleResult, ruleResult } from './rule-result.ts';
import type { RuleRun, RunContext } from './rule-run.ts';

/** Puts a correlation to work: it has no candidates of its own, but the alerts of its rules. */
export function createCorrelationRun(rule: CorrelationRule): RuleRun {
  const runner = createCorrelationRunner(rule);
  return {
    rule,
    types: new Set(),
    needsEveryEvent: false,
    prefilter: () => undefined,
    remember() {},
    include: () => false,
    evaluate: (context) => evaluateCorrelation(runner, context),
    *renumber() {},
    get members() {
      return runner.members;
    },
    groupTexts: runner.groupTexts,
    rowsBehind: runner.rowsBehind,
  };
}

/** Evaluates the alerts that a correlation is about, once its rules were evaluated. */
function* evaluateCorrelation(
  candidates: CorrelationRunner,
  evaluated: RunContext,
): Work<RuleResult> {
  const { rule } = candidates;
  const { history: past, evidence, mayAlert, limit, subjects } = evaluated;
  const { memory } = past;
  const feeders = feedersOf(candidates, evaluated.feeders);
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
  const asked = new Map(subjects.map((witness) => [witness.row, [] as Episode[]]));
  for (const episode of candidates.conclude(feeders, past)) {
    if (!episode) {
      yield;
      continue;
    }
    asked.get(episode.row)?.push(episode);
    if (!producesFindings(rule) || !mayAlert(memory.time(episode.row))) continue;
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
    found.push(yield* describeFinding(rule, told, rows, evidence));
  }
  for (const stranger of strangers(candidates)) causes.add(stranger);
  const explanations = subjects.map((witness) => {
    const episodes = asked.get(witness.row) ?? [];
    return explainCorrelation(witness, { rule, feeders, past, found, episodes });
  });
  return ruleResult(rule, evaluated, {
    found,
    dropped: alerts.dropped,
    undecided,
    reasons: causes,
    explanations,
  });
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
