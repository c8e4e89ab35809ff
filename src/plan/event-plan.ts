import type {
  BlockTest,
  CompiledRule,
  EventTest,
  VerdictTree,
} from '../detection/compiled-rule.ts';

/**
 * What a set of rules asks of an event by itself, each question once: numbered tests, and numbered parts of
 * conditions over them. Plain data.
 *
 * A comparison of windows may come out any way, so a condition that fails here fails whatever they hold.
 */
export interface EventPlan {
  readonly tests: readonly PlannedTest[];
  /** Parts of conditions, each after those that it is made of. */
  readonly parts: readonly PlannedPart[];
  readonly rules: readonly PlannedRule[];
}

/** A test, and where it is written. */
export interface PlannedTest {
  /** The first rule that asks it, by its place, and the number that it has there. */
  readonly rule: number;
  readonly test: number;
  /** The field on whose value alone it depends; undefined if on more, or on words anywhere. */
  readonly path: string | undefined;
}

export type PlannedPart =
  | { readonly kind: 'test'; readonly test: number }
  /** A comparison of windows. */
  | { readonly kind: 'open' }
  /** What can be decided without windows stands first. */
  | { readonly kind: 'and' | 'or'; readonly of: readonly number[] }
  | { readonly kind: 'not'; readonly of: number };

/** What is asked for one rule. */
export interface PlannedRule {
  /** The number of each of its tests that is asked of an event; null for one inside a block. */
  readonly tests: readonly (number | null)[];
  /** The part that its first condition is, and the same without the filters that narrow it. */
  readonly condition: number;
  readonly unfiltered: number;
}

/** Plans what rules ask of an event. Tests of different rules are one if they say the same, wherever they are written. */
export function planEvents(rules: readonly Pick<CompiledRule, 'conditions'>[]): EventPlan {
  const tests: PlannedTest[] = [];
  const parts: PlannedPart[] = [];
  const testNumbers = new Map<string, number>();
  const partNumbers = new Map<string, number>();
  const isOpen: boolean[] = [];
  const addPart = (key: string, make: () => PlannedPart): number => {
    const known = partNumbers.get(key);
    if (known !== undefined) return known;
    const part = make();
    isOpen.push(isOpenPart(part, isOpen));
    const number = parts.push(part) - 1;
    partNumbers.set(key, number);
    return number;
  };
  const planned = rules.map(({ conditions }, rule): PlannedRule => {
    const keys = keysOf(conditions.tests);
    const own = conditions.tests.map((test, number) => {
      if (!conditions.ofEvent.includes(number)) return null;
      const key = keys[number] as string;
      const known =
        testNumbers.get(key) ?? tests.push({ rule, test: number, path: fieldAlone(test) }) - 1;
      testNumbers.set(key, known);
      return known;
    });
    const part = (verdict: VerdictTree): number => {
      switch (verdict.kind) {
        case 'test': {
          const test = own[verdict.test] as number;
          return addPart(`test ${test}`, () => ({ kind: 'test', test }));
        }
        case 'fact':
          return addPart('open', () => ({ kind: 'open' }));
        case 'not': {
          const of = part(verdict.of);
          return addPart(`not ${of}`, () => ({ kind: 'not', of }));
        }
        case 'and':
        case 'or': {
          const { kind } = verdict;
          const all = [...new Set(verdict.of.map(part))];
          const of = [...all.filter((one) => !isOpen[one]), ...all.filter((one) => isOpen[one])];
          return of.length === 1
            ? (of[0] as number)
            : addPart(`${kind} ${of}`, () => ({ kind, of }));
        }
        default:
          return part(verdict.of);
      }
    };
    const condition = part(conditions.verdicts[0]);
    const unfiltered = conditions.unfiltered ? part(conditions.unfiltered) : condition;
    return { tests: own, condition, unfiltered };
  });
  return { tests, parts, rules: planned };
}

/** Whether windows may change what a part comes to; `isOpen` tells it of those before. */
function isOpenPart(part: PlannedPart, isOpen: readonly boolean[]): boolean {
  if (part.kind === 'test') return false;
  return part.kind === 'open' || [part.of].flat().some((one) => isOpen[one]);
}

/** What each test of a rule says, without where it is written. */
function keysOf(tests: readonly EventTest[]): readonly string[] {
  const keys: string[] = [];
  for (const test of tests) {
    const { place: _, ...said } = test as EventTest & { readonly place?: unknown };
    keys.push(
      test.kind === 'block'
        ? JSON.stringify({ ...said, verdict: textOf(test.verdict, keys) })
        : JSON.stringify(said),
    );
  }
  return keys;
}

function textOf(verdict: BlockTest['verdict'], keys: readonly string[]): unknown {
  switch (verdict.kind) {
    case 'test':
      return keys[verdict.test];
    case 'fact':
      return ['fact', verdict.fact];
    case 'and':
    case 'or':
      return [verdict.kind, ...verdict.of.map((one) => textOf(one, keys))];
    case 'not':
      return ['not', textOf(verdict.of, keys)];
    default:
      return textOf(verdict.of, keys);
  }
}

function fieldAlone(test: EventTest): string | undefined {
  // What a block asks of the members of an array follows from what the event has there.
  if (test.kind === 'block') return test.path;
  const isAlone = test.kind === 'field' && test.values.every(({ kind }) => kind !== 'field');
  return isAlone ? test.path : undefined;
}
