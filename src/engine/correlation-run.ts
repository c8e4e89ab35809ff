import type { Episode } from '../correlation/alert-index.ts';
import {
  type CorrelationRule,
  type CorrelationRunner,
  createCorrelationRunner,
} from '../correlation/correlation-runner.ts';
import type { AlertSource } from '../correlation/grouping.ts';
import { undecided, yes } from '../detection/truth.ts';
import { causesOf, explainEpisode, numberName } from '../explain/correlation-text.ts';
import { episodeWords } from '../explain/correlation-words.ts';
import { explainCorrelation } from '../explain/explain-correlation.ts';
import { sentenceOf } from '../explain/filled-sentence.ts';
import { deedText, fillWith } from '../explain/summary-text.ts';
import { numberWord } from '../explain/worded-number.ts';
import { episodeFingerprint } from '../finding/fingerprint.ts';
import type { Language } from '../language/language.ts';
import { wholeRule } from '../rule/reason-template.ts';
import { isCalled, producesFindings } from '../rule/rule.ts';
import { createPace, type Work } from '../store/pausable-work.ts';
import { isPlaceholder } from '../window/dictionary.ts';
import type { EventTable, Row } from '../window/event-table.ts';
import { describeFinding } from './build-finding.ts';
import type { BuiltFinding } from './built-finding.ts';
import { earliestChange, type MemberTruths, truthsOfMembers } from './changed-members.ts';
import { type AlertGroup, createDeduplicator } from './deduplicate.ts';
import { type RuleResult, ruleResult } from './rule-result.ts';
import type { RuleRun, RunContext } from './rule-run.ts';
import { noSuppression } from './suppression.ts';
import { mostTallied, tallyFindings } from './tally.ts';

/** Puts a correlation to work: it has no candidates of its own, but the alerts of its rules. */
export function createCorrelationRun(rule: CorrelationRule): RuleRun {
  const runner = createCorrelationRunner(rule);
  let before: MemberTruths = new Map();
  return {
    rule,
    types: new Set(),
    needsEveryEvent: false,
    prefilter: () => undefined,
    fieldsToKeep: () => [],
    telling: () => ({ always: false, met: [] }),
    tell() {},
    include: () => ({ isCandidate: false, missed: undefined }),
    evaluate(context) {
      if (context.reopened) before = truthsOfMembers(runner.members);
      return evaluateCorrelation(runner, context);
    },
    restart() {},
    changedFrom: ({ time }) => earliestChange(before, truthsOfMembers(runner.members), time),
    get members() {
      return runner.members;
    },
    groupTexts: runner.groupTexts,
    rowsBehind: runner.rowsBehind,
  };
}

/** Evaluates the alerts that a correlation is about, once its rules are evaluated. */
function* evaluateCorrelation(runner: CorrelationRunner, context: RunContext): Work<RuleResult> {
  const { rule } = runner;
  const { history, mayAlert, subjects } = context;
  const tally = context.tally?.rules.has(rule.name) ? context.tally : undefined;
  const { table } = history;
  const feeders = feedersOf(rule, context.feeders);
  const alerts = createDeduplicator<Episode>(
    tally ? mostTallied : context.limit,
    ({ key, row }) => ({
      fingerprint: episodeFingerprint(rule, key, table.uuid(row)),
      level: rule.level,
    }),
    history.store,
  );
  // A byte by row, since an event can be in several groups.
  const open = history.store.column(8);
  const causes = new Set<string>();
  let openEvents = 0;
  const asked = new Map<Row, Episode[]>(subjects.map(({ row }) => [row, []]));
  for (const episode of runner.evaluate(feeders, history, new Set(asked.keys()))) {
    if (!episode) {
      yield;
      continue;
    }
    asked.get(episode.row)?.push(episode);
    if (!producesFindings(rule) || !mayAlert(table.time(episode.row))) continue;
    if (episode.truth === yes) alerts.add(episode);
    if (episode.truth !== undecided) continue;
    if (open.get(episode.row) === 0) openEvents++;
    open.set(episode.row, 1);
    for (const cause of causesOf(episode, rule)) causes.add(cause);
  }
  for (const stranger of strangers(runner)) causes.add(stranger);
  const groups = yield* alerts.groups();
  const counted = {
    dropped: alerts.dropped,
    undecided: openEvents,
    reasons: causes,
    suppression: noSuppression,
  };
  if (tally) {
    const [candidates, counts] = [
      alertsOf(feeders),
      yield* tallyFindings(groups, tally.fields, context.evidence),
    ];
    const told = { kind: 'tally', rule: rule.name, candidates, ...counts } as const;
    return ruleResult(rule, context, { ...counted, found: [], explanations: [], tally: told });
  }
  const found: BuiltFinding[] = [];
  for (const group of groups) {
    yield;
    found.push(yield* buildEpisodeFinding(group, rule, feeders, context));
  }
  const explanations = subjects.map((subject) => {
    const episodes = asked.get(subject.row) ?? [];
    return explainCorrelation(subject, { rule, feeders, table, found, episodes });
  });
  return ruleResult(rule, context, { ...counted, found, explanations });
}

/** How many alerts rules have. */
function alertsOf(feeders: readonly AlertSource[]): number {
  let count = 0;
  for (const { members } of feeders) for (const _ of members.sure) count++;
  return count;
}

/** Turns an alert into the finding that people read. */
function* buildEpisodeFinding(
  { worst, ...group }: AlertGroup<Episode>,
  rule: CorrelationRule,
  feeders: readonly AlertSource[],
  { history: { table }, evidence, language }: RunContext,
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
  const title = fillWith(
    rule.summary,
    (path) => deedText(path, worst.row, table, language) ?? textAt(path, worst, rule, table),
  );
  const why = explainEpisode(worst, rule, table);
  const text = episodeReason(worst, rule, why.values, table, language);
  const told = { title, reasons: [{ text, fields: [why.field] }], why: [why], row: worst.row };
  return yield* describeFinding(rule, { ...group, ...told }, rows, evidence);
}

/** Why an episode began, in the author's words if there are any. */
function episodeReason(
  episode: Episode,
  rule: CorrelationRule,
  values: readonly string[],
  table: EventTable,
  language: Language,
): string {
  const templates = rule.reasons.get(wholeRule) ?? [];
  const number = numberName(rule.correlation);
  const said = sentenceOf(templates, ({ path, choice }) => {
    if (choice) return choice[episode.value === 1 ? 0 : 1];
    if (path === number && episode.value !== undefined) return numberWord(episode.value, language);
    const text = deedText(path, episode.row, table, language) ?? textAt(path, episode, rule, table);
    return isPlaceholder(text) ? undefined : text;
  });
  return said ?? episodeWords(episode, rule, values, language);
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
  table: EventTable,
): string {
  if (path === numberName(correlation)) return String(episode.value ?? '');
  return episode.key.get(path) ?? table.texts(episode.row, path).join(', ');
}
