import {
  type CorrelationRunner,
  createCorrelationRunner,
  isCorrelation,
} from '../correlation/correlation-runner.ts';
import type { AlertSource } from '../correlation/grouping.ts';
import { createDispatch } from '../detection/dispatch.ts';
import type { Event } from '../event/event.ts';
import type { Field, FieldOf } from '../event/field.ts';
import type { SubjectEvent } from '../explain/explain-detection.ts';
import { matchedValuesName } from '../explain/finding-reasons.ts';
import { type Lists, producesFindings, type Rule } from '../rule/rule.ts';
import type { IntView } from '../store/column.ts';
import type { Pause, Work } from '../store/pausable-work.ts';
import type { EventTable, Row } from '../window/event-table.ts';
import { createTimeIndex, type TimeIndex } from '../window/time-index.ts';
import type { LogHistory } from '../window/window-index.ts';
import type { EvidenceResolver } from './build-finding.ts';
import { type CandidateSet, createCandidateSet } from './candidate-set.ts';
import { evaluateCorrelation } from './correlation-result.ts';
import { explainedFields, requiredFields, windowFields } from './required-fields.ts';
import { type EvaluationSetup, evaluateRule, type RuleResult } from './rule-result.ts';

/** The rules about events of one kind, at work: on the log's events, or on the alerts over them. */
export interface RuleRunner {
  /** Looks at an event; gives its row if any rule has to remember it. */
  note(event: Event): Row | undefined;
  /**
   * Judges rule by rule, and pauses; every rule comes after those it refers to. If it was given up, it can
   * be done anew.
   */
  judge(close: RunContext): Generator<RuleStep | Pause>;
  /** Goes on with another memory, in which rows have other numbers, or none if they are forgotten. */
  move(memory: EventTable, rowOf: (row: Row) => Row | undefined): Work;
}

/** A rule is about to be judged, or was. */
export interface RuleStep {
  readonly rule: Rule;
  readonly conclusion?: RuleResult;
}

/** What a runner is closed with. */
export interface RunContext extends Pick<EvaluationSetup, 'isAsked' | 'limit' | 'doubt'> {
  readonly past: Omit<LogHistory, 'memory' | 'timeline' | 'lists' | 'store'>;
  /** The order of what is remembered; made anew if left out. */
  readonly timeline?: TimeIndex;
  /** Only what was asked about events before this moment (milliseconds) is answered; all if left out. */
  readonly before?: number;
  /** How rows stand for events of the log; every row for itself if left out. */
  readonly ledger?: EvidenceResolver;
  /** Those of the fields that no event of the log can have. */
  missing(fields: readonly string[]): readonly string[];
  /** Why a rule can never match; none if it can. */
  never(rule: Rule): readonly string[];
}

/** An event to be asked about: how to know it, and what it stands for. */
export interface ExplainTarget {
  /** The name of the rule that is asked what it made of it. */
  readonly rule: string;
  /** Undefined for any other event. */
  recognize(event: Event): Pick<SubjectEvent, 'alert'> | undefined;
}

export interface RunnerSetup {
  /** All rules of the hunt, so that each knows who listens to it; `own` are those of the runner. */
  readonly rules: readonly Rule[];
  readonly own: readonly Rule[];
  readonly lists: Lists;
  readonly fieldOf: FieldOf;
  /** Fields to keep of every remembered event, beside those that the rules need. */
  readonly display: readonly Field[];
  /** The events to keep whole, for an account of them. */
  readonly asked?: ExplainTarget | undefined;
}

/** The fields that a runner's memory has to keep of every event. */
export function runnerFields({ own, fieldOf, display }: RunnerSetup): readonly Field[] {
  return [...display, ...own.flatMap(windowFields).map(fieldOf)];
}

/** Puts the rules of a runner to work on an empty memory that keeps its fields. */
export function createRuleRunner(ground: RunnerSetup, memory: EventTable): RuleRunner {
  const { rules, own, lists, fieldOf, asked } = ground;
  const candidateSets = own.map((rule): CandidateSet | CorrelationRunner =>
    isCorrelation(rule)
      ? createCorrelationRunner(rule)
      : createCandidateSet(rule, lists, fieldOf, memory.store),
  );
  const lookers = candidateSets.filter((candidates) => 'see' in candidates);
  const trialsFor = createDispatch(lookers);
  const everyEvent = lookers.some(({ wantsEveryEvent }) => wantsEveryEvent);
  const always = new Set(runnerFields(ground).map(({ path }) => path));
  const notedFor = (candidates: CandidateSet): readonly Field[] =>
    explainedFields(candidates.rule, rules)
      .filter((path) => !always.has(path))
      .map(fieldOf);
  const noted = new Map(lookers.map((candidates) => [candidates, notedFor(candidates)]));
  const explained = new Set(lookers.filter(({ rule }) => producesFindings(rule)));
  let here = memory;
  let witnesses: readonly SubjectEvent[] = [];
  return {
    note(event) {
      const memory = here;
      let row: Row | undefined = everyEvent ? memory.remember(event) : undefined;
      for (const candidates of trialsFor(event.type)) {
        const tests = candidates.see(event.raw);
        if (!tests) continue;
        row ??= memory.remember(event);
        candidates.note(row, tests);
        memory.annotate(row, event, noted.get(candidates) ?? []);
        if (!explained.has(candidates)) continue;
        for (const { test, values } of candidates.witnesses(event.raw, tests)) {
          memory.note(row, matchedValuesName(candidates.rule, test), values);
        }
      }
      const recognized = asked?.recognize(event);
      if (!recognized) return row;
      row ??= memory.remember(event);
      const candidates = lookers.find(({ rule }) => rule.name === asked?.rule);
      // What is asked about is judged whether or not it could alert.
      const anchor = candidates?.see(event.raw) !== undefined;
      if (candidates && !anchor) candidates.note(row, candidates.truths(event.raw));
      witnesses = [...witnesses, { ...recognized, event, row, anchor }];
      return row;
    },
    *judge({ past, timeline: given, ledger, missing, never, before, ...rest }) {
      const timeline = given ?? (yield* createTimeIndex(here));
      const book = ledger ?? logEvidence(here);
      const feeders: readonly AlertSource[] = candidateSets;
      const due = witnesses.filter(
        ({ event }) => event.time < (before ?? Number.POSITIVE_INFINITY),
      );
      for (const candidates of candidateSets) {
        const { rule } = candidates;
        yield { rule };
        const scratch = here.store.scratch();
        const closing: EvaluationSetup = {
          ...rest,
          past: { ...past, memory: here, timeline, lists, store: scratch },
          ledger: book,
          feeders,
          missing: missing(requiredFields(rule, own)),
          never: never(rule),
          asked: rule.name === asked?.rule ? due : [],
        };
        const conclusion =
          'see' in candidates
            ? yield* evaluateRule(candidates, closing)
            : yield* evaluateCorrelation(candidates, closing);
        scratch.free();
        yield { rule, conclusion };
      }
    },
    *move(memory, rowOf) {
      here = memory;
      witnesses = witnesses.flatMap((witness) => {
        const row = rowOf(witness.row);
        return row === undefined ? [] : [{ ...witness, row }];
      });
      for (const candidates of lookers) yield* candidates.renumber(rowOf, memory.store);
    },
  };
}

function logEvidence(memory: EventTable): EvidenceResolver {
  const kept = memory.store.column(32);
  return {
    memory,
    *inLog(rows) {
      yield;
      return rows;
    },
    explained: (row) => row,
    keep({ matches, context }): IntView {
      const start = kept.length;
      for (let at = 0; at < matches.length; at++) kept.push(matches.get(at));
      for (const row of context) kept.push(row);
      return { length: kept.length - start, get: (index) => kept.get(start + index) };
    },
  };
}
