import { createMemory, type Memory, type Row } from '../context/memory.ts';
import { createTimeline } from '../context/timeline.ts';
import { createTrial, type Trial } from '../context/trial.ts';
import type { Past } from '../context/view.ts';
import type { Feeder } from '../correlation/member.ts';
import {
  type CorrelationTrial,
  createCorrelationTrial,
  isCorrelation,
} from '../correlation/trial.ts';
import { createDispatch } from '../detection/dispatch.ts';
import type { Event } from '../event/event.ts';
import type { Field, FieldOf } from '../event/field.ts';
import type { Lists, Rule } from '../rule/rule.ts';
import type { Ledger } from './build.ts';
import { type Closing, type Conclusion, concludeTrial } from './conclude.ts';
import { concludeCorrelation } from './conclude-correlation.ts';
import { askedFields, keptFields, notedFields } from './wants.ts';
import type { Witness } from './why.ts';

/** The rules about events of one kind, at work: on the log's events, or on the alerts over them. */
export interface Storey {
  readonly memory: Memory;
  /** Looks at an event; gives its row if any rule has to remember it. */
  note(event: Event): Row | undefined;
  /** Judges rule by rule; every rule comes after those it refers to. */
  judge(close: Close): Generator<Step>;
}

/** A rule is about to be judged, or was. */
export interface Step {
  readonly rule: Rule;
  readonly conclusion?: Conclusion;
}

/** What a storey is closed with. */
export interface Close extends Pick<Closing, 'isAsked' | 'limit'> {
  readonly past: Omit<Past, 'memory' | 'timeline' | 'lists'>;
  /** How rows stand for events of the log; every row for itself if left out. */
  readonly ledger?: Ledger;
  /** Those of the fields that no event of the log can have. */
  missing(fields: readonly string[]): readonly string[];
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

/** Puts the rules of a storey to work on an empty memory. */
export function createStorey(ground: Ground): Storey {
  const { rules, own, lists, fieldOf, display, asked } = ground;
  const trials = own.map((rule): Trial | CorrelationTrial =>
    isCorrelation(rule) ? createCorrelationTrial(rule) : createTrial(rule, lists, fieldOf),
  );
  const lookers = trials.filter((trial) => 'see' in trial);
  const trialsFor = createDispatch(lookers);
  const everyEvent = lookers.some(({ wantsEveryEvent }) => wantsEveryEvent);
  const kept = [...display, ...own.flatMap(keptFields).map(fieldOf)];
  const memory = createMemory(kept);
  const always = new Set(kept.map(({ path }) => path));
  const notedFor = (trial: Trial): readonly Field[] =>
    notedFields(trial.rule, rules)
      .filter((path) => !always.has(path))
      .map(fieldOf);
  const noted = new Map(lookers.map((trial) => [trial, notedFor(trial)]));
  const witnesses: Witness[] = [];
  return {
    memory,
    note(event) {
      let row: Row | undefined = everyEvent ? memory.remember(event) : undefined;
      for (const trial of trialsFor(event.type)) {
        const atoms = trial.see(event.raw);
        if (!atoms) continue;
        row ??= memory.remember(event);
        trial.note(row, atoms);
        memory.annotate(row, event, noted.get(trial) ?? []);
      }
      const recognized = asked?.recognize(event);
      if (!recognized) return row;
      row ??= memory.remember(event);
      witnesses.push({ ...recognized, event, row });
      return row;
    },
    *judge({ past, ledger = plainLedger(memory), missing, ...rest }) {
      const whole = { ...past, memory, timeline: createTimeline(memory), lists };
      const feeders: readonly Feeder[] = trials;
      for (const trial of trials) {
        const { rule } = trial;
        yield { rule };
        const blind = missing(askedFields(rule, own));
        const closing: Closing = {
          ...rest,
          past: whole,
          ledger,
          feeders,
          missing: blind,
          asked: rule.name === asked?.rule ? witnesses : [],
        };
        const conclusion =
          'see' in trial ? concludeTrial(trial, closing) : concludeCorrelation(trial, closing);
        yield { rule, conclusion };
      }
    },
  };
}

function plainLedger(memory: Memory): Ledger {
  return { memory, rowsOf: (row) => [row], explained: (row) => row };
}
