import type { CompiledRule } from '../detection/compiled-rule.ts';
import type { PreparedTest } from '../detection/prepared-test.ts';
import { no, truthOf, undecided } from '../detection/truth.ts';
import type { Answers } from '../detection/verdict.ts';
import type { Event } from '../event/event.ts';
import { isoTime } from '../event/time.ts';
import type { FindingDraft } from '../finding/finding-draft.ts';
import { type Message, tell, toldInEnglish } from '../language/message.ts';
import type { FieldTest } from '../rule/expression.ts';
import { worse } from '../rule/level.ts';
import { producesFindings } from '../rule/rule.ts';
import type { Fact } from '../rule/window/window.ts';
import { windowsOf } from '../window/computed-facts.ts';
import type { Match } from '../window/evaluate.ts';
import type { Row } from '../window/event-table.ts';
import type { KnownFactValue } from '../window/fact-test.ts';
import { combinationsOf } from '../window/key-combinations.ts';
import { noKey } from '../window/partition-keys.ts';
import { undecidedReasons } from '../window/undecided-reasons.ts';
import type { WindowIndex } from '../window/window-index.ts';
import { computedFound, isComputed } from './computed-evidence.ts';
import { type EvaluatedEvent, knownFact } from './evaluated-event.ts';
import type {
  ExplainedEvent,
  Explanation,
  FoundFact,
  TraceNode,
  WindowExplanation,
} from './explanation.ts';
import { oftenTold } from './fact-text.ts';
import { maxListed, trace } from './trace.ts';
import { foundFact, uncertaintyTold } from './uncertainty-text.ts';
import { verdictSentence } from './verdict-sentence.ts';

/** The key under each window that the event is evaluated with. */
type Keys = ReadonlyMap<string, number>;

/** One event that was kept whole, and where it is remembered. */
export interface SubjectEvent {
  readonly event: Event;
  readonly row: Row;
  /** Whether the event by itself left the question open. */
  readonly isCandidate: boolean;
  /** The finding it stands for, if it is an alert. */
  readonly alert: ExplainedEvent['alert'];
}

/** What the engine made of the event. */
export interface Evaluated {
  readonly rule: CompiledRule;
  readonly tests: readonly PreparedTest[];
  readonly factTest: EvaluatedEvent['factTest'];
  readonly table: EvaluatedEvent['table'];
  readonly intervals: EvaluatedEvent['intervals'];
  readonly windows: ReadonlyMap<string, WindowIndex>;
  /** Of every event that is asked about, also if the verdict is no. */
  readonly match: Match;
  readonly finding: FindingDraft | undefined;
  /** Events for which the rule holds that are one finding with this one. */
  readonly together: number;
}

/** Explains why a rule did or did not hold for an event: what the engine found, part by part. */
export function explainDetection(subject: SubjectEvent, evaluated: Evaluated): Explanation {
  const { event, row, isCandidate } = subject;
  const { rule, match, finding, windows, tests, factTest } = evaluated;
  const { conditions } = rule;
  const { keys } = match;
  const answers: Answers = {
    test: (test) => truthOf(match.tests[test] === true),
    fact: (fact) => match.facts[fact] ?? no,
  };
  const fact = (number: number): FoundFact => {
    const seen = { ...evaluated, row, keys };
    if (isComputed(seen, number)) return computedFound(number, seen, match);
    const test = conditions.facts[number] as FieldTest;
    const known = knownFact(test.fact as NonNullable<FieldTest['fact']>, {
      row,
      windows,
      keys,
    })?.known;
    return factFound(factTest(test).chosen(known, conditions.wanted[number]));
  };
  const traced = { conditions, tests, answers, raw: event.raw, fact };
  const [condition, ...raised] = conditions.verdicts.map((verdict) => trace(verdict, traced));
  const raises = rule.raises.map(({ level }, index) => {
    return { level, condition: raised[index] as TraceNode };
  });
  const holding = raises.filter((raise) => raise.condition.verdict === 'yes');
  const level = holding.reduce((worst, raise) => worse(worst, raise.level), rule.level);
  const reasons =
    match.truths[0] === undecided
      ? undecidedReasons(match, windows, conditions.computed.some(Boolean))
      : [];
  const { verdict } = condition as TraceNode;
  const because = verdictSentence({
    condition: condition as TraceNode,
    // Without windows there is nothing but the event to ask.
    candidate: isCandidate || windows.size === 0,
    causes: reasons,
    level,
    finding,
    reports: producesFindings(rule),
  });
  return {
    ...headOf(rule, subject),
    verdict,
    level: verdict === 'yes' ? level : null,
    because: toldInEnglish(because),
    toldBecause: because,
    candidate: isCandidate,
    condition: condition as TraceNode,
    raises,
    windows: [...windows.values()]
      .filter(({ window }) => !window.itself)
      .map((view) => explainWindow(view, row, keys)),
    combinations: combinationsIn(conditions, windows, row),
    correlation: null,
    finding: findingOf(finding, evaluated.together),
  };
}

/** How many combinations of keys an event has under the windows that are compared. */
function combinationsIn(
  conditions: CompiledRule['conditions'],
  windows: Evaluated['windows'],
  row: Row,
): number {
  const compared = new Set(conditions.facts.flatMap((_, fact) => windowsOf(conditions, fact)));
  const views = [...compared].flatMap((name) => windows.get(name) ?? []);
  return combinationsOf(views.map((view) => view.keysOf(row))).length;
}

/** What a compared fact was, and what it could still become. */
function factFound(known: KnownFactValue | undefined): FoundFact {
  const value = known?.value;
  const found = value === undefined ? [] : Array.isArray(value) ? value : [String(value)];
  return foundFact(found.slice(0, maxListed), known?.could);
}

/** What an explanation says before it comes to the point. */
export function headOf(
  rule: Pick<CompiledRule, 'name' | 'title' | 'id'>,
  { event, alert }: SubjectEvent,
): Pick<Explanation, 'kind' | 'schemaVersion' | 'rule' | 'event'> {
  const { uuid } = event.raw;
  return {
    kind: 'explanation',
    schemaVersion: '1.0',
    rule: { name: rule.name, title: rule.title, id: rule.id },
    event: {
      uuid: typeof uuid === 'string' ? uuid : event.uuid,
      published: isoTime(event.time),
      eventType: event.type,
      alert,
    },
  };
}

/** A finding as an explanation names it. */
export function findingOf(
  finding: FindingDraft | undefined,
  events: number,
): Explanation['finding'] {
  if (!finding) return null;
  const { id, fingerprint, severity } = finding;
  return { id, fingerprint, severity, events };
}

function explainWindow(view: WindowIndex, row: Row, keys: Keys): WindowExplanation {
  const { window } = view;
  const key = keys.get(window.name) ?? view.keysOf(row)[0] ?? noKey;
  const { from, to, startKnown, endKnown } = view.boundsOf(row, key);
  const inspection = key === noKey ? undefined : view.inspect(key, row);
  return {
    name: window.name,
    list: window.list ?? null,
    from: isoTime(from),
    to: isoTime(to),
    startCovered: startKnown,
    endCovered: endKnown,
    key: key === noKey ? null : view.keyOf(row, key),
    events: inspection?.rows().length ?? 0,
    facts: window.facts.map((fact, index) => {
      const known = inspection?.known[index];
      const told = { computes: computesTold(fact), could: uncertaintyTold(known?.could) };
      return {
        name: fact.name,
        computes: toldInEnglish(told.computes),
        value: known?.value ?? null,
        could: told.could && toldInEnglish(told.could),
        told,
      };
    }),
  };
}

/** What a fact is, in words, and what it is computed from. */
function computesTold(fact: Fact): Message {
  const { compute, of, percent, each, rule, often } = fact;
  const from: readonly (Message | string)[] = [
    ...(each === undefined ? [] : [each]),
    ...(of.length === 0 ? [] : [of.join(' + ')]),
    ...(percent === undefined ? [] : [`${percent}%`]),
    ...(rule === undefined ? [] : [rule]),
    ...(often === undefined ? [] : [oftenTold(often)]),
  ];
  const gives = tell(`function.${compute}`);
  return from.length === 0 ? gives : tell('explanation.computes', { gives, of: from });
}
