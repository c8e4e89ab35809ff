import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../src/event/json.ts';
import type { Input } from '../../src/hunt.ts';
import { reportSchema } from '../../src/report/finding/report-schema.ts';
import { reporters } from '../../src/report/finding/reporters.ts';
import { leastBudget } from '../../src/store/buffer-pool.ts';
import { at, clock, hunted, someRules } from '../builders.ts';
import { effort } from '../effort.ts';
import { reportOf, someOptions } from '../report/builders.ts';
import { spillToMemory } from '../store/builders.ts';

const read = (name: string): JsonObject =>
  JSON.parse(
    readFileSync(join(import.meta.dirname, `../../fixtures/copies/${name}.ndjson`), 'utf8'),
  );
const [thin, whole, later] = [read('thin'), read('whole'), read('other-time')] as const;

const plain = someRules([
  { name: 'starts', detection: { s: { eventType: 'user.session.start' }, condition: 's' } },
  { name: 'tokens', detection: { s: { 'debugContext.debugData.dtHash': '*' }, condition: 's' } },
]);

describe('copies of one event with different content', () => {
  const told = async (records: readonly JsonObject[]) => {
    const { findings, summary } = await hunted(records, plain);
    const { conflicts, evaluated, duplicate, coverage, doubts } = summary;
    return {
      text: JSON.stringify([findings, { ...summary, state: null }]),
      findings,
      conflicts,
      evaluated,
      duplicate,
      coverage,
      doubts,
    };
  };

  test.each<[string, readonly JsonObject[]]>([
    ['a thin one and the whole one', [thin, whole]],
    ['one of another time', [later, whole]],
    ['all three', [later, thin, whole]],
  ])('%s are one event, and the same to the byte in any order', async (_, records) => {
    const one = await told(records);
    const rest = records.length - 1;
    expect(one).toMatchObject({ evaluated: 1, duplicate: rest, doubts: [] });
    expect(one.findings.map(({ rule }) => rule.name)).toEqual(['starts', 'tokens']);
    expect(one.coverage).toMatchObject({ first: whole['published'], last: whole['published'] });
    expect(one.conflicts).toEqual({
      events: 1,
      times: records.includes(later) ? 1 : 0,
      uuids: [whole['uuid']],
    });
    for (const order of [records.toReversed(), [...records.slice(1), records[0] as JsonObject]]) {
      expect((await told(order)).text).toBe(one.text);
    }
  });

  test('copies that are equal as JSON are no conflict', async () => {
    const turned = Object.fromEntries(Object.entries(whole).reverse());
    const { conflicts, duplicate } = await told([whole, turned, whole]);
    expect([conflicts, duplicate]).toEqual([undefined, 2]);
  });
});

test('every report tells of events whose copies differ', async () => {
  const { findings, summary } = await hunted([thin, whole], plain);
  const outcomes = [...findings, summary];
  const document = JSON.parse(reportOf(reporters.json.create(someOptions()), outcomes));
  expect(reportSchema.parse(document).summary.conflicts).toEqual(summary.conflicts);
  const table = reportOf(reporters.table.create(someOptions({ verbose: true })), outcomes);
  expect(table).toContain('1 event has copies that differ;');
  expect(table).toContain(String(whole['uuid']));
});

/** Rules that ask for windows, sessions, and fields that formats lose. */
const rules = someRules([
  { name: 'fed', generate: false, detection: { a: { eventType: 'b' }, condition: 'a' } },
  {
    name: 'near',
    fingerprint: ['uuid'],
    context: {
      own: { 'group-by': ['actor.id'], before: '3h', fields: { n: { count: true } } },
      fed: {
        rules: ['fed'],
        'group-by': ['actor.id'],
        after: '2h',
        fields: { n: { count: true } },
      },
    },
    detection: { own: { 'own.n|gte': 2 }, fed: { 'fed.n': 0 }, condition: 'own and fed' },
  },
  {
    name: 'unstarted',
    fingerprint: ['uuid'],
    context: {
      s: {
        'group-by': ['authenticationContext.externalSessionId'],
        before: '9h',
        fields: { n: { distinct: 'client.ipAddress' } },
      },
    },
    detection: { s: { 's.n|lte': 1 }, condition: 's' },
  },
  {
    name: 'two',
    correlation: {
      type: 'event_count',
      rules: ['fed'],
      'group-by': ['actor.id'],
      timespan: '2h',
      condition: { gte: 2 },
    },
  },
]);

const aCopy = fc.record({
  id: fc.nat({ max: 5 }),
  actor: fc.constantFrom('ann', 'bob'),
  hours: fc.nat({ max: 90 }),
  type: fc.constantFrom('a', 'b', 'user.session.start'),
  session: fc.constantFrom<Json>('s1', 's2', null),
  ip: fc.constantFrom<Json>('10.0.0.1', '10.0.0.2', null),
  part: fc.boolean(),
  lossy: fc.constantFrom<readonly string[] | undefined>(
    undefined,
    undefined,
    ['actor.id'],
    ['client.ipAddress'],
  ),
});
type ACopy = typeof aCopy extends fc.Arbitrary<infer T> ? T : never;

function inputOf({ id, actor, hours, type, session, ip, part, lossy }: ACopy): Input {
  const {
    target: _,
    securityContext: __,
    ...raw
  } = at(hours / 4, {
    uuid: id % 2 === 0 ? `event-${id}` : `00000000-0000-4000-8000-00000000000${id}`,
    eventType: type,
    actor: { id: actor },
    client: { ipAddress: ip },
    authenticationContext: { externalSessionId: session },
    ...(part && { securityContext: { asNumber: 1 } }),
  });
  const whole = part ? { ...raw, securityContext: { asNumber: 1 } } : raw;
  const uuid = String(raw['uuid']);
  const time = Date.parse(clock(hours / 4));
  return { kind: 'event', uuid, time, type, raw: whole, ...(lossy && { keeps: lossy }) } as Input;
}

/** The copy that is to be taken, found by comparing texts. */
function chosen(copies: readonly ACopy[]): readonly ACopy[] {
  const fullness = ({ session, ip, part, lossy }: ACopy): number =>
    [session, ip, part || null].filter((value) => value !== null).length * 2 + (lossy ? 0 : 1);
  const ids = [...new Set(copies.map(({ id }) => id))];
  return ids.map((id) => {
    const own = copies.filter((copy) => copy.id === id);
    return own.reduce((a, b) => {
      if (fullness(a) !== fullness(b)) return fullness(a) > fullness(b) ? a : b;
      return a.hours <= b.hours ? a : b;
    });
  });
}

const someCopies = fc.array(aCopy, { minLength: 1, maxLength: 14 });

async function toldOf(copies: readonly ACopy[], options = {}): Promise<string> {
  const { findings, summary } = await hunted(copies.map(inputOf), rules, options);
  return JSON.stringify([findings, { ...summary, state: null }]);
}

test('a log gives the same answer to the byte, in whatever order its copies come', async () => {
  const shuffles = someCopies.chain((copies) =>
    fc.tuple(fc.constant(copies), fc.shuffledSubarray(copies, { minLength: copies.length })),
  );
  const range = { since: Date.parse(clock(5)), until: Date.parse(clock(15)) };
  const property = fc.asyncProperty(shuffles, fc.boolean(), async ([copies, other], isRange) => {
    const options = isRange ? range : {};
    const state = { budget: leastBudget, spill: spillToMemory() };
    expect(await toldOf(other, { ...options, state })).toBe(await toldOf(copies, options));
  });
  await fc.assert(property, { numRuns: effort(400) });
}, 120_000);

test('what is judged is what would be if each event had come once, as its fullest copy', async () => {
  const property = fc.asyncProperty(someCopies, async (copies) => {
    // Copies that are as full and of one time are chosen among by their digest.
    const ambiguous = copies.some((a) =>
      copies.some((b) => a !== b && a.id === b.id && a.hours === b.hours),
    );
    fc.pre(!ambiguous);
    const [all, best] = await Promise.all(
      [copies, chosen(copies)].map((some) => hunted(some.map(inputOf), rules)),
    );
    expect(all?.findings).toEqual(best?.findings);
    const { duplicate, records, conflicts, state, ...rest } = all?.summary ?? {};
    expect(best?.summary).toMatchObject(rest as object);
    expect(duplicate).toBe(copies.length - (best?.summary.records ?? 0));
  });
  await fc.assert(property, { numRuns: effort(600) });
}, 120_000);

test('forgetting takes the best copy of what it still remembers', async () => {
  const filler = Array.from({ length: 1_500 }, (_, n) => at(n / 100, { uuid: `filler-${n}` }));
  const late = { ...whole, published: clock(14.99) };
  const stub = { ...thin, published: clock(14.99) };
  const state = { budget: leastBudget };
  const { findings, summary } = await hunted([...filler, stub, late], plain, { state });
  expect(summary.state.exact).toBe(false);
  expect(summary.conflicts).toMatchObject({ events: 1 });
  expect(findings.some(({ rule }) => rule.name === 'tokens')).toBe(true);
});
