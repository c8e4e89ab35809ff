import fc from 'fast-check';
import type { Json, JsonObject } from '../../src/event/json.ts';
import {
  type Condition,
  type CorrelationSpec,
  type Expression,
  named,
  type Order,
} from './oracle.ts';

/** Random logs and correlations, small enough for every group to see ties, edges and doubt. */

const step = 10 * 60_000;
const start = Date.UTC(2024, 0, 1);

export interface Case {
  readonly low: CorrelationSpec;
  readonly high: CorrelationSpec;
  readonly records: readonly JsonObject[];
  readonly arrival: readonly JsonObject[];
}

const aPlace = fc.oneof(
  { weight: 8, arbitrary: fc.nat({ max: 30 }) },
  { weight: 1, arbitrary: fc.nat({ max: 30 }).map((place) => place + 400) },
);

const aRecord = fc.record({
  place: aPlace,
  type: fc.constantFrom('a', 'a', 'b', 'ab', 'ab', 'd', 'e', 'x'),
  actor: fc.constantFrom<Json>('u1', 'u1', 'u1', 'u2', null, 'unknown'),
  targets: fc.constantFrom<readonly string[]>(['u1'], ['u1'], ['u2'], ['u1', 'u2'], []),
  number: fc.constantFrom<Json>(1, 2, 2.5, -3, '4', 'many', null, [1, 5]),
});

const someRecords: fc.Arbitrary<readonly JsonObject[]> = fc
  .array(aRecord, { minLength: 1, maxLength: 24 })
  .chain((records) =>
    fc
      .shuffledSubarray(
        records.map((_, at) => at),
        { minLength: records.length },
      )
      .map((ids) =>
        records.map(({ place, type, actor, targets, number }, at) => ({
          uuid: `event-${String(ids[at]).padStart(2, '0')}`,
          published: new Date(start + place * step).toISOString(),
          eventType: type,
          outcome: { result: 'SUCCESS' },
          actor: { id: actor },
          target: targets.map((id, place) => ({ id, type: place === 0 ? 'User' : 'AppInstance' })),
          transaction: { id: number },
        })),
      ),
  );

const orders: readonly Order[] = ['gt', 'gte', 'lt', 'lte', 'eq', 'neq'];

function someBounds(
  number: fc.Arbitrary<number>,
): fc.Arbitrary<readonly (readonly [Order, number])[]> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.tuple(fc.constant<Order>('gte'), number).map((bound) => [bound]) },
    { weight: 3, arbitrary: fc.tuple(fc.constantFrom(...orders), number).map((bound) => [bound]) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          fc.constantFrom<Order>('gt', 'gte'),
          number,
          fc.constantFrom<Order>('lt', 'lte'),
          number,
        )
        .map(([low, a, high, b]) => [[low, a] as const, [high, a + b] as const]),
    },
  );
}

const aCount = fc.integer({ min: 1, max: 4 });
const aNumber = fc.constantFrom(-2, 0, 1, 2, 2.5, 4, 6);

function aCondition(type: string, rules: readonly string[]): fc.Arbitrary<Condition> {
  const kind = fc.constant('bounds' as const);
  const bounds = someBounds(aCount);
  if (type === 'event_count') return fc.record({ kind, bounds });
  if (type === 'value_count') {
    const field = fc.subarray(['actor.id', 'target[type=AppInstance].id', 'transaction.id'], {
      minLength: 1,
    });
    return fc.record({ kind, bounds, field });
  }
  if (type.startsWith('value')) {
    const plain = { kind, bounds: someBounds(aNumber), field: fc.constant(['transaction.id']) };
    const percentile = fc.constantFrom(1, 25, 50, 80, 100);
    return type === 'value_percentile' ? fc.record({ ...plain, percentile }) : fc.record(plain);
  }
  const occurrence = (expression: fc.Arbitrary<Expression>): fc.Arbitrary<Condition> =>
    fc.record({ kind: fc.constant('occurrence' as const), expression });
  return fc.oneof(
    fc.record({ kind, bounds }),
    occurrence(type === 'temporal' ? anExpression(rules) : aRow(rules)),
  );
}

function anExpression(rules: readonly string[], depth = 2): fc.Arbitrary<Expression> {
  const rule = fc.constantFrom<Expression>(...rules);
  if (depth === 0) return rule;
  const inner = anExpression(rules, depth - 1);
  const row = fc.array(inner, { minLength: 2, maxLength: 3 });
  return fc.oneof(
    rule,
    inner.map((not) => ({ not })),
    row.map((and) => ({ and })),
    row.map((or) => ({ or })),
  );
}

/** Steps, with absences before, between and behind them. */
function aRow(rules: readonly string[]): fc.Arbitrary<Expression> {
  const part = fc.oneof(
    fc.constantFrom<Expression>(...rules),
    fc.constantFrom<Expression>(...rules).map((not) => ({ not })),
  );
  return fc
    .array(part, { minLength: 2, maxLength: 4 })
    .filter((parts) => parts.some((one) => typeof one === 'string'))
    .map((and) => ({ and }));
}

const someGroups = fc.constantFrom<readonly string[]>(
  [],
  ['actor.id'],
  ['target.id'],
  ['target[type=User].id'],
  ['actor.id', 'target.id'],
  ['who'],
  ['who', 'target.id'],
);

export const types = [
  'event_count',
  'value_count',
  'value_sum',
  'value_avg',
  'value_median',
  'value_percentile',
  'temporal',
  'temporal_ordered',
] as const;

function aCorrelation(
  name: string,
  feeders: readonly string[],
  fields: Readonly<Record<string, readonly string[]>>,
): fc.Arbitrary<CorrelationSpec> {
  return fc
    .record({
      type: fc.constantFrom(...types),
      rules: fc.shuffledSubarray([...feeders], { minLength: 1 }),
      twice: fc.nat({ max: 9 }).map((dice) => dice === 0),
    })
    .chain(({ type, rules, twice }) => {
      const all = twice && type === 'temporal_ordered' ? [...rules, rules[0] as string] : rules;
      return fc.record({
        name: fc.constant(name),
        type: fc.constant(type),
        rules: fc.constant(all),
        groupBy: someGroups,
        aliases: fc
          .record(
            Object.fromEntries(
              rules.map((rule) => [rule, fc.constantFrom(...(fields[rule] ?? []))]),
            ),
          )
          .map((who) => ({ who })),
        timespan: fc.constantFrom(10, 20, 40, 60),
        condition: aCondition(type, rules),
      });
    })
    .map((spec) => ({
      ...spec,
      rules: spec.condition.kind === 'bounds' ? spec.rules : rulesIn(spec.condition.expression),
      aliases: spec.groupBy.includes('who') ? spec.aliases : {},
    }))
    .map((spec) => ({ ...spec, aliases: aliasesOf(spec) }));
}

/** A condition over rules is about those that it names. */
function rulesIn(expression: Expression): readonly string[] {
  return [...new Set([...named(expression, true), ...named(expression, false)])];
}

/** Aliases speak of no other rules than the correlation does. */
function aliasesOf({ aliases, rules }: CorrelationSpec): CorrelationSpec['aliases'] {
  return Object.fromEntries(
    Object.entries(aliases).map(([name, fields]) => [
      name,
      Object.fromEntries(Object.entries(fields).filter(([rule]) => rules.includes(rule))),
    ]),
  );
}

const plain = ['actor.id', 'target.id', 'target[-1].id', 'actor.id|user', 'published|daypart'];

/** The correlation `high` may refer to `low`; both to the rules `ra`, `rb` and, which may be in doubt, `rd`. */
export const aCase: fc.Arbitrary<Case> = fc
  .record({
    low: aCorrelation('low', ['ra', 'rb', 'rd'], { ra: plain, rb: plain, rd: plain }),
    high: aCorrelation('high', ['low', 'ra', 'rd'], {
      low: [...plain, 'who'],
      ra: plain,
      rd: plain,
    }),
    records: someRecords,
  })
  .chain(({ records, ...rest }) =>
    fc
      .shuffledSubarray([...records, ...records.slice(0, 2)], {
        minLength: records.length + Math.min(records.length, 2),
      })
      .map((arrival) => ({ ...rest, records, arrival })),
  );

/** The case without events of which the order is not known. */
export function apart(given: Case): Case {
  const times = new Map(given.records.map((record) => [record['published'], record]));
  const isAlone = (record: JsonObject): boolean =>
    times.get(record['published'])?.['uuid'] === record['uuid'];
  return {
    ...given,
    records: given.records.filter(isAlone),
    arrival: given.arrival.filter(isAlone),
  };
}

export type CrowdedCase = Pick<Case, 'low' | 'high' | 'records'>;

/**
 * A few events, most of which share their instant with others, in a log that covers the time around
 * them.
 */
export const aCrowdedCase: fc.Arbitrary<CrowdedCase> = fc
  .tuple(aCase, fc.array(fc.nat({ max: 4 }), { minLength: 7, maxLength: 7 }))
  .map(([{ low, high, records }, places]) => {
    const crowded = records.slice(0, 7).map((record, at) => ({
      ...record,
      published: new Date(start + ((places[at] as number) + 144) * step).toISOString(),
    }));
    const edges = [72, 180].map((place) => ({
      ...records[0],
      uuid: `event-edge-${place}`,
      eventType: 'x',
      published: new Date(start + place * step).toISOString(),
    }));
    return { low, high, records: [...crowded, ...edges] };
  });
