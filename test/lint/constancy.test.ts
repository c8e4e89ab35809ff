import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Constant, constancyOf } from '../../src/lint/constancy.ts';
import { parseRules } from '../../src/rule/link.ts';
import type { Rule } from '../../src/rule/rule.ts';
import { oracleRuns } from '../effort.ts';

/**
 * What an event can say, as far as these conditions look: a type, a result, a number of neighbours
 * (undefined without the key of the window), and two words among its targets.
 */
interface Sight {
  readonly type: string;
  readonly result: string | null | undefined;
  readonly n: number | undefined;
  readonly x: boolean;
  readonly y: boolean;
}

const types = ['user.session.start', 'user.session.end', 'user.mfa.factor.activate'];

const sights: readonly Sight[] = types.flatMap((type) =>
  ['SUCCESS', 'FAILURE', 'OTHER', null, undefined].flatMap((result) =>
    [undefined, 0, 1, 2, 3, 4, 5, 6, 7].flatMap((n) =>
      [true, false].flatMap((x) => [true, false].map((y) => ({ type, result, n, x, y }))),
    ),
  ),
);

/** A test as a rule writes it, and when it holds. */
interface Spec {
  readonly key: string;
  readonly value: unknown;
  readonly holds: (sight: Sight) => boolean;
}

const aType: fc.Arbitrary<Spec> = fc.oneof(
  fc.constantFrom(...types).map((type) => ({
    key: 'eventType',
    value: type,
    holds: (sight: Sight) => sight.type === type,
  })),
  fc.constant({
    key: 'eventType',
    value: 'user.session.*',
    holds: ({ type }: Sight) => type.startsWith('user.session.'),
  }),
);

const aResult: fc.Arbitrary<Spec> = fc.oneof(
  fc.subarray(['SUCCESS', 'FAILURE'], { minLength: 1 }).map((values) => ({
    key: 'outcome.result',
    value: values,
    holds: ({ result }: Sight) => typeof result === 'string' && values.includes(result),
  })),
  fc.constant({
    key: 'outcome.result|neq',
    value: 'success',
    holds: ({ result }: Sight) => typeof result === 'string' && result !== 'SUCCESS',
  }),
  fc.constant({
    key: 'outcome.result',
    value: null,
    holds: ({ result }: Sight) => typeof result !== 'string',
  }),
  fc.boolean().map((there) => ({
    key: 'outcome.result|exists',
    value: there,
    holds: ({ result }: Sight) => (result !== undefined) === there,
  })),
);

const orders: Readonly<Record<string, (n: number, bound: number) => boolean>> = {
  gt: (n, bound) => n > bound,
  gte: (n, bound) => n >= bound,
  lt: (n, bound) => n < bound,
  lte: (n, bound) => n <= bound,
};

const aCount: fc.Arbitrary<Spec> = fc.oneof(
  fc.tuple(fc.constantFrom(...Object.keys(orders)), fc.nat(5)).map(([order, bound]) => ({
    key: `w.n|${order}`,
    value: bound,
    holds: ({ n }: Sight) => n !== undefined && orders[order]?.(n, bound) === true,
  })),
  fc.nat(5).map((wanted) => ({
    key: 'w.n',
    value: wanted,
    holds: ({ n }: Sight) => n === wanted,
  })),
);

const aWord: fc.Arbitrary<Spec> = fc.constantFrom(
  { key: 'target.id', value: 'x', holds: ({ x }: Sight) => x },
  { key: 'target.id', value: 'y', holds: ({ y }: Sight) => y },
);

/** A condition over selections `s0`, `s1`, ..., and when it holds. */
interface Tree {
  readonly text: string;
  readonly holds: (truths: readonly boolean[]) => boolean;
}

function aTree(leaves: number, depth: number): fc.Arbitrary<Tree> {
  const leaf = fc.nat(leaves - 1).map((at) => ({
    text: `s${at}`,
    holds: (truths: readonly boolean[]) => truths[at] === true,
  }));
  if (depth === 0) return leaf;
  const inner = aTree(leaves, depth - 1);
  return fc.oneof(
    leaf,
    inner.map(({ text, holds }) => ({
      text: `not (${text})`,
      holds: (truths: readonly boolean[]) => !holds(truths),
    })),
    fc.tuple(fc.constantFrom('and', 'or'), inner, inner).map(([kind, a, b]) => ({
      text: `(${a.text}) ${kind} (${b.text})`,
      holds: (truths: readonly boolean[]) =>
        kind === 'and' ? a.holds(truths) && b.holds(truths) : a.holds(truths) || b.holds(truths),
    })),
  );
}

const aCase = fc
  .array(fc.oneof(aType, aResult, aCount, aWord), { minLength: 1, maxLength: 4 })
  .chain((specs) => fc.tuple(fc.constant(specs), aTree(specs.length, 3)));

function constancy(specs: readonly Spec[], text: string): Constant {
  const rule = {
    title: 'x',
    logsource: { product: 'okta' },
    context: { w: { 'group-by': ['actor.id'], before: '1h', fields: { n: { count: true } } } },
    detection: {
      ...Object.fromEntries(specs.map(({ key, value }, at) => [`s${at}`, { [key]: value }])),
      condition: text,
    },
  };
  const [parsed] = parseRules(JSON.stringify(rule)).rules;
  if (!parsed) throw new Error('the rule is of another product');
  const { condition, windows } = parsed;
  return constancyOf(condition, { windows, lists: new Map(), eventTypes: types });
}

test('a condition is constant exactly if no two events differ under it', () => {
  fc.assert(
    fc.property(aCase, ([specs, { text, holds }]) => {
      const outcomes = new Set(
        sights.map((sight) => holds(specs.map((spec) => spec.holds(sight)))),
      );
      // An event type that nobody documents is tried as well, so no three types are all there are.
      const stranger = { ...sights[0], type: 'a.stranger' } as Sight;
      for (const sight of sights) {
        outcomes.add(holds(specs.map((spec) => spec.holds({ ...sight, type: stranger.type }))));
      }
      const expected = outcomes.size > 1 ? undefined : outcomes.has(true) ? 'always' : 'never';
      expect(constancy(specs, text)).toBe(expected);
    }),
    { numRuns: oracleRuns(300, 300) },
  );
}, 60_000);

/** The constancy of the one selection of a rule, with a window whose facts it may ask for. */
function constancyOfSelection(selection: object, fields: object = {}): Constant {
  const rule = {
    title: 'x',
    name: 'x',
    logsource: { product: 'okta' },
    ...(Object.keys(fields).length > 0 && {
      context: { w: { rules: ['y'], before: '1h', fields } },
    }),
    detection: { s: selection, condition: 's' },
  };
  const feeder = {
    ...rule,
    name: 'y',
    context: undefined,
    detection: { k: ['z'], condition: 'k' },
  };
  const text = `${JSON.stringify(rule)}\n---\n${JSON.stringify(feeder)}`;
  const parsed = parseRules(text, 'rules', new Map([['L', ['made.up']]])).rules;
  const { condition, windows } = parsed.find(({ name }) => name === 'x') as Rule;
  return constancyOf(condition, {
    windows,
    lists: new Map([['L', ['made.up']]]),
    eventTypes: types,
  });
}

const contradiction = { a: { id: 1 }, condition: 'a and not a' };
const tautology = { a: { id: 1 }, condition: 'a or not a' };

test.each<[object, Constant]>([
  [{ 'target[any]': contradiction }, 'never'],
  [{ 'target[all]': contradiction }, 'never'],
  [{ 'target[all_or_empty]': contradiction }, undefined],
  [{ 'target[none]': contradiction }, 'always'],
  [{ 'target[0]': contradiction }, 'never'],
  [{ 'target[any]': tautology }, undefined],
  [{ 'target[all]': tautology }, undefined],
  [{ 'target[all_or_empty]': tautology }, 'always'],
  [{ 'target[none]': tautology }, undefined],
  [{ 'target[-1]': tautology }, 'always'],
  [{ 'actor[any]': { id: 'x', 'id|neq': 'x' } }, undefined],
  [{ 'target[any]': { 'roles[any]': contradiction } }, 'never'],
  [{ 'eventType|fieldref': 'legacyEventType' }, undefined],
  [{ 'eventType|expand': '%L%' }, undefined],
])('the block %j is %s', (selection, expected) => {
  expect(constancyOfSelection(selection)).toBe(expected);
});

test.each<[object, object, Constant]>([
  [{ 'w.f|gt': 1 }, { f: { share: 'y' } }, 'never'],
  [{ 'w.f|gte': 0 }, { f: { share: 'y' } }, undefined],
  [{ 'w.f|gte': 2 }, { f: { steps: true } }, 'never'],
  [{ 'w.f|lte': 1 }, { f: { rules: true } }, 'always'],
  [{ 'w.f|gt': 100_000 }, { f: { kmh: 'client.geographicalContext.geolocation' } }, 'never'],
  [{ 'w.f|lt': 0 }, { f: { seconds: true } }, 'never'],
  [{ 'w.f|lt': 0 }, { f: { sum: 'x' } }, undefined],
  [{ 'w.f': [true, false] }, { f: { new: 'actor.id' } }, undefined],
  [{ 'w.f|lt': 0 }, { f: { most: 'actor.id' } }, 'never'],
])('the test %j of the fact %j is %s', (selection, fields, expected) => {
  expect(constancyOfSelection(selection, fields)).toBe(expected);
});

test('a condition of very many parts is not decided, in little time', () => {
  const specs = Array.from({ length: 200 }, (_, at) => ({
    key: 'target.id',
    value: `v${at}`,
    holds: () => true,
  }));
  const names = specs.map((_, at) => `s${at}`);
  expect(constancy(specs, `${names.join(' or ')} or not s0`)).toBeUndefined();
});
