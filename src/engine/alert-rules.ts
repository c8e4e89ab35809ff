import type { CompiledRule } from '../detection/compiled-rule.ts';
import type { Event } from '../event/event.ts';
import { createFields } from '../event/field.ts';
import { displayedFields } from '../finding/displayed-fields.ts';
import { inOrder } from '../finding/evidence.ts';
import { each } from '../store/column.ts';
import type { Pause, Work } from '../store/pausable-work.ts';
import { createScratches, type Store } from '../store/store.ts';
import { createEventTable, type EventTable, type Row } from '../window/event-table.ts';
import { alertEvent, alertPaths } from './alert-event.ts';
import type { EvidenceResolver } from './build-finding.ts';
import type { BuiltFinding } from './built-finding.ts';
import type { EngineOptions } from './engine-options.ts';
import type { EventLog } from './event-log.ts';
import { createFindingFile, type FindingFile, findingId } from './finding-file.ts';
import type { LogRules } from './log-rules.ts';
import { allResults, type RuleResult } from './rule-result.ts';
import type { RunContext } from './rule-run.ts';
import {
  createRuleRunner,
  type ExplainTarget,
  type RuleRunner,
  type RuleStep,
  runnerFields,
} from './rule-runner.ts';

/** The rules about alerts: what other rules found are their events. */
export interface AlertRules {
  /** Evaluates them, whenever the rules about the log were; nothing if that was given up. */
  evaluate(): Generator<RuleStep | Pause>;
  /** The result of every rule. */
  results(): readonly RuleResult[];
}

export interface AlertRulesSetup
  extends Pick<
    RunContext,
    'mayAlert' | 'limit' | 'listSuppressed' | 'never' | 'tally' | 'language'
  > {
  readonly rules: readonly CompiledRule[];
  /** The rules about alerts. */
  readonly own: readonly CompiledRule[];
  readonly explain: EngineOptions['explain'];
}

/**
 * Puts the rules about alerts to work.
 *
 * If events were forgotten, a finding may have begun earlier or be graver than is known, and there may
 * be others. Then only those that are as they would be anyway are heard, what is not heard is taken
 * for missing, and the rules say so.
 */
export function createAlertRules(
  { own, explain, ...shared }: AlertRulesSetup,
  log: EventLog,
  logRules: Pick<LogRules, 'isGivenUp' | 'results' | 'retained'>,
): AlertRules {
  const results = new Map<CompiledRule, RuleResult>();
  const pagesOf = createScratches();
  return {
    results: () => allResults(own, results, log.counts.evaluated()),
    *evaluate() {
      if (own.length === 0 || logRules.isGivenUp()) return;
      results.clear();
      const retained = logRules.retained();
      const heard = logRules.results().filter(({ rule }) => rule.alerts);
      const found = heard.flatMap((result) => result.found);
      const open = heard.reduce((sum, { outcome }) => sum + outcome.undecided, 0);
      const sure =
        retained && open > 0
          ? found.filter(({ fingerprint }) => !retained.isDoubtful(fingerprint))
          : undefined;
      const events = retained?.table ?? log.store.table;
      const { runner, evidence, dictionary } = yield* createAlertRunner({
        own,
        explain,
        found: sure ?? found,
        events,
        store: pagesOf(log.store.store),
      });
      const sessions = log.store.sessions.numberedBy(dictionary);
      const past = { intervals: sure ? [] : log.remembered(), sessions };
      const { sessions: starts } = log.store;
      const setup = { ...shared, past, starts, evidence, missing: () => [] };
      for (const step of runner.evaluate(setup)) {
        const result = step?.result && (sure ? leftOpen(step.result, open) : step.result);
        if (result) results.set(result.rule, result);
        yield step;
      }
    },
  };
}

/** A result that takes no account of alerts which are not known. */
function leftOpen(result: RuleResult, open: number): RuleResult {
  const { outcome } = result;
  return {
    ...result,
    outcome: {
      ...outcome,
      status: outcome.status === 'evaluated' ? 'undecided' : outcome.status,
      undecided: outcome.undecided + open,
      because: [...outcome.because, 'rules that it hears of stayed undecided'].sort(),
    },
  };
}

/** What rules about alerts are put to work on. */
interface Alerted extends Pick<AlertRulesSetup, 'own' | 'explain'> {
  readonly found: readonly BuiltFinding[];
  /** The log's events. */
  readonly events: EventTable;
  /** Where the alerts are kept. */
  readonly store: Store;
}

/** A runner whose events are alerts: one for each finding of the rules about the log. */
interface AlertRunner {
  readonly runner: RuleRunner;
  readonly evidence: EvidenceResolver;
  readonly dictionary: EventTable['dictionary'];
}

function* createAlertRunner({ own, found, events, store, explain }: Alerted): Work<AlertRunner> {
  // Fields remember the last event they were read of; those of the log's events are other fields.
  const fieldOf = createFields();
  const display = [fieldOf(displayedFields.type)];
  const setup = { rules: own, own, fieldOf, display, target: targetOf(explain, found) };
  const alerts = createEventTable(runnerFields(setup), store);
  const runner = createRuleRunner(setup, alerts);
  const paths = alertPaths(own);
  const behind = new Map<Row, BuiltFinding>();
  for (const each of found) {
    const row = runner.remember(alertEvent(each, paths, events));
    if (row !== undefined) behind.set(row, each);
    yield;
  }
  const evidence = alertEvidence(behind, events, createFindingFile(events, store));
  return { runner, evidence, dictionary: alerts.dictionary };
}

function targetOf(
  explain: EngineOptions['explain'],
  found: readonly BuiltFinding[],
): ExplainTarget | undefined {
  if (!explain) return undefined;
  const byFingerprint = new Map(found.map((one) => [one.fingerprint, one]));
  return {
    rule: explain.rule,
    recognize({ uuid, raw }: Event) {
      const { fingerprint, rule } = byFingerprint.get(uuid) as BuiltFinding;
      const names = [raw['uuid'], fingerprint, findingId(fingerprint)];
      const isMeant = names.includes(explain.event);
      return isMeant ? { alert: { rule: rule.name, fingerprint } } : undefined;
    },
  };
}

/** What rules about alerts find rests on the log's events behind the findings that they saw. */
function alertEvidence(
  behind: ReadonlyMap<Row, BuiltFinding>,
  events: EventTable,
  file: FindingFile,
): EvidenceResolver {
  const rowsOf = function* (alerts: Iterable<Row>): Generator<Row> {
    for (const alert of alerts) yield* each((behind.get(alert) as BuiltFinding).behind);
  };
  return {
    table: events,
    *inLog({ matches, context }) {
      const rows = yield* inOrder(rowsOf(each(matches)), events);
      return {
        matches: { length: rows.length, get: (index) => rows[index] as Row },
        context: [...rowsOf(context)],
      };
    },
    explained: (row) => (behind.get(row) as BuiltFinding).row,
    isHeard: () => false,
    file,
  };
}
