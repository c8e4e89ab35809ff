import type { CompiledRule } from '../detection/compiled-rule.ts';
import type { Event } from '../event/event.ts';
import { createFields, type Field, type FieldOf, type Fields } from '../event/field.ts';
import { displayFields, rawField } from '../finding/displayed-fields.ts';
import { inEnglish } from '../language/languages.ts';
import type { Work } from '../store/pausable-work.ts';
import type { Store } from '../store/store.ts';
import type { EngineOptions } from './engine-options.ts';
import { createEventLog, type EventLog } from './event-log.ts';
import { createLogRules, type LogRules, type LogRulesSetup } from './log-rules.ts';
import type { RememberedSegment } from './log-segment.ts';
import { runnerFields } from './rule-runner.ts';
import { findUnmatchableRules } from './unmatchable-rules.ts';
import type { KnownWoken } from './woken-rules.ts';

/** The rules about events, at work on a log. */
export interface LogWork {
  readonly log: EventLog;
  readonly rules: LogRules;
  readonly fieldOf: Fields;
  /** What rules about alerts are evaluated with as well. */
  readonly shared: Omit<LogRulesSetup, 'own' | 'display' | 'target'>;
  /** Takes an event; false if it is a copy that adds nothing. */
  take(event: Event): boolean;
  /** What was taken, if this is all that is done with it; undefined if there is nothing to spill to. */
  segment(): Work<RememberedSegment | undefined>;
  /** Takes over what was taken of other records, opened in `pages`. */
  join(segment: RememberedSegment, pages: Store): Work;
  /** Work that must be done before the next event is taken, if there is any. */
  due(): Work | undefined;
}

/** What is evaluated, and how. */
export interface LogWorkSetup {
  /** All rules of the hunt. */
  readonly rules: readonly CompiledRule[];
  /** What is known of them since they were woken. */
  readonly known: KnownWoken | undefined;
  readonly isOngoing?: boolean;
}

/** The most findings of one rule that are kept, unless the options say otherwise. */
const findingsPerRule = 2_000;

/** Puts rules to work on a log of which nothing was read. */
export function createLogWork(setup: LogWorkSetup, options: EngineOptions): LogWork {
  const { explain } = options;
  const { rules, known, isOngoing = false } = setup;
  const fieldOf = known?.fieldOf ?? createFields();
  const unmatchable = findUnmatchableRules(rules, fieldOf, known?.isStray);
  const { display, ...evaluation } = evaluationOf(options, fieldOf);
  const { mayAlert } = evaluation;
  const shared = { ...evaluation, rules, never: unmatchable.of };
  const ofLog = {
    ...{ ...shared, known, isOngoing, display },
    own: rules.filter(({ about }) => about === 'event'),
    target: explain && targetOf(explain),
  };
  const kept = runnerFields(ofLog);
  const log = createEventLog({ kept, fieldOf, budget: options.state, isAsked: mayAlert });
  const logRules = createLogRules(ofLog, log);
  return {
    ...{ log, fieldOf, shared },
    rules: logRules,
    take(event) {
      if (!log.take(event)) return false;
      unmatchable.see(event);
      logRules.remember(event);
      return true;
    },
    *segment() {
      const remembered = yield* logRules.segment();
      return remembered && { ...remembered, seen: unmatchable.seen() };
    },
    join(segment, pages) {
      unmatchable.join(segment.seen);
      return logRules.join(segment, pages);
    },
    due: () => (log.isFull() && !logRules.isGivenUp() ? logRules.forget() : undefined),
  };
}

/** What rules are evaluated with, whatever they are, and the fields that are kept for what is shown of events. */
export function evaluationOf(
  options: Omit<EngineOptions, 'state'>,
  fieldOf: FieldOf,
): Pick<LogRulesSetup, Evaluated | 'fieldOf' | 'display'> {
  const { since = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY } = options;
  const { listSuppressed = 0, tally, language = inEnglish } = options;
  return {
    ...{ fieldOf, listSuppressed, tally, language },
    limit: options.findingsPerRule ?? findingsPerRule,
    mayAlert: (time) => time >= since && time < until,
    display: keptFields(fieldOf, options),
  };
}

type Evaluated = 'mayAlert' | 'limit' | 'listSuppressed' | 'tally' | 'language';

/** The fields that are kept for what is shown of events. */
function keptFields(
  fieldOf: FieldOf,
  { rawEvents, tally }: Pick<EngineOptions, 'rawEvents' | 'tally'>,
): readonly Field[] {
  return [...displayFields(fieldOf), ...(rawEvents ? [rawField] : []), ...(tally?.fields ?? [])];
}

/** How the event that is explained is known. */
function targetOf({ rule, event }: NonNullable<EngineOptions['explain']>) {
  const recognize = ({ uuid }: Event) => (uuid === event ? { alert: null } : undefined);
  return { rule, recognize };
}
