import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { Json, JsonObject } from '../../src/event/json.ts';
import type { Why } from '../../src/finding/finding.ts';
import { at, hunted, someRules } from '../builders.ts';
import { event, lists, selection } from '../detection/generators.ts';
import { selected } from '../detection/oracle.ts';
import { oracleRuns } from '../effort.ts';
import { naiveReasons, type Reason } from './oracle.ts';

vi.setConfig({ testTimeout: 60_000 });

async function whyOf(detection: JsonObject, over: JsonObject): Promise<readonly Why[] | undefined> {
  const rules = someRules([{ detection, fingerprint: ['uuid'] }], lists);
  const { findings } = await hunted([at(0, over)], rules);
  return findings[0]?.why;
}

describe('a reason is a test that decided, with the value that met it', () => {
  type Row = readonly [string, JsonObject, JsonObject, readonly string[]];
  const app = (displayName: string, alternateId = 'x'): JsonObject => ({
    type: 'AppInstance',
    alternateId,
    displayName,
  });
  const user = (alternateId: string): JsonObject => ({
    type: 'User',
    alternateId,
    displayName: alternateId,
  });
  const many = Array.from({ length: 40 }, (_, index) => ({ displayName: `T${index + 1}` }));
  const rows: readonly Row[] = [
    [
      'the block that held, not the one whose parts stand in different members',
      {
        alice: { 'target[any]': { type: 'User', alternateId: 'alice' } },
        prod: { 'target[any]': { type: 'AppInstance', displayName: 'Prod' } },
        condition: 'alice or prod',
      },
      { target: [user('bob'), app('Prod', 'alice')] },
      ['target.type = AppInstance', 'target.displayName = Prod'],
    ],
    [
      'the branch beside a block that not all members meet',
      {
        a: { 'target[all]': { type: 'User' } },
        b: { 'outcome.result': 'SUCCESS' },
        condition: 'a or b',
      },
      { target: [user('bob'), app('Prod')], outcome: { result: 'SUCCESS' } },
      ['outcome.result = SUCCESS'],
    ],
    [
      'a word, where it stands',
      { words: ['evilword'], other: { eventType: 'c' }, condition: 'words or other' },
      { displayMessage: 'evilword here' },
      ['displayMessage = evilword here (contains "evilword")'],
    ],
    [
      'a word inside an array',
      { words: ['evilword'], condition: 'words' },
      { target: [{ displayName: 'an evilword' }] },
      ['target.displayName = an evilword (contains "evilword")'],
    ],
    [
      'the fortieth of forty values',
      { s: { 'target.displayName': 'T40' }, o: { eventType: 'c' }, condition: 's or o' },
      { target: many },
      ['target.displayName = T40'],
    ],
    [
      'the member at a place',
      { s: { 'target[0].type': 'AppInstance' }, condition: 's' },
      { target: [app('Prod'), user('bob')] },
      ['target.type = AppInstance'],
    ],
    [
      'each of the members that all had to meet',
      { s: { 'target[all]': { 'displayName|startswith': ['A', 'B'] } }, condition: 's' },
      { target: [app('Ab'), app('Bc')] },
      ['target.displayName = Ab, Bc (begins with "A" or begins with "B")'],
    ],
    [
      'the member that a block must not have, if it must not not have it',
      { s: { 'target[none]': { type: 'User' } }, condition: 'not s' },
      { target: [app('Prod'), user('bob')] },
      ['target.type = User'],
    ],
    [
      'a block that no member meets, if there is no better reason',
      { s: { 'target[none]': { type: 'User' } }, condition: 's' },
      { target: [app('Prod')] },
      ['target[none]: type: User'],
    ],
    [
      'what the event is not, if there is no better reason',
      { s: { 'outcome.result': 'FAILURE' }, condition: 'not s' },
      { outcome: { result: 'SUCCESS' } },
      ['outcome.result = SUCCESS (not FAILURE)'],
    ],
    [
      'what the event does not have',
      { s: { 'outcome.reason|contains': 'x' }, condition: 'not s' },
      { outcome: { result: 'SUCCESS' } },
      ['outcome.reason is absent, not contains "x"'],
    ],
    [
      'words that the event does not have',
      { s: ['evilword'], condition: 'not s' },
      {},
      ['no value of the event contains "evilword"'],
    ],
    [
      'the one of several values that another field has',
      { s: { 'target.alternateId|fieldref': 'actor.alternateId' }, condition: 's' },
      { target: [user('bob'), user('ann')], actor: { alternateId: 'ANN' } },
      ['target.alternateId = ann (equals actor.alternateId)'],
    ],
    [
      'every value that had to be there',
      { s: { 'target.displayName|all': ['bob', 'Prod'] }, condition: 's' },
      { target: [user('bob'), app('Prod'), user('eve')] },
      ['target.displayName = bob, Prod'],
    ],
    [
      'the encoded value',
      { s: { 'debugContext.debugData.x|base64offset|contains': 'foobar' }, condition: 's' },
      { debugContext: { debugData: { x: ['b', btoa('foobarx')] } } },
      ['debugContext.debugData.x = Zm9vYmFyeA== (contains "Zm9vYmFy" or a variant)'],
    ],
    [
      'the deciding value in a block within a block',
      { s: { 'a[any]': { 'b[any]': { c: 1 } } }, condition: 's' },
      { a: [{ b: [{ c: 2 }] }, { b: [{ c: 3 }, { c: 1 }] }] },
      ['a.b.c = 1'],
    ],
  ];
  test.each(rows)('%s', async (_, detection, over, expected) => {
    const why = await whyOf(detection, over);
    expect(why?.map(({ fact }) => fact).sort()).toEqual([...expected].sort());
  });

  test('also of a raise', async () => {
    const rules = someRules([
      {
        detection: {
          a: { eventType: 'a' },
          vip: { 'target[any]': { alternateId: 'root', type: 'User' } },
          word: ['evilword'],
          condition: 'a',
        },
        raise: [
          { level: 'high', condition: 'vip' },
          { level: 'critical', condition: 'word' },
        ],
      },
    ]);
    const { findings } = await hunted([at(0, { target: [app('x'), user('root')] })], rules);
    expect(findings[0]).toMatchObject({ severity: 'high' });
    expect(findings[0]?.why.map(({ fact }) => fact)).toEqual([
      'eventType = a',
      'target.alternateId = root',
      'target.type = User',
    ]);
  });

  const conditions: readonly (readonly [string, (wanted: boolean, all: Asked) => Reasons])[] = [
    ['a', (wanted, { a }) => a(wanted)],
    ['not a', (wanted, { a }) => a(!wanted)],
    ['a or b', (wanted, { a, b }) => (wanted ? either : both)(a(wanted), b(wanted))],
    ['a and b', (wanted, { a, b }) => (wanted ? both : either)(a(wanted), b(wanted))],
    ['a and not b', (wanted, { a, b }) => (wanted ? both : either)(a(wanted), b(!wanted))],
    ['a or not b', (wanted, { a, b }) => (wanted ? either : both)(a(wanted), b(!wanted))],
    ['not (a or b)', (wanted, { a, b }) => (wanted ? both : either)(a(!wanted), b(!wanted))],
    ['1 of them', (wanted, { a, b }) => (wanted ? either : both)(a(wanted), b(wanted))],
  ];
  /** The reasons for which something comes out as wanted; undefined if it does not. */
  type Reasons = readonly Reason[] | undefined;
  type Asked = Readonly<Record<'a' | 'b', (wanted: boolean) => Reasons>>;
  const either = (x: Reasons, y: Reasons): Reasons =>
    x || y ? [...(x ?? []), ...(y ?? [])] : undefined;
  const both = (x: Reasons, y: Reasons): Reasons => (x && y ? [...x, ...y] : undefined);

  test('for random rules and events', async () => {
    let count = 0;
    const numRuns = oracleRuns(300, 60);
    await fc.assert(
      fc.asyncProperty(
        selection,
        selection,
        fc.constantFrom(...conditions),
        fc.array(event, { minLength: 3, maxLength: 3 }),
        async (a, b, [condition, means], events) => {
          for (const raw of events) {
            const given = at(0, raw);
            const reasonsFor =
              (own: Json) =>
              (wanted: boolean): Reasons =>
                selected(own, given, lists) === wanted
                  ? naiveReasons(own, given, wanted, lists)
                  : undefined;
            const expected = means(true, { a: reasonsFor(a), b: reasonsFor(b) });
            const why = await whyOf({ a, b, condition }, raw);
            expect(why !== undefined).toBe(expected !== undefined);
            if (!why || !expected) continue;
            count += why.length;
            expect(why.length).toBeGreaterThan(0);
            for (const { field, values, fact } of why) {
              const told = expected.filter((one) => one.field === field || one.field === '*');
              const fits =
                told.length > 0 &&
                values.every((value) => told.some(({ allows }) => allows(value)));
              expect([fact, fits]).toEqual([fact, true]);
            }
          }
        },
      ),
      { numRuns },
    );
    expect(count).toBeGreaterThan(numRuns / 3);
  });

  test('are those of each event by itself, whatever events before it had', async () => {
    const text = fc.constantFrom<Json>('x', 'xy', 'z', 'Z', null, 1);
    const targets = fc.array(fc.record({ displayName: text, alternateId: text }), {
      minLength: 1,
      maxLength: 3,
    });
    const tested = fc.constantFrom<JsonObject>(
      { 'target.displayName|contains': 'x' },
      { 'target.displayName|contains': ['z', 'y'], 'target.alternateId': 'x' },
      { 'target.displayName|fieldref': 'actor.alternateId' },
      { 'target[any]': { displayName: 'z' }, 'target.alternateId|exists': true },
    );
    let crowded = 0;
    await fc.assert(
      fc.asyncProperty(
        tested,
        tested,
        fc.array(targets, { minLength: 2, maxLength: 2 }),
        fc.array(fc.tuple(fc.nat({ max: 1 }), text), { minLength: 6, maxLength: 12 }),
        async (a, b, lists, some) => {
          const detection = { a, b, condition: 'a or b' };
          const events = some.map(([list, alternateId], hours) => {
            const actor = { id: 'u', alternateId };
            return at(hours, { uuid: `e${hours}`, target: lists[list] ?? [], actor });
          });
          const rules = someRules([{ detection, fingerprint: ['uuid'] }]);
          const { findings } = await hunted(events, rules);
          const told = new Map(findings.map((one) => [one.evidence.decisive, one.why]));
          for (const event of events) {
            const { findings: alone } = await hunted([event], rules);
            expect(told.get(event['uuid'] as string)).toEqual(alone[0]?.why);
            if (alone[0]?.why.some(({ values }) => values.length > 0)) crowded++;
          }
        },
      ),
      { numRuns: oracleRuns(150, 20) },
    );
    expect(crowded).toBeGreaterThan(20);
  });
});
