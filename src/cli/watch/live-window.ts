import type { Outcome } from '../../engine/outcome.ts';
import type { Event } from '../../event/event.ts';
import type { Case } from '../../finding/case/case.ts';
import type { Finding } from '../../finding/finding.ts';
import type { Summary } from '../../finding/summary.ts';
import type { HuntOptions } from '../../hunt.ts';
import type { Language } from '../../language/language.ts';
import type { Level } from '../../rule/level.ts';
import { lookaroundOf } from '../../rule/lookaround.ts';
import type { RuleSet } from '../../rule/rule.ts';
import { compareCopies, copyOf } from '../../window/event-content.ts';
import type { EngineModules } from '../scan/load-engine.ts';
import { createCurrentHunt } from './current-hunt.ts';

/** The latest events of a followed log, looked at whenever that can give new findings. */
export interface LiveWindow {
  readonly add: (event: Event) => void;
  /** Notes that everything published before a time is there; milliseconds. */
  readonly advance: (until: number) => void;
  /**
   * Whether evaluating now could give new findings: there are new events, or time has passed for which a
   * window after the latest of them waits.
   */
  readonly isDue: () => boolean;
  /** Whether more events would push out ones that were not evaluated. */
  readonly isFull: () => boolean;
  /** All findings, reported before or not. */
  readonly evaluate: () => Promise<readonly Finding[]>;
  /** The cases of the latest evaluation. */
  readonly cases: () => readonly Case[];
  /** All events published before, as far as they were there, have been evaluated; milliseconds. */
  readonly evaluatedUntil: () => number;
  readonly size: () => number;
  /** The log is known from here on; milliseconds. */
  readonly knownFrom: () => number;
  /** Events dropped for lack of room, though a window could still need them. */
  readonly dropped: () => number;
}

export interface LiveWindowOptions {
  readonly engine: Pick<EngineModules, 'hunt' | 'createOngoingHunt'>;
  readonly rules: RuleSet;
  /** The log is known from here on; milliseconds. */
  readonly from: number;
  /** Alert only for events from here on; milliseconds. */
  readonly since: number;
  /** How late events may arrive; milliseconds. */
  readonly lateness: number;
  /** Most events to keep. */
  readonly most: number;
  readonly minSeverity: Level;
  /** Keep the listed events of findings whole. */
  readonly rawEvents?: boolean;
  /** The language of findings and cases; English if left out. */
  readonly language?: Language;
  /** The moment, by which filters may have expired; milliseconds. */
  readonly now: () => number;
  /** Told of every evaluation what the filters did. */
  readonly onFilters?: (filters: NonNullable<Summary['filters']>) => void;
  /** As {@link HuntOptions} has it; the result of an interrupted evaluation must not be used. */
  readonly shouldContinue?: NonNullable<HuntOptions['shouldContinue']>;
}

/** How often windows are evaluated while no events come; milliseconds. */
const patience = 60_000;
/** So many events may have wrong dates without making the window drop the others. */
const misdated = 100;

/**
 * Makes an empty window. It keeps what the rules' windows can still reach, and of that the latest events.
 * Where it drops events, the known log begins later, so that rules whose windows reach back further are
 * undecided, never wrong; an event that arrives even later than that is evaluated by itself.
 */
export function createLiveWindow(options: LiveWindowOptions): LiveWindow {
  const { engine, rules, since, minSeverity, now, shouldContinue, onFilters } = options;
  const { on } = lookaroundOf(rules);
  const buffer = createEventBuffer(options);
  let evaluatedTo = Number.NEGATIVE_INFINITY;
  let cases: Case[] = [];
  const asked = {
    ...{ since, minSeverity, rawEvents: options.rawEvents === true },
    ...(shouldContinue && { shouldContinue }),
    ...(options.language && { language: options.language }),
  };
  const hunt = createCurrentHunt({ engine, rules, now, options: asked });
  const gather = async (outcomes: AsyncIterable<Outcome>): Promise<readonly Finding[]> => {
    const findings: Finding[] = [];
    for await (const outcome of outcomes) {
      if (outcome.kind === 'finding') findings.push(outcome);
      if (outcome.kind === 'case') cases.push(outcome);
      if (outcome.kind === 'summary') onFilters?.(outcome.filters ?? []);
    }
    return findings;
  };
  return {
    add: buffer.add,
    advance: buffer.advance,
    isDue: () => {
      if (buffer.fresh() > 0) return true;
      const [last, { to }] = [buffer.lastTaken() + on, buffer.known()];
      return on > 0 && evaluatedTo < last && (to >= last || to - evaluatedTo >= patience);
    },
    isFull: () => buffer.fresh() >= slackOf(options),
    evaluate: async () => {
      const { events, added, strays, from, to } = buffer.take();
      evaluatedTo = to;
      cases = [];
      const findings = [...(await gather(hunt.look({ events, added, covered: { from, to } })))];
      for (const stray of strays) findings.push(...(await gather(hunt.alone(stray))));
      return findings;
    },
    cases: () => cases,
    evaluatedUntil: () => Math.max(evaluatedTo, buffer.lastTaken()),
    size: buffer.size,
    knownFrom: () => buffer.known().from,
    dropped: buffer.dropped,
  };
}

/** So many events may come before the buffer is trimmed. */
function slackOf({ most }: LiveWindowOptions): number {
  return Math.ceil(most / 4);
}

/** The events of a live window, and the time that they cover. */
function createEventBuffer(options: LiveWindowOptions) {
  const { rules, lateness, most } = options;
  const { back, on } = lookaroundOf(rules);
  const slack = slackOf(options);
  /** Those taken before, in order of time; then those that came since, in order of arrival. */
  let [taken, fresh, strays]: [Event[], Event[], Event[]] = [[], [], []];
  let known = new Map<string, Event>();
  // So many were left of those taken before when they were taken: meanwhile some may go.
  let [left, dropped, untrimmed, from, to] = [0, 0, 0, options.from, options.from];

  /** Drops what no window reaches any more, and the oldest events beyond the limit. */
  const trim = (): void => {
    untrimmed = 0;
    const end = Math.max(to, taken.at(-1 - misdated)?.time ?? to);
    taken = takenFrom(taken, end - back - on - lateness);
    from = Math.max(from, end - back - on - lateness);
    const excess = taken.length + fresh.length - most;
    if (excess > 0) {
      taken = taken.slice(excess);
      if (fresh.length > most) fresh = fresh.sort(byTime).slice(-most);
      dropped += excess;
      from = Math.max(from, (taken[0] ?? fresh[0])?.time ?? from);
    }
    known = new Map([...taken, ...fresh].map((event) => [event.uuid, event]));
  };
  return {
    add: (event: Event): void => {
      const other = known.get(event.uuid);
      if (other && compareCopies(copyOf(event), copyOf(other)) >= 0) return;
      if (other) {
        // Of two copies the one that a scan would take is evaluated, as a new event.
        taken = taken.filter((one) => one !== other);
        fresh = fresh.filter((one) => one !== other);
        known.delete(event.uuid);
      }
      if (event.time < from) return void strays.push(event);
      known.set(event.uuid, event);
      fresh.push(event);
      untrimmed++;
      if (untrimmed > slack && taken.length + fresh.length > most) trim();
    },
    advance: (until: number): void => {
      to = Math.max(to, until);
    },
    /** All events in order of time, those that were added if none went, strays apart; none is fresh afterwards. */
    take: () => {
      const [alone, added, all] = [strays, fresh, left + fresh.length];
      taken = taken.concat(fresh).sort(byTime);
      [fresh, strays] = [[], []];
      if (taken.length > most + slack || untrimmed > slack) trim();
      left = taken.length;
      return { events: taken, added: left === all ? added : undefined, strays: alone, from, to };
    },
    fresh: () => fresh.length + strays.length,
    lastTaken: () => taken.at(-1)?.time ?? Number.NEGATIVE_INFINITY,
    known: () => ({ from, to }),
    size: () => taken.length + fresh.length,
    dropped: () => dropped,
  };
}

/** Those from a time on, of events in order of time. */
function takenFrom(events: Event[], time: number): Event[] {
  const first = events.findIndex((event) => event.time >= time);
  return first > 0 ? events.slice(first) : events;
}

function byTime(a: Event, b: Event): number {
  return a.time - b.time;
}
