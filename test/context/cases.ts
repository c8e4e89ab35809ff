import fc from 'fast-check';
import type { Json, JsonObject } from '../../src/event/json.ts';
import type { ConditionSpec, FactSpec, RuleSpec, TestSpec, WindowSpec } from './oracle.ts';

/** A log and rules to judge it by, small enough to meet every edge often. */
export interface Case {
  readonly rules: readonly RuleSpec[];
  readonly records: readonly JsonObject[];
  /** The records as they arrive: in any order, some more than once. */
  readonly arrival: readonly JsonObject[];
}

const session = 'authenticationContext.externalSessionId';
const root = 'authenticationContext.rootSessionId';
const fields = ['actor.id', 'client.ipAddress', session, root, 'target.id'] as const;
const names = ['ulfa', 'lufa', 'ulfah', 'olafulfa', 'olafufla', 'ogaufulfal'];

/** Absent, null, a placeholder, one value or several. */
function aValue(values: readonly string[]): fc.Arbitrary<Json | undefined> {
  return fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...values) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(undefined, null, 'unknown', '-', 'null', '', 'UNKNOWN'),
    },
    {
      weight: 1,
      arbitrary: fc.array(fc.constantFrom<Json>(...values, null, '-'), { maxLength: 3 }),
    },
  );
}

const someTargets = fc.array(fc.record({ id: aValue(['ta', 'tb', 'tc']) }), { maxLength: 3 });

/** A quarter of a day; steps between events are on this grid, so that ties and edges are common. */
const step = 6;

const aSighting = fc.record({
  tick: fc.oneof(fc.nat({ max: 8 }), fc.nat({ max: 24 })),
  milliseconds: fc.constantFrom(0, 0, 0, 0, 1, -1),
  type: fc.constantFrom('user.session.start', 'a', 'a', 'b'),
  result: fc.constantFrom('SUCCESS', 'SUCCESS', 'FAILURE'),
  actor: aValue(['ann', 'bob']),
  login: aValue(names),
  ip: aValue(['10.0.0.1', '10.0.0.2']),
  session: aValue(['s1', 's2']),
  root: aValue(['r1', 's1']),
  targets: fc.option(someTargets, { nil: undefined }),
});

/** Identifiers of both kinds, in an order of their own. */
const identifiers = Array.from({ length: 16 }, (_, at) =>
  at % 4 === 3 ? `odd-${at}` : `${at.toString(16)}0000000-0000-4000-8000-00000000000${at % 3}`,
);

const someRecords = fc
  .tuple(
    fc.array(aSighting, { minLength: 1, maxLength: 14 }),
    fc.shuffledSubarray(identifiers, { minLength: 16 }),
  )
  .map(([sightings, uuids]) =>
    sightings.map((sighting, at) => recordOf(sighting, uuids[at] as string)),
  );

type Sighting = typeof aSighting extends fc.Arbitrary<infer T> ? T : never;

function recordOf(sighting: Sighting, uuid: string): JsonObject {
  const { tick, milliseconds, type, result, actor, login, ip, session, root, targets } = sighting;
  const time = Date.UTC(2024, 0, 1) + tick * step * 3_600_000 + milliseconds;
  return defined({
    uuid,
    published: new Date(time).toISOString(),
    eventType: type,
    outcome: { result },
    actor: defined({ id: actor, alternateId: login }),
    client: defined({ ipAddress: ip }),
    authenticationContext: defined({ externalSessionId: session, rootSessionId: root }),
    target: targets?.map(defined),
  });
}

function defined(object: { readonly [key: string]: Json | undefined }): JsonObject {
  const entries = Object.entries(object).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as JsonObject;
}

const someHours = fc.constantFrom(step, 2 * step, 4 * step, 8 * step);

const aFact = (name: string): fc.Arbitrary<FactSpec> =>
  fc.oneof(
    fc.constant({ name, compute: 'count' as const, of: [], among: [] }),
    fc.record({
      name: fc.constant(name),
      compute: fc.constantFrom(
        'distinct' as const,
        'values' as const,
        'new' as const,
        'switches' as const,
      ),
      of: fc.subarray([...fields], { minLength: 1, maxLength: 2 }),
      among: fc.constant([]),
    }),
    fc.constant({
      name,
      compute: 'similar' as const,
      of: ['actor.alternateId'],
      among: ['actor.alternateId', 'target.id'],
    }),
  );

const aWindow = (name: string, feeders: readonly string[]): fc.Arbitrary<WindowSpec> =>
  fc
    .record({
      name: fc.constant(name),
      rules: fc.oneof(fc.constant([]), fc.subarray([...feeders])),
      groupBy: fc.oneof(
        fc.subarray([...fields], { maxLength: 2 }),
        fc.constantFrom([session], [session, 'client.ipAddress']),
      ),
      reach: fc.oneof(
        fc.record({ before: someHours, after: fc.constant(undefined) }),
        fc.record({ before: fc.constant(undefined), after: someHours }),
        fc.record({ before: someHours, after: someHours }),
      ),
      learn: fc.option(someHours, { nil: undefined, freq: 3 }),
      facts: fc.tuple(aFact('f'), aFact('g')),
    })
    .map(({ reach, ...rest }) => ({ ...rest, ...reach, ...pastOf(rest.facts, reach.before) }));

/** `new` and `similar` look back, so that their window must. */
function pastOf(facts: readonly FactSpec[], before: number | undefined) {
  const looksBack = facts.some(({ compute }) => compute === 'new' || compute === 'similar');
  return looksBack && before === undefined ? { before: 4 * step } : {};
}

const small = fc.nat({ max: 3 });

const testsOf: Readonly<
  Record<FactSpec['compute'], fc.Arbitrary<Pick<TestSpec, 'comparison' | 'wanted'>>>
> = (() => {
  const ordered = fc.record({
    comparison: fc.constantFrom('gt' as const, 'gte' as const, 'lt' as const, 'lte' as const),
    wanted: small,
  });
  const exact = (wanted: fc.Arbitrary<TestSpec['wanted']>) =>
    fc.record({
      comparison: fc.constantFrom('equals' as const, 'equals' as const, 'neq' as const),
      wanted,
    });
  const absence = fc.record({
    comparison: fc.constantFrom('equals' as const, 'neq' as const),
    wanted: fc.constant(null),
  });
  const presence = fc.record({ comparison: fc.constant('exists' as const), wanted: fc.boolean() });
  const rare = fc.oneof(absence, presence);
  const number = fc.oneof(
    { weight: 4, arbitrary: ordered },
    { weight: 4, arbitrary: exact(small) },
    rare,
  );
  const likeness = fc.record({
    comparison: fc.constantFrom('gt' as const, 'gte' as const, 'lt' as const, 'lte' as const),
    wanted: fc.constantFrom(0, 0.7, 0.75, 0.8, 0.99),
  });
  const words = fc.constantFrom(
    'ann',
    'bob',
    '10.0.0.1',
    's1',
    'ta',
    'ann 10.0.0.1',
    '10.0.0.1 s1',
  );
  return {
    count: number,
    distinct: number,
    switches: number,
    new: fc.oneof({ weight: 4, arbitrary: exact(fc.boolean()) }, rare),
    values: fc.oneof({ weight: 4, arbitrary: exact(words) }, rare),
    similar: fc.oneof({ weight: 4, arbitrary: likeness }, exact(fc.constant(0)), rare),
  };
})();

const aFieldTest: fc.Arbitrary<ConditionSpec> = fc.oneof(
  fc.record({
    kind: fc.constant('test' as const),
    path: fc.constantFrom('eventType', 'outcome.result', 'actor.id', 'target.id'),
    comparison: fc.constantFrom('equals' as const, 'neq' as const),
    wanted: fc.constantFrom<TestSpec['wanted']>('a', 'b', 'success', 'ann', 'ta', null),
  }),
  fc.record({
    kind: fc.constant('test' as const),
    path: fc.constantFrom('actor.id', 'target.id', session),
    comparison: fc.constant('exists' as const),
    wanted: fc.boolean(),
  }),
);

function aFactTest(windows: readonly WindowSpec[]): fc.Arbitrary<ConditionSpec> {
  return fc.oneof(
    ...windows.flatMap((window) =>
      window.facts.map((fact) =>
        testsOf[fact.compute].map((test) => ({
          kind: 'test' as const,
          path: `${window.name}.${fact.name}`,
          ...test,
        })),
      ),
    ),
  );
}

function aCondition(windows: readonly WindowSpec[], depth = 2): fc.Arbitrary<ConditionSpec> {
  const leaf =
    windows.length === 0
      ? aFieldTest
      : fc.oneof(
          { weight: 3, arbitrary: aFactTest(windows) },
          { weight: 1, arbitrary: aFieldTest },
        );
  if (depth === 0) return leaf;
  const inner = aCondition(windows, depth - 1);
  return fc.oneof(
    { weight: 2, arbitrary: leaf },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constantFrom('and' as const, 'or' as const),
        of: fc.array(inner, { minLength: 2, maxLength: 3 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('not' as const), of: inner }) },
  );
}

function aRule(name: string, feeders: readonly string[], most: number): fc.Arbitrary<RuleSpec> {
  return fc
    .integer({ min: most === 0 ? 0 : 1, max: most })
    .chain((count) =>
      fc.tuple(...['v', 'w'].slice(0, count).map((window) => aWindow(window, feeders))),
    )
    .chain((windows) =>
      fc.record({
        name: fc.constant(name),
        windows: fc.constant(windows),
        condition: aCondition(windows),
      }),
    );
}

/** The rule `top`; its windows may be fed by `mid`, and all of them by `base`, which has no windows. */
export const aCase: fc.Arbitrary<Case> = fc
  .record({
    base: aRule('base', [], 0),
    mid: aRule('mid', ['base'], 1),
    top: aRule('top', ['base', 'mid'], 2),
    records: someRecords,
  })
  .chain(({ base, mid, top, records }) =>
    fc
      .tuple(
        fc.shuffledSubarray([...records, ...records.slice(0, 3)], {
          minLength: records.length + Math.min(records.length, 3),
        }),
      )
      .map(([arrival]) => ({ rules: [base, mid, top], records, arrival })),
  );
