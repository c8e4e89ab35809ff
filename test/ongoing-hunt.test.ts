import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileRules } from '../src/detection/compile.ts';
import type { CoveredTime } from '../src/engine/event-log.ts';
import type { Outcome } from '../src/engine/outcome.ts';
import { shelve } from '../src/engine/rule-shelf.ts';
import { decodeEvent } from '../src/event/decode.ts';
import type { Event } from '../src/event/event.ts';
import type { JsonObject } from '../src/event/json.ts';
import { createOngoingHunt, hunt } from '../src/hunt.ts';
import { builtInRules, loadRules } from '../src/input/rule-files.ts';
import { parseRules } from '../src/rule/link.ts';
import type { RuleSet } from '../src/rule/rule.ts';
import { rulesOf } from './correlation/builders.ts';
import { aCase as aCorrelationCase, apart } from './correlation/generators.ts';
import { effort, oracleRuns } from './effort.ts';
import { aRecord } from './event/builders.ts';
import { yamlOf } from './window/builders.ts';
import { aCase, aComputedCase, aCrowdedCase, type Case } from './window/generators.ts';

/** Some looks at a growing log: how many events have come, and until when everything is known beyond them. */
interface Look {
  readonly events: number;
  readonly known: number;
}

const hour = 3_600_000;

/** Looks at a log of so many events, the last of them at all. */
const looksAt = (length: number): fc.Arbitrary<readonly Look[]> =>
  fc
    .array(
      fc.record({ events: fc.nat({ max: length }), known: fc.constantFrom(0, 0, 0, 1, 7, 30, 72) }),
      { minLength: 1, maxLength: 5 },
    )
    .map((looks) => [
      ...looks.toSorted((a, b) => a.events - b.events),
      { events: length, known: 0 },
    ]);

/** All that is told but for what remembering cost, which depends on how it came to be remembered. */
async function told(outcomes: AsyncIterable<Outcome>): Promise<readonly string[]> {
  const all: string[] = [];
  for await (const outcome of outcomes) {
    if (outcome.kind === 'progress') continue;
    const { state, ...rest } = { state: undefined, ...outcome };
    all.push(JSON.stringify({ ...rest, ...(state && { ...state, peakBytes: 0 }) }));
  }
  return all;
}

/** Holds an ongoing hunt, look for look, to a hunt over all events that have come. */
async function agree(
  records: readonly JsonObject[],
  set: RuleSet,
  looks: readonly Look[],
  since?: number,
): Promise<void> {
  const shelf = shelve(compileRules(set));
  const options = since === undefined ? {} : { since };
  const ongoing = createOngoingHunt(shelf, options);
  const events = records.map((record) => decodeEvent(record, { file: 'log' }) as Event);
  const from = Math.min(...events.map(({ time }) => time));
  let [came, to] = [0, from];
  for (const look of looks) {
    for (const event of events.slice(came, look.events)) {
      ongoing.take(event);
      to = Math.max(to, event.time);
    }
    came = look.events;
    to += look.known * hour;
    const covered: CoveredTime | undefined = look.known > 0 ? { from, to } : undefined;
    const again = { ...options, covered: () => covered };
    expect(await told(ongoing.look(covered))).toEqual(
      await told(hunt(events.slice(0, came), shelf, again)),
    );
  }
}

/** That two events share a key makes a window look closer; one alone is no candidate for that. */
const fedOutOfOrder = `
title: mid
name: mid
logsource: {product: okta, service: okta}
generate: false
context: {v: {group-by: [actor.id], after: 6h, fields: {n: {count: true}}}}
detection: {s: {v.n: 2}, condition: not s}
---
title: top
name: top
logsource: {product: okta, service: okta}
detection: {s: {matches: mid}, condition: s}
`;

/** The rules of a case, with findings of one event each or of one actor. */
const rulesIn = (rules: Case['rules'], isByActor: boolean): RuleSet =>
  parseRules(yamlOf(rules, 'top').replaceAll('["uuid"]', isByActor ? '["actor.id"]' : '["uuid"]'));

const asked = fc.record({
  isByActor: fc.boolean(),
  since: fc.option(fc.nat({ max: 144 }), { nil: undefined, freq: 3 }),
  inOrder: fc.boolean(),
});

const whenSince = (hours: number | undefined): number | undefined =>
  hours === undefined ? undefined : Date.UTC(2024, 0, 1) + hours * hour;

function byTime(records: readonly JsonObject[]): readonly JsonObject[] {
  const timeOf = ({ published }: JsonObject): string => String(published);
  return records.toSorted((a, b) => (timeOf(a) < timeOf(b) ? -1 : timeOf(a) > timeOf(b) ? 1 : 0));
}

describe('an ongoing hunt finds at each look what a hunt over all that came finds', () => {
  test.each([
    ['of windows', aCase],
    ['of windows where most events share their instant', aCrowdedCase],
    ['that compare facts', aComputedCase(false)],
  ])(
    'by random rules %s',
    async (_, cases) => {
      const given = cases.chain((one) => fc.tuple(fc.constant(one), looksAt(one.arrival.length)));
      const property = fc.asyncProperty(given, asked, async ([{ rules, arrival }, looks], how) => {
        const records = how.inOrder ? byTime(arrival) : arrival;
        await agree(records, rulesIn(rules, how.isByActor), looks, whenSince(how.since));
      });
      await fc.assert(property, { numRuns: oracleRuns(800, 150) });
    },
    600_000,
  );

  test('by random correlations', async () => {
    const given = aCorrelationCase.chain((one) =>
      fc.tuple(fc.constant(one), looksAt(apart(one).arrival.length), fc.boolean()),
    );
    const property = fc.asyncProperty(given, async ([one, looks, inOrder]) => {
      const set = rulesOf([one.low, one.high]);
      const { arrival } = apart(one);
      fc.pre(set !== undefined && arrival.length > 0);
      if (set) await agree(inOrder ? byTime(arrival) : arrival, set, looks);
    });
    await fc.assert(property, { numRuns: oracleRuns(400, 80) });
  }, 600_000);

  test('by a rule of which some candidates are decided by their key, before earlier ones', async () => {
    const rules = parseRules(fedOutOfOrder, 'rules.yml');
    const records = ['00:00', '00:00', '18:00'].map((time, index) =>
      aRecord({
        uuid: `event-${index}`,
        published: `2024-01-01T${time}:00.000Z`,
        actor: { id: index < 2 ? 'ann' : 'bob', type: 'User', alternateId: 'x' },
      }),
    );
    // What the first look takes for covered is not, at the second.
    const looks = [
      { events: 3, known: 72 },
      { events: 3, known: 0 },
    ];
    await agree(records, rules, looks);
  });

  const incidents = join(import.meta.dirname, '../fixtures/incidents');
  const slugs = readdirSync(incidents)
    .filter((file) => file.endsWith('.ndjson'))
    .map((file) => file.replace('.ndjson', ''));

  test('by the bundled rules, of real incidents', async () => {
    const builtIn = await loadRules([builtInRules()]);
    const property = fc.asyncProperty(
      fc.constantFrom(...slugs).chain((slug) => {
        const lines = readFileSync(join(incidents, `${slug}.ndjson`), 'utf8')
          .trimEnd()
          .split('\n');
        const records = lines.map((line): JsonObject => JSON.parse(line));
        return fc.tuple(
          fc.constant(records),
          looksAt(records.length),
          fc.array(fc.tuple(fc.nat({ max: records.length - 1 }), fc.nat({ max: 40 })), {
            maxLength: 6,
          }),
        );
      }),
      async ([records, looks, delays]) => {
        // Some events come late.
        const arrival = [...records];
        for (const [at, delay] of delays) {
          const [late] = arrival.splice(at, 1);
          if (late) arrival.splice(at + delay, 0, late);
        }
        await agree(arrival, builtIn, looks);
      },
    );
    await fc.assert(property, { numRuns: effort(30, 6) });
  }, 600_000);
});
