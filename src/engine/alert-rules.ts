import type { Event } from '../event/event.ts';
import { createFields } from '../event/field.ts';
import { displayedFields } from '../finding/displayed-fields.ts';
import { inOrder } from '../finding/evidence.ts';
import type { Finding } from '../finding/finding.ts';
import type { Lists, Rule } from '../rule/rule.ts';
import { each, emptyView } from '../store/column.ts';
import type { Pause, Work } from '../store/pausable-work.ts';
import type { Store } from '../store/store.ts';
import { createEventTable, type EventTable, type Row } from '../window/event-table.ts';
import type { SessionStarts } from '../window/log/session-starts.ts';
import type { CoveredInterval } from '../window/log/time-coverage.ts';
import { alertEvent } from './alert-event.ts';
import type { BuiltFinding, EvidenceResolver } from './build-finding.ts';
import { allFields } from './required-fields.ts';
import type { RetainedFindings } from './retained-findings.ts';
import type { RuleResult } from './rule-result.ts';
import { createRuleRunner, type RuleStep, type RunContext, runnerFields } from './rule-runner.ts';

/** What rules about alerts are put to work on. */
interface Alerted {
  /** The rules about alerts. */
  readonly own: readonly Rule[];
  readonly lists: Lists;
  readonly found: readonly BuiltFinding[];
  /** Where the log's events are remembered. */
  readonly log: EventTable;
  /** Where the alerts are remembered. */
  readonly store: Store;
  /** A question about an alert, if there is one. */
  readonly question?: { readonly rule: string; readonly event: string } | undefined;
}

/** How the rules about alerts are concluded. */
export interface AlertRun extends Omit<Alerted, 'found'> {
  /** What was concluded about the log's events. */
  readonly heard: readonly RuleResult[];
  /** If events were forgotten. */
  readonly archive: RetainedFindings | undefined;
  readonly close: Closing;
}

/** What the runner is closed with; sessions go by the numbers of the log's memory. */
interface Closing extends Omit<RunContext, 'ledger' | 'past'> {
  readonly past: {
    readonly stretches: readonly CoveredInterval[];
    readonly sessions: SessionStarts;
  };
}

/**
 * Judges the rules about alerts.
 *
 * If events were forgotten, a finding may have begun earlier or be graver than is known, and there may
 * be others. Then only those that are as they would be anyway are heard, what is not heard is taken
 * for missing, and the rules say so.
 */
export function* evaluateAlertRules(hearing: AlertRun): Generator<RuleStep | Pause> {
  const { heard, archive, close, ...rest } = hearing;
  const alerting = heard.filter(({ rule }) => rule.alerts);
  const found = alerting.flatMap((conclusion) => conclusion.found);
  const open = alerting.reduce((sum, { outcome }) => sum + outcome.undecided, 0);
  if (!archive || open === 0) {
    const runner = yield* createAlertRunner({ ...rest, found });
    return yield* runner.judge(close);
  }
  const sure = found.filter(({ finding }) => !archive.isDoubtful(finding.fingerprint));
  const past = { ...close.past, stretches: [] };
  const runner = yield* createAlertRunner({ ...rest, found: sure });
  for (const step of runner.judge({ ...close, past })) {
    yield step?.conclusion ? { ...step, conclusion: leftOpen(step.conclusion, open) } : step;
  }
}

/** A conclusion that takes no account of alerts which are not known. */
function leftOpen(conclusion: RuleResult, open: number): RuleResult {
  const { outcome } = conclusion;
  return {
    ...conclusion,
    outcome: {
      ...outcome,
      status: outcome.status === 'evaluated' ? 'undecided' : outcome.status,
      undecided: outcome.undecided + open,
      because: [...outcome.because, 'rules that it hears of stayed undecided'].sort(),
    },
  };
}

/**
 * The second runner: rules about alerts see one event for each finding of the rules about the log.
 * What they find rests on the log's events behind those findings.
 */
function* createAlertRunner({ own, lists, found, log, store, question }: Alerted): Work<{
  judge(close: Closing): Generator<RuleStep | Pause>;
}> {
  // Fields remember the last event they were read of; those of the log's events are other fields.
  const fieldOf = createFields();
  const display = [fieldOf(displayedFields.type)];
  const byFingerprint = new Map(found.map(({ finding }) => [finding.fingerprint, finding]));
  const asked = question && {
    rule: question.rule,
    recognize({ uuid, raw }: Event) {
      const { id, fingerprint, rule } = byFingerprint.get(uuid) as Finding;
      const isMeant = [raw['uuid'], fingerprint, id].includes(question.event);
      return isMeant ? { alert: { rule: rule.name, fingerprint } } : undefined;
    },
  };
  const ground = { rules: own, own, lists, fieldOf, display, asked };
  const memory = createEventTable(runnerFields(ground), store);
  const runner = createRuleRunner(ground, memory);
  const paths = own.flatMap(allFields);
  const behind = new Map<Row, BuiltFinding>();
  for (const each of found) {
    const row = runner.note(alertEvent(each, paths, log));
    if (row !== undefined) behind.set(row, each);
    yield;
  }
  const rowsOf = function* (alerts: Iterable<Row>): Generator<Row> {
    for (const alert of alerts) yield* each((behind.get(alert) as BuiltFinding).behind);
  };
  const ledger: EvidenceResolver = {
    memory: log,
    *inLog({ matches, context }) {
      const rows = yield* inOrder(rowsOf(each(matches)), log);
      return {
        matches: { length: rows.length, get: (index) => rows[index] as Row },
        context: [...rowsOf(context)],
      };
    },
    explained: (row) => (behind.get(row) as BuiltFinding).row,
    keep: () => emptyView,
  };
  return {
    judge({ past, ...close }) {
      const sessions = past.sessions.numberedBy(memory.dictionary);
      return runner.judge({ ...close, past: { ...past, sessions }, ledger });
    },
  };
}
