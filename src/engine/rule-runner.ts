import {
  type CorrelationTrial,
  createCorrelationTrial,
  isCorrelation,
} from '../correlation/correlation-runner.ts';
import type { Feeder } from '../correlation/grouping.ts';
import { createDispatch } from '../detection/dispatch.ts';
import type { Event } from '../event/event.ts';
import type { Field, FieldOf } from '../event/field.ts';
import type { Witness } from '../explain/explain-detection.ts';
import { witnessName } from '../explain/finding-reasons.ts';
import { type Lists, producesFindings, type Rule } from '../rule/rule.ts';
import { createNumbers, type Slice } from '../store/column.ts';
import type { Pause, Work } from '../store/pausable-work.ts';
import type { Memory, Row } from '../window/event-table.ts';
import { createTimeline, type Timeline } from '../window/time-index.ts';
import type { Past } from '../window/window-index.ts';
import type { Ledger } from './build-finding.ts';
import { createTrial, type Trial } from './candidate-set.ts';
import { concludeCorrelation } from './correlation-result.ts';
import { askedFields, keptFields, notedFields } from './required-fields.ts';
import { type Closing, type Conclusion, concludeTrial } from './rule-result.ts';

/** The rules about events of one kind, at work: on the log's events, or on the alerts over them. */
export interface Storey {
  /** Looks at an event; gives its row if any rule has to remember it. */
  note(event: Event): Row | undefined;
  /**
   * Judges rule by rule, and pauses; every rule comes after those it refers to. If it was given up, it can
   * be done anew.
   */
  judge(close: Close): Generator<Step | Pause>;
  /** Goes on with another memory, in which rows have other numbers, or none if they are forgotten. */
  move(memory: Memory, rowOf: (row: Row) => Row | undefined): Work;
}

/** A rule is about to be judged, or was. */
export interface Step {
  readonly rule: Rule;
  readonly conclusion?: Conclusion;
}

/** What a storey is closed with. */
export interface Close extends Pick<Closing, 'isAsked' | 'limit' | 'doubt'> {
  readonly past: Omit<Past, 'memory' | 'timeline' | 'lists' | 'pages'>;
  /** The order of what is remembered; made anew if left out. */
  readonly timeline?: Timeline;
  /** Only what was asked about events before this moment (milliseconds) is answered; all if left out. */
  readonly before?: number;
  /** How rows stand for events of the log; every row for itself if left out. */
  readonly ledger?: Ledger;
  /** Those of the fields that no event of the log can have. */
  missing(fields: readonly string[]): readonly string[];
  /** Why a rule can never match; none if it can. */
  never(rule: Rule): readonly string[];
}

/** An event to be asked about: how to know it, and what it stands for. */
export interface Asked {
  /** The name of the rule that is asked what it made of it. */
  readonly rule: string;
  /** Undefined for any other event. */
  recognize(event: Event): Pick<Witness, 'alert'> | undefined;
}

export interface Ground {
  /** All rules of the hunt, so that each knows who listens to it; `own` are those of the storey. */
  readonly rules: readonly Rule[];
  readonly own: readonly Rule[];
  readonly lists: Lists;
  readonly fieldOf: FieldOf;
  /** Fields to keep of every remembered event, beside those that the rules need. */
  readonly display: readonly Field[];
  /** The events to keep whole, for an account of them. */
  readonly asked?: Asked | undefined;
}

/** The fields that a storey's memory has to keep of every event. */
export function storeyFields({ own, fieldOf, display }: Ground): readonly Field[] {
  return [...display, ...own.flatMap(keptFields).map(fieldOf)];
}

/** Puts the rules of a storey to work on an empty memory that keeps its fields. */
export function createStorey(ground: Ground, memory: Memory): Storey {
  const { rules, own, lists, fieldOf, asked } = ground;
  const trials = own.map((rule): Trial | CorrelationTrial =>
    isCorrelation(rule)
      ? createCorrelationTrial(rule)
      : createTrial(rule, lists, fieldOf, memory.pages),
  );
  const lookers = trials.filter((trial) => 'see' in trial);
  const trialsFor = createDispatch(lookers);
  const everyEvent = lookers.some(({ wantsEveryEvent }) => wantsEveryEvent);
  const always = new Set(storeyFields(ground).map(({ path }) => path));
  const notedFor = (trial: Trial): readonly Field[] =>
    notedFields(trial.rule, rules)
      .filter((path) => !always.has(path))
      .map(fieldOf);
  const noted = new Map(lookers.map((trial) => [trial, notedFor(trial)]));
  const explained = new Set(lookers.filter(({ rule }) => producesFindings(rule)));
  let here = memory;
  let witnesses: readonly Witness[] = [];
  return {
    note(event) {
      const memory = here;
      let row: Row | undefined = everyEvent ? memory.remember(event) : undefined;
      for (const trial of trialsFor(event.type)) {
        const tests = trial.see(event.raw);
        if (!tests) continue;
        row ??= memory.remember(event);
        trial.note(row, tests);
        memory.annotate(row, event, noted.get(trial) ?? []);
        if (!explained.has(trial)) continue;
        for (const { test, values } of trial.witnesses(event.raw, tests)) {
          memory.note(row, witnessName(trial.rule, test), values);
        }
      }
      const recognized = asked?.recognize(event);
      if (!recognized) return row;
      row ??= memory.remember(event);
      const trial = lookers.find(({ rule }) => rule.name === asked?.rule);
      // What is asked about is judged whether or not it could alert.
      const anchor = trial?.see(event.raw) !== undefined;
      if (trial && !anchor) trial.note(row, trial.truths(event.raw));
      witnesses = [...witnesses, { ...recognized, event, row, anchor }];
      return row;
    },
    *judge({ past, timeline: given, ledger, missing, never, before, ...rest }) {
      const timeline = given ?? (yield* createTimeline(here));
      const book = ledger ?? plainLedger(here);
      const feeders: readonly Feeder[] = trials;
      const due = witnesses.filter(
        ({ event }) => event.time < (before ?? Number.POSITIVE_INFINITY),
      );
      for (const trial of trials) {
        const { rule } = trial;
        yield { rule };
        const scratch = here.pages.scope();
        const closing: Closing = {
          ...rest,
          past: { ...past, memory: here, timeline, lists, pages: scratch },
          ledger: book,
          feeders,
          missing: missing(askedFields(rule, own)),
          never: never(rule),
          asked: rule.name === asked?.rule ? due : [],
        };
        const conclusion =
          'see' in trial
            ? yield* concludeTrial(trial, closing)
            : yield* concludeCorrelation(trial, closing);
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
      for (const trial of lookers) yield* trial.renumber(rowOf, memory.pages);
    },
  };
}

function plainLedger(memory: Memory): Ledger {
  const kept = createNumbers(memory.pages, 32);
  return {
    memory,
    *inLog(rows) {
      yield;
      return rows;
    },
    explained: (row) => row,
    keep({ matches, context }): Slice {
      const start = kept.length;
      for (let at = 0; at < matches.length; at++) kept.push(matches.get(at));
      for (const row of context) kept.push(row);
      return { length: kept.length - start, get: (index) => kept.get(start + index) };
    },
  };
}
