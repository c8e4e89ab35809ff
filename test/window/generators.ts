import fc from 'fast-check';
import type { Json, JsonObject } from '../../src/event/json.ts';
import { type FactName, functions } from '../../src/rule/window/window-function.ts';
import type {
  ConditionSpec,
  FactSpec,
  FormulaSpec,
  RuleSpec,
  TestSpec,
  WindowSpec,
} from './oracle.ts';

/** A log and rules to judge it by, small enough to meet every edge often. */
export interface Case {
  readonly rules: readonly RuleSpec[];
  readonly records: readonly JsonObject[];
  /** The records as they arrive: in any order, some more than once. */
  readonly arrival: readonly JsonObject[];
}

const session = 'authenticationContext.externalSessionId';
const root = 'authenticationContext.rootSessionId';
const size = 'debugContext.debugData.size';
const geolocation = 'client.geographicalContext.geolocation';
const userTarget = 'target[type=User].id';
const fields = [
  'actor.id',
  'client.ipAddress',
  session,
  root,
  'target.id',
  'actor.displayName|domain',
  'actor.displayName|user',
  'published|daypart',
  'published|hour@America/New_York',
  userTarget,
  'target[-1].id',
] as const;
const names = ['ulfa', 'lufa', 'ulfah', 'olafulfa', 'olafufla', 'ogaufulfal'];
const logins = ['ann@x', 'ann@y', 'Bob@X', 'bob'];

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

const someTargets = fc.array(
  fc.record({
    id: aValue(['ta', 'tb', 'tc']),
    type: fc.constantFrom<Json | undefined>('User', 'USER', 'AppInstance', null, undefined),
  }),
  { maxLength: 3 },
);

/** A quarter of a day; steps between events are on this grid, so that ties and edges are common. */
const step = 6;

const aPlace = fc.constantFrom<Json>(
  { lat: 0, lon: 0 },
  { lat: 0, lon: '0.5' },
  { lat: 52.5, lon: 13.4 },
  { lat: -33.9, lon: 151.2 },
);

const aSighting = fc.record({
  tick: fc.oneof(fc.nat({ max: 8 }), fc.nat({ max: 24 })),
  milliseconds: fc.constantFrom(0, 0, 0, 0, 1, -1),
  type: fc.constantFrom('user.session.start', 'a', 'a', 'b'),
  result: fc.constantFrom('SUCCESS', 'SUCCESS', 'FAILURE'),
  actor: aValue(['ann', 'bob']),
  login: aValue(names),
  display: aValue(logins),
  ip: aValue(['10.0.0.1', '10.0.0.2']),
  session: aValue(['s1', 's2']),
  root: aValue(['r1', 's1']),
  targets: fc.option(someTargets, { nil: undefined }),
  size: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom<Json>(1, 2, '3', '-2', 0.5, '1') },
    {
      weight: 2,
      arbitrary: fc.constantFrom<Json | undefined>(undefined, null, 'x', '1e', '', 4e15),
    },
    { weight: 1, arbitrary: fc.constantFrom<Json>([1, 2], ['2', 'x'], [3, 3]) },
  ),
  place: fc.oneof(
    { weight: 5, arbitrary: aPlace },
    { weight: 1, arbitrary: fc.constantFrom<Json | undefined>(undefined, null, { lat: 1 }, 'x') },
    { weight: 1, arbitrary: fc.constantFrom<Json>({ lat: 91, lon: 0 }, { lat: [1, 2], lon: 3 }) },
  ),
});

/** Identifiers of both kinds, in an order of their own. */
const identifiers = Array.from({ length: 16 }, (_, at) =>
  at % 4 === 3 ? `odd-${at}` : `${at.toString(16)}0000000-0000-4000-8000-00000000000${at % 3}`,
);

export const someRecords = fc
  .tuple(
    fc.array(aSighting, { minLength: 1, maxLength: 14 }),
    fc.shuffledSubarray(identifiers, { minLength: 16 }),
  )
  .map(([sightings, uuids]) =>
    sightings.map((sighting, at) => recordOf(sighting, uuids[at] as string)),
  );

type Sighting = typeof aSighting extends fc.Arbitrary<infer T> ? T : never;

function recordOf(sighting: Sighting, uuid: string): JsonObject {
  const { tick, milliseconds, type, result, actor, login, display, ip, session, root, targets } =
    sighting;
  const { size, place } = sighting;
  const time = Date.UTC(2024, 0, 1) + tick * step * 3_600_000 + milliseconds;
  return defined({
    uuid,
    published: new Date(time).toISOString(),
    eventType: type,
    outcome: { result },
    actor: defined({ id: actor, alternateId: login, displayName: display }),
    client: defined({
      ipAddress: ip,
      geographicalContext: defined({ geolocation: place }),
    }),
    debugContext: { debugData: defined({ size }) },
    authenticationContext: defined({ externalSessionId: session, rootSessionId: root }),
    target: targets?.map(defined),
  });
}

function defined(object: { readonly [key: string]: Json | undefined }): JsonObject {
  const entries = Object.entries(object).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as JsonObject;
}

const someHours = fc.constantFrom(step, 2 * step, 4 * step, 8 * step);

const fieldLists = fc.subarray([...fields], { minLength: 1, maxLength: 2 });

/** What a fact is computed from, for each function. */
const argumentsOf: Readonly<
  Record<FactName, (rules: readonly string[]) => fc.Arbitrary<Omit<FactSpec, 'name' | 'compute'>>>
> = (() => {
  const of = (list: fc.Arbitrary<readonly string[]>) => () =>
    list.map((some) => ({ of: some, among: [] }));
  const nothing = of(fc.constant([]));
  const several = of(fieldLists);
  const number = of(fc.constantFrom([size], [size], ['actor.id'], ['published|hour']));
  const place = of(fc.constant([geolocation]));
  const ofRule = (rules: readonly string[]) =>
    fc.constantFrom(...rules).map((rule) => ({ of: [], among: [], rule }));
  return {
    count: nothing,
    span: nothing,
    rules: nothing,
    steps: nothing,
    seconds: nothing,
    distinct: several,
    most: several,
    values: several,
    switches: several,
    new: several,
    familiar: several,
    surprise: several,
    last: of(fc.constantFrom(...fields.map((field) => [field]), [size])),
    sum: number,
    avg: number,
    min: number,
    max: number,
    median: number,
    percentile: () =>
      fc.record({
        of: fc.constant([size]),
        among: fc.constant([]),
        percent: fc.constantFrom(1, 33.3, 50, 90, 100),
      }),
    portion: () =>
      fc.record({
        of: fieldLists,
        among: fc.constant([]),
        often: fc.record({
          bound: fc.constantFrom('gte' as const, 'lte' as const),
          count: fc.constantFrom(1, 1, 2, 3),
        }),
      }),
    km: place,
    kmh: place,
    share: ofRule,
    since: ofRule,
    zscore: () =>
      fc.constantFrom<Omit<FactSpec, 'name' | 'compute'>>(
        { of: [], among: [], each: 'count' },
        { of: ['client.ipAddress'], among: [], each: 'distinct' },
        { of: [size], among: [], each: 'sum' },
      ),
    similar: () =>
      fc.constant({ of: ['actor.alternateId'], among: ['actor.alternateId', 'target.id'] }),
  };
})();

const everyFunction = Object.keys(functions) as readonly FactName[];
const needRules: readonly FactName[] = ['share', 'since', 'rules', 'steps'];

const aFact = (name: string, rules: readonly string[]): fc.Arbitrary<FactSpec> =>
  fc
    .constantFrom(
      ...everyFunction.filter((compute) => rules.length > 0 || !needRules.includes(compute)),
    )
    .chain((compute) =>
      argumentsOf[compute](rules).map((argument) => ({ name, compute, ...argument })),
    );

/** Names of keys; some are called otherwise in the events of some rules, or only there. */
const someKeys = (
  rules: readonly string[],
  owner: string,
): fc.Arbitrary<Pick<WindowSpec, 'groupBy' | 'groupByAny' | 'aliases'>> => {
  const plain = fc.oneof(
    fc.subarray([...fields], { maxLength: 2 }),
    fc.constantFrom([session], [session, 'client.ipAddress']),
  );
  const unaliased = plain.map((groupBy) => ({ groupBy, aliases: {} }));
  const ways = fc.subarray(
    [[session], ['actor.id'], ['target.id'], ['target.id', 'client.ipAddress']],
    {
      minLength: 2,
      maxLength: 3,
    },
  );
  const inSeveralWays = ways.map((groupByAny) => ({ groupBy: [], groupByAny, aliases: {} }));
  if (rules.length === 0) return fc.oneof({ weight: 3, arbitrary: unaliased }, inSeveralWays);
  const field = fc.constantFrom(...fields);
  const aliased = fc
    .tuple(
      fc.constantFrom('who', 'actor.id', session),
      fc.tuple(...[...rules, owner].map(() => fc.option(field, { nil: undefined }))),
      field,
      fc.boolean(),
    )
    .map(([name, chosen, own, more]) => {
      const entries = [...rules, owner].flatMap((rule, at) => {
        // A name that is no field means something in every rule.
        const path = chosen[at] ?? (name === 'who' ? own : undefined);
        return path === undefined ? [] : [[rule, path] as const];
      });
      const byRule = Object.fromEntries(entries);
      const aliases = entries.length > 0 ? { [name]: byRule } : {};
      return { groupBy: more ? [name, 'client.ipAddress'] : [name], aliases };
    });
  return fc.oneof(
    { weight: 2, arbitrary: unaliased },
    { weight: 1, arbitrary: aliased },
    { weight: 1, arbitrary: inSeveralWays },
  );
};

const aWindow = (
  name: string,
  owner: string,
  feeders: readonly string[],
): fc.Arbitrary<WindowSpec> =>
  fc
    .oneof(fc.constant<readonly string[]>([]), fc.shuffledSubarray([...feeders]))
    .chain((rules) =>
      fc.record({
        name: fc.constant(name),
        rules: fc.constant(rules),
        keys: someKeys(rules, owner),
        reach: fc.oneof(
          fc.record({ before: someHours, after: fc.constant(undefined) }),
          fc.record({ before: someHours, after: fc.constant(undefined), until: someHours }),
          fc.record({ before: fc.constant(undefined), after: someHours }),
          fc.record({ before: someHours, after: someHours }),
        ),
        learn: fc.option(someHours, { nil: undefined, freq: 3 }),
        every: fc.constantFrom(step, 2 * step),
        facts: fc.tuple(aFact('f', rules), aFact('g', rules)),
      }),
    )
    .map(({ reach, keys, ...rest }) =>
      withUntil({ ...rest, ...keys, ...reach, ...pastOf(rest.facts, rest.every, reach.before) }),
    );

/** Buckets are counted back from the event; other windows may end before it. */
function withUntil(window: WindowSpec): WindowSpec {
  const { before = 0, until, facts } = window;
  if (until === undefined) return window;
  return facts.some(({ compute }) => compute === 'zscore')
    ? { ...window, until: undefined }
    : { ...window, before: before + until };
}

/** Functions that look back need a window that does; one that compares buckets needs three. */
function pastOf(facts: readonly FactSpec[], every: number, before: number | undefined) {
  if (facts.some(({ compute }) => compute === 'zscore')) {
    return { before: Math.max(before ?? 0, 4 * every) };
  }
  const looksBack = facts.some(({ compute }) => functions[compute].sees !== 'all');
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
  const near = (...some: readonly number[]) =>
    fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({
          comparison: fc.constantFrom('gt' as const, 'gte' as const, 'lt' as const, 'lte' as const),
          wanted: fc.constantFrom(...some),
        }),
      },
      { weight: 2, arbitrary: exact(fc.constantFrom(...some)) },
      rare,
    );
  const sums = near(-2, 0, 0.5, 1, 2, 3);
  const parts = near(0, 0.2, 0.25, 0.5, 0.75, 1, 2);
  return {
    count: number,
    distinct: number,
    switches: number,
    most: number,
    rules: number,
    steps: number,
    since: number,
    share: parts,
    portion: parts,
    familiar: parts,
    surprise: near(0, 0.5, 0.585, 1, 1.585, 2, 3),
    span: near(0, 1, 21_600, 43_200),
    seconds: near(0, 1, 21_600, 43_200),
    sum: sums,
    avg: sums,
    min: sums,
    max: sums,
    median: sums,
    percentile: sums,
    zscore: near(-1.5, -1, 0, 1, 3, 1_000, 1_001),
    km: near(0, 55, 500, 20_000, 30_000),
    kmh: near(0, 1, 900, 100_000, 100_001),
    last: fc.oneof(
      { weight: 4, arbitrary: exact(fc.constantFrom('ann', 'bob', 'ta', 's1', '1')) },
      { weight: 1, arbitrary: ordered },
      rare,
    ),
    new: fc.oneof({ weight: 4, arbitrary: exact(fc.boolean()) }, rare),
    values: fc.oneof({ weight: 4, arbitrary: exact(words) }, rare),
    similar: fc.oneof({ weight: 4, arbitrary: likeness }, exact(fc.constant(0)), rare),
  };
})();

const aFieldTest: fc.Arbitrary<ConditionSpec> = fc.oneof(
  fc.record({
    kind: fc.constant('test' as const),
    path: fc.constantFrom(
      'eventType',
      'outcome.result',
      'actor.id',
      'target.id',
      userTarget,
      'actor.displayName|domain',
    ),
    comparison: fc.constantFrom('equals' as const, 'neq' as const),
    wanted: fc.constantFrom<TestSpec['wanted']>('a', 'b', 'success', 'ann', 'ta', null),
  }),
  fc.record({
    kind: fc.constant('test' as const),
    path: fc.constantFrom('actor.id', 'target.id', userTarget, session),
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

function aCondition(
  windows: readonly WindowSpec[],
  rules: readonly string[],
  depth = 2,
): fc.Arbitrary<ConditionSpec> {
  const aMatch = fc
    .constantFrom('', ...rules)
    .filter((name) => name !== '')
    .map(
      (wanted): ConditionSpec => ({ kind: 'test', path: 'matches', comparison: 'equals', wanted }),
    );
  const leaf =
    windows.length === 0
      ? aFieldTest
      : fc.oneof(
          { weight: 6, arbitrary: aFactTest(windows) },
          { weight: 2, arbitrary: aFieldTest },
          { weight: 1, arbitrary: aMatch },
        );
  if (depth === 0) return leaf;
  const inner = aCondition(windows, rules, depth - 1);
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

/** The facts of windows that are numbers. */
function numbersOf(windows: readonly WindowSpec[]): readonly string[] {
  return windows.flatMap(({ name, facts }) =>
    facts.flatMap((fact) =>
      fact.compute === 'last' || fact.compute === 'values' ? [] : [`${name}.${fact.name}`],
    ),
  );
}

let formulas = 0;

/** A comparison of two facts, or of a number that is computed of some. */
function aComputedTest(paths: readonly string[]): fc.Arbitrary<ConditionSpec> {
  const path = fc.constantFrom(...paths);
  const operand: fc.Arbitrary<FormulaSpec> = fc.oneof(
    { weight: 4, arbitrary: path },
    { weight: 1, arbitrary: fc.constantFrom(0, 1, 2, 0.5) },
  );
  const pair = (inner: fc.Arbitrary<FormulaSpec>): fc.Arbitrary<FormulaSpec> =>
    fc.record({
      sign: fc.constantFrom('+' as const, '-' as const, '*' as const, '/' as const),
      of: fc.tuple(inner, operand),
    });
  const ordered = fc.constantFrom('gt' as const, 'gte' as const, 'lt' as const, 'lte' as const);
  const alike = fc.constantFrom('equals' as const, 'neq' as const);
  return fc.oneof(
    fc.record({
      kind: fc.constant('test' as const),
      path,
      comparison: fc.oneof(ordered, ordered, alike),
      wanted: fc.constant(null),
      against: path,
    }),
    fc
      .record({
        kind: fc.constant('test' as const),
        comparison: fc.oneof(ordered, ordered, alike),
        wanted: fc.constantFrom(0, 1, 2, 0.5, -1),
        formula: fc.oneof(pair(operand), pair(pair(operand))),
      })
      .map((test) => ({ ...test, path: `computed.x${formulas++}` })),
  );
}

/** A case whose last rule compares facts with each other. */
export const aComputedCase = (crowded: boolean): fc.Arbitrary<Case> =>
  (crowded ? aCrowdedCase : aCase).chain((one) => {
    const top = one.rules.find(({ name }) => name === 'top') as RuleSpec;
    const paths = numbersOf(top.windows);
    if (paths.length === 0) return fc.constant(one);
    const test = aComputedTest(paths);
    return fc
      .oneof(
        test,
        test.map((of) => ({ kind: 'not' as const, of })),
        fc.tuple(test, test).map((of) => ({ kind: 'or' as const, of })),
        fc.tuple(test, aFactTest(top.windows)).map((of) => ({ kind: 'and' as const, of })),
      )
      .map((condition) => ({
        ...one,
        rules: one.rules.map((rule) => (rule === top ? { ...rule, condition } : rule)),
      }));
  });

function aRule(name: string, feeders: readonly string[], most: number): fc.Arbitrary<RuleSpec> {
  return fc
    .integer({ min: most === 0 ? 0 : 1, max: most })
    .chain((count) =>
      fc.tuple(...['v', 'w'].slice(0, count).map((window) => aWindow(window, name, feeders))),
    )
    .chain((windows) =>
      fc.record({
        name: fc.constant(name),
        windows: fc.constant(windows),
        condition: aCondition(windows, feeders),
      }),
    );
}

/** A few events, most of which share their instant with others. */
const crowdedRecords = fc
  .tuple(someRecords, fc.array(fc.constantFrom(0, 0, 1, 2, 3), { minLength: 7, maxLength: 7 }))
  .map(([records, ticks]) =>
    records.slice(0, 7).map((record, at) => {
      const time = Date.UTC(2024, 0, 1) + (ticks[at] as number) * step * 3_600_000;
      return { ...record, published: new Date(time).toISOString() };
    }),
  );

/** The rule `top`; its windows may be fed by `mid`, and all of them by rules that have no windows. */
const caseWith = (someEvents: typeof someRecords): fc.Arbitrary<Case> =>
  fc
    .record({
      base: aRule('base', [], 0),
      side: aRule('side', [], 0),
      mid: aRule('mid', ['base', 'side'], 1),
      top: aRule('top', ['base', 'side', 'mid'], 2),
      records: someEvents,
    })
    .chain(({ base, side, mid, top, records }) =>
      fc
        .tuple(
          fc.shuffledSubarray([...records, ...records.slice(0, 3)], {
            minLength: records.length + Math.min(records.length, 3),
          }),
        )
        .map(([arrival]) => ({ rules: [base, side, mid, top], records, arrival })),
    );

export const aCase = caseWith(someRecords);
export const aCrowdedCase = caseWith(crowdedRecords);
