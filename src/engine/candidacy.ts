import type { TestTruths } from '../detection/compiled-rule.ts';
import { createDispatch } from '../detection/dispatch.ts';
import type { Event } from '../event/event.ts';
import type { Field } from '../event/field.ts';
import type { Json } from '../event/json.ts';
import { askedBy, onlyAsked } from './asked-rules.ts';
import type { EventJudge } from './event-judge.ts';
import type { MetField, RuleRun } from './rule-run.ts';

/** An event as a candidate of one rule. */
export interface Candidacy {
  /** A number of its own. */
  readonly number: number;
  readonly run: RuleRun;
  readonly tests: TestTruths;
  /** Whether it has to be told what met tests that depend on more than one field. */
  readonly tells: boolean;
}

/** All that an event is a candidate of. */
export interface Candidacies {
  /** The same object for the same candidacies, as long as there are not too many. */
  readonly found: readonly Candidacy[];
  /** Those of which it has to be told what met tests that depend on more than one field. */
  readonly telling: readonly Candidacy[];
  /** What to keep of the event, beside what is kept of every event. */
  readonly kept: readonly Field[];
  /** What to keep of it if it has several values in a field. */
  readonly crowding: readonly Crowding[];
}

export interface Crowding {
  readonly isCrowded: (raw: Json) => boolean;
  /** Those of the values that met a test. */
  readonly met: readonly MetField[];
}

type SortedEvent = Pick<Event, 'type' | 'raw'>;

/**
 * Prepares the question for which rules an event is a candidate. Rules that others only ask are asked if one of
 * these has the event for a candidate, or if that one is explained.
 */
export function createCandidacySorting(
  runs: readonly RuleRun[],
  judge: Pick<EventJudge, 'remembering'>,
): (event: SortedEvent, explained: RuleRun | undefined) => Candidacies {
  const waiting = onlyAsked(runs.map(({ rule }) => rule)).flatMap(
    (rule) => runs.find((run) => run.rule === rule) ?? [],
  );
  const runsFor = createDispatch(runs.filter((run) => !waiting.includes(run)));
  const asks = new Map(runs.map((run) => [run, askedBy(run.rule)]));
  const known = new Map(runs.map((run) => [run, new Map<string, Candidacy>()]));
  let count = 0;
  const candidacy = (run: RuleRun, tests: TestTruths): Candidacy => {
    const ofRun = known.get(run) as Map<string, Candidacy>;
    const key = tests.map(Number).join('');
    const before = ofRun.get(key);
    if (before) return before;
    if (ofRun.size === mostLists) ofRun.clear();
    const tells = run.telling(tests).always;
    const made = { number: count++, run, tests: [...tests], tells };
    ofRun.set(key, made);
    return made;
  };
  const lists = new Map<string, Candidacies>();
  const together = (found: readonly Candidacy[]): Candidacies => {
    const key = found.map(({ number }) => number).join();
    const before = lists.get(key);
    if (before) return before;
    const made = {
      found,
      telling: found.filter(({ tells }) => tells),
      kept: [...new Set(found.flatMap(({ run }) => run.fieldsToKeep()))],
      crowding: crowdingOf(found),
    };
    if (lists.size === mostLists) lists.clear();
    lists.set(key, made);
    return made;
  };
  const sort = ({ type, raw }: SortedEvent, explained: RuleRun | undefined): Candidacies => {
    const asked = new Set(explained && asks.get(explained));
    const found: Candidacy[] = [];
    const consider = (run: RuleRun): void => {
      const tests = run.prefilter(raw);
      if (!tests) return;
      found.push(candidacy(run, tests));
      for (const name of asks.get(run) ?? []) asked.add(name);
    };
    for (const run of runsFor(type)) consider(run);
    if (asked.size > 0) {
      for (const run of waiting) if (asked.has(run.rule.name)) consider(run);
    }
    return found.length === 0 ? nothing : together(found);
  };
  const remembered = judge.remembering((event) => sort(event, undefined));
  return (event, explained) => (explained ? sort(event, explained) : remembered(event));
}

function crowdingOf(found: readonly Candidacy[]): readonly Crowding[] {
  const met = new Map<Crowding['isCrowded'], MetField[]>();
  for (const { run, tests } of found) {
    for (const field of run.telling(tests).met) {
      const known = met.get(field.isCrowded) ?? [];
      known.push(field);
      met.set(field.isCrowded, known);
    }
  }
  return [...met].map(([isCrowded, own]) => ({ isCrowded, met: own }));
}

/** So many different lists of candidacies are at hand. */
const mostLists = 16_384;

const nothing: Candidacies = { found: [], telling: [], kept: [], crowding: [] };
