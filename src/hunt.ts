import { compileRules } from './detection/compile.ts';
import type { CompiledRuleSet } from './detection/compiled-rule.ts';
import { createEngine, type Engine } from './engine/engine.ts';
import type { EngineOptions } from './engine/engine-options.ts';
import type { CoveredTime } from './engine/event-log.ts';
import type { HandedResult, SpentState } from './engine/handed-result.ts';
import type { LogSegment } from './engine/log-segment.ts';
import type { Outcome } from './engine/outcome.ts';
import { type RuleShelf, shelve } from './engine/rule-shelf.ts';
import type { SharedLog } from './engine/shared-log.ts';
import { createWakingEngine } from './engine/waking-engine.ts';
import { wakeAll } from './engine/woken-rules.ts';
import { decoded, type Input } from './event/decoded.ts';
import type { Event } from './event/event.ts';
import { batchesOf } from './event/records.ts';
import type { RuleSet } from './rule/rule.ts';
import type { MemoryBudget } from './store/buffer-pool.ts';

export type { Input };

/** What is done once events were read: rules are evaluated over them, then what was found is reported. */
export type Phase = 'evaluating' | 'reporting';

/** What a hunt is told, besides rules and events. */
export interface HuntOptions extends EngineOptions {
  /**
   * The moment of the run (milliseconds since 1970 UTC), at which filters may have expired; without it none
   * has. Rules that are compiled already are as of the moment given to `compileRules`.
   */
  readonly now?: number;
  /**
   * Asked every few milliseconds whether to go on; a promise is awaited, so that others can breathe. After
   * a no the rules that are left stay unevaluated, or the findings unreported, and the summary says so.
   */
  readonly shouldContinue?: (phase: Phase) => Promise<boolean> | boolean;
}

/** A segment of the log that another engine read, in place of the hunt's. */
export interface ReadSegment {
  readonly log: LogSegment;
  /** What its pages are read through. */
  readonly state: Omit<MemoryBudget, 'seed'>;
  /** To be called once it was joined. */
  release(): void;
}

/** Engines that read segments of the log or evaluate rules over all of it, such as in threads of their own. */
export interface OtherEngines {
  /** The segments that the input left out since it was asked before, because they were read elsewhere. Asked behind each source. */
  segments(): readonly ReadSegment[];
  /** With so many records a log is worth sharing; no fewer than one. */
  readonly leastRecords: number;
  /** Told that there are so many, so that they can make ready while the rest is read. */
  begin(): void;
  /** The place of the next unit of rules that no engine has, see {@link Engine.share}. */
  next(): number;
  /** They evaluate from now on, as does the hunt's engine, and give `take` each result. Gives where to wait for them. */
  evaluate(log: SharedLog, take: (result: HandedResult) => void): OtherEvaluation;
}

/**
 * Waits until other engines are done, or `mayWait` says that there is no time left; gives what remembering cost them.
 * Rejects if one of them failed.
 */
export type OtherEvaluation = (
  mayWait: () => Promise<boolean> | boolean,
) => Promise<readonly SpentState[]>;

/**
 * THE pipeline: events in, outcomes out.
 *
 * Rules are compiled, and those put to work that the log needs. Each record is decoded; what is no event is yielded at once. Each event is taken: it is
 * counted, the rules' prefilters look at it, and if it may matter it is remembered. Then the rules are
 * evaluated, with a progress outcome before each. Last come the explanation and the
 * tallies that were asked for, the findings (worst first, then the most surprising, then by time), their cases (what reached most first), and one summary.
 *
 * The same events give the same findings in any order, split and multiplicity. Reads no clock, prints
 * nothing. Throws if the record counts do not add up: then a record was lost, and no answer is better than a
 * wrong one.
 */
export async function* hunt(
  input: AsyncIterable<Input> | Iterable<Input>,
  rules: RuleSet | CompiledRuleSet | RuleShelf,
  options: HuntOptions = {},
): AsyncGenerator<Outcome> {
  const engine = createWakingEngine(shelfOf(rules, options.now), options);
  yield* pursue(engine, input, options);
}

/** The same with other engines, which have the rules of the shelf as well. Not for a hunt that explains or tallies. */
export function huntAmong(
  input: AsyncIterable<Input> | Iterable<Input>,
  shelf: RuleShelf,
  options: HuntOptions,
  others: OtherEngines,
): AsyncGenerator<Outcome> {
  const engine = createWakingEngine(shelf, options, others.leastRecords);
  return pursue(engine, input, options, others);
}

async function* pursue(
  engine: Engine,
  input: AsyncIterable<Input> | Iterable<Input>,
  { shouldContinue = () => true }: HuntOptions,
  others?: OtherEngines,
): AsyncGenerator<Outcome> {
  let mayEvaluate = true;
  let records = 0;
  for await (const batch of batchesOf(input)) {
    for (const item of batch) {
      const record = decoded(item);
      if (record.kind !== 'source' && ++records === others?.leastRecords) others.begin();
      if (record.kind === 'event') {
        for (const _ of engine.take(record) ?? []) {
          mayEvaluate &&= await shouldContinue('evaluating');
          if (!mayEvaluate) break;
        }
      } else if (record.kind === 'source') {
        engine.finish(record);
        for (const segment of others?.segments() ?? []) await join(engine, segment, shouldContinue);
      } else yield engine.reject(record);
    }
  }
  const sharers = others && records >= others.leastRecords ? others : undefined;
  yield* concluded(engine, mayEvaluate, shouldContinue, sharers);
}

/** Joins a segment to the end, also if the hunt is to be stopped: all of its records are counted, or none. */
async function join(
  engine: Engine,
  { log, state, release }: ReadSegment,
  breathe: NonNullable<HuntOptions['shouldContinue']>,
): Promise<void> {
  for (const _ of engine.join(log, state)) await breathe('evaluating');
  release();
}

/** A hunt that goes on: each event is taken once, and what was taken so far is looked at as often as that is wanted. */
export interface OngoingHunt {
  take(event: Event): void;
  /**
   * Yields what {@link hunt} would of all events that were taken: progress, findings, cases, one summary. `covered` is
   * the time (milliseconds) of which everything was taken. After one that was given up, no other may follow.
   */
  look(covered?: CoveredTime): AsyncGenerator<Outcome>;
}

/** What an ongoing hunt is told, besides rules and events. */
export type OngoingHuntOptions = Pick<
  HuntOptions,
  'language' | 'since' | 'minSeverity' | 'rawEvents' | 'shouldContinue'
>;

/** Begins a hunt that goes on. It remembers all events that it takes: whoever wants to forget some begins anew. */
export function createOngoingHunt(
  rules: RuleShelf,
  { shouldContinue = () => true, ...options }: OngoingHuntOptions,
): OngoingHunt {
  let covered: CoveredTime | undefined;
  const engine = createEngine(
    wakeAll(rules),
    { ...options, covered: () => covered },
    { isOngoing: true },
  );
  return {
    // It is never full, since its memory has no limit.
    take: (event) => void engine.take(event),
    look(time) {
      covered = time;
      return concluded(engine, true, shouldContinue);
    },
  };
}

/** Evaluates what was taken, and reports. */
async function* concluded(
  engine: Engine,
  goesOn: boolean,
  shouldContinue: NonNullable<HuntOptions['shouldContinue']>,
  others?: OtherEngines,
): AsyncGenerator<Outcome> {
  let mayEvaluate = goesOn;
  const elsewhere = await shared(
    engine,
    () => shouldContinue('evaluating'),
    others,
    (result) => {
      if (mayEvaluate) engine.takeOver(result);
    },
  );
  let spent: readonly SpentState[] = [];
  for (const subject of ['event', 'alert'] as const) {
    if (subject === 'alert' && elsewhere && mayEvaluate) {
      spent = await elsewhere(() => shouldContinue('evaluating'));
    }
    for (const progress of engine.evaluate(subject)) {
      if (progress) yield progress;
      mayEvaluate &&= await shouldContinue('evaluating');
      if (!mayEvaluate) break;
    }
    if (!mayEvaluate) break;
  }
  let mayReport = true;
  for (const outcome of engine.report(() => mayReport, spent)) {
    if (outcome) yield outcome;
    if (!outcome || outcome.kind === 'finding') mayReport &&= await shouldContinue('reporting');
  }
}

/** Shares the log with other engines, if there are any; gives where to wait for them. */
async function shared(
  engine: Engine,
  mayGoOn: () => Promise<boolean> | boolean,
  others: OtherEngines | undefined,
  take: (result: HandedResult) => void,
): Promise<OtherEvaluation | undefined> {
  if (!others) return undefined;
  const sharing = engine.share(others.next);
  for (let step = sharing.next(); ; step = sharing.next()) {
    if (step.done === true) return step.value && others.evaluate(step.value, take);
    if (!(await mayGoOn())) return undefined;
  }
}

function shelfOf(rules: RuleSet | CompiledRuleSet | RuleShelf, now: number | undefined): RuleShelf {
  if ('heads' in rules) return rules;
  return shelve('lists' in rules ? compileRules(rules, now) : rules);
}
