/**
 * The told incidents, and the form of their pages.
 *
 * `UPDATE_STORIES=1 npx vitest run test/stories` writes each `fixtures/incidents/<slug>.ndjson` anew.
 *
 * A page, `fixtures/incidents/<slug>.md`, holds exactly one fenced block marked `yaml`, read by
 * `expectationsOf` of `page.ts`:
 *
 *     must:                       findings that a scan yields, each at least once
 *       - rule: password-health-report
 *         level: high             optional: at least this severe
 *         actor: ruth@example.com optional: the finding's actor
 *         target: x@example.com   optional: the user it was done to
 *         ips: [192.0.2.1]        the finding names at least one of these addresses
 *         events: [uuid, uuid]    at least one of them is in the finding's evidence
 *     may: [rule, rule]           optional: rules that are right to fire as well; so are those in `must`
 *     nothing-above: low          optional: no finding is more severe than this
 *
 * It may hold a table whose rows begin with `published` and `eventType` and end with the uuid.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { decodeEvent } from '../../src/event/decode.ts';
import { type JsonObject, own } from '../../src/event/json.ts';
import { benignDay } from './benign-day.ts';
import { minute } from './clock.ts';
import { kinds } from './kind.ts';
import { expectationsOf, stepsOf } from './page.ts';
import { logOf, ndjson, tell } from './story.ts';
import { stories } from './told.ts';

const incident = (file: string): URL =>
  new URL(`../../fixtures/incidents/${file}`, import.meta.url);
const at = (record: JsonObject): number => Date.parse(String(record['published']));
const text = (record: JsonObject, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((value, key) => own(value as JsonObject, key), record);

describe.each(stories)('$slug', (story) => {
  const { slug } = story;
  if (process.env['UPDATE_STORIES'] === '1')
    writeFileSync(incident(`${slug}.ndjson`), ndjson(story));
  const records = tell(story);
  const byUuid = new Map(records.map((record) => [String(record['uuid']), record]));

  test('the committed log is what the teller tells, byte for byte', () => {
    const committed = readFileSync(incident(`${slug}.ndjson`), 'utf8');
    expect(committed === ndjson(story)).toBe(true);
  });

  test('every record is an event of a known type, and its uuid names it alone', () => {
    const rejected = records.filter((record) => decodeEvent(record).kind !== 'event');
    expect(rejected).toEqual([]);
    expect(new Set(records.map((record) => JSON.stringify(record))).size).toBe(byUuid.size);
  });

  test('the log is in order but for a few neighbours', () => {
    const backwards = records.filter((record, index) => {
      const before = records[index - 1];
      return before !== undefined && at(before) > at(record);
    });
    expect(backwards.length).toBeGreaterThan(0);
    expect(backwards.length).toBeLessThan(records.length / 10);
    let latest = 0;
    const late = records.map((record) => {
      latest = Math.max(latest, at(record));
      return latest - at(record);
    });
    expect(Math.max(...late)).toBeLessThanOrEqual(5 * minute);
  });

  test('records have the size of real ones', () => {
    const sizes = records.map((record) => JSON.stringify(record).length);
    const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
    expect(mean).toBeGreaterThan(1_500);
    expect(Math.max(...sizes)).toBeLessThan(4_000);
  });

  test('a failed sign-in belongs to no session', () => {
    const failed = records.filter(
      (record) =>
        record['eventType'] === 'user.session.start' &&
        text(record, 'outcome', 'result') === 'FAILURE',
    );
    expect(failed.length).toBeGreaterThan(0);
    for (const record of failed) {
      expect(text(record, 'authenticationContext', 'externalSessionId')).toBeNull();
      expect(text(record, 'authenticationContext', 'rootSessionId')).toBeNull();
    }
  });

  const page = readFileSync(incident(`${slug}.md`), 'utf8');

  test('the steps on its page are events of the log', () => {
    const steps = stepsOf(page);
    expect(steps.length).toBeGreaterThan(4);
    for (const step of steps) {
      const record = byUuid.get(step.uuid);
      expect({ ...step, ...pick(record) }).toEqual(step);
    }
  });

  test('every uuid on its page occurs in the log, and the expected evidence bears the expected names', () => {
    const named = page.match(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g) ?? [];
    expect(named.filter((uuid) => !byUuid.has(uuid))).toEqual([]);
    for (const { ips, events, actor, target } of expectationsOf(page).must) {
      const evidence = events.map((uuid) => byUuid.get(uuid) ?? {});
      const addresses = evidence.map((record) => text(record, 'client', 'ipAddress'));
      expect(addresses.some((ip) => ips.includes(String(ip)))).toBe(true);
      if (actor !== undefined) {
        expect(evidence.map((record) => text(record, 'actor', 'alternateId'))).toContain(actor);
      }
      if (target !== undefined) expect(JSON.stringify(evidence)).toContain(`"${target}"`);
    }
  });
});

test('the benign day delivers some ten records twice, and some minutes late', () => {
  const records = tell(benignDay);
  const again = records.length - new Set(records.map((record) => record['uuid'])).size;
  expect(again).toBeGreaterThanOrEqual(8);
  expect(again).toBeLessThanOrEqual(14);
  const steps = records.slice(1).map((record, index) => at(records[index] ?? {}) - at(record));
  expect(Math.max(...steps)).toBeGreaterThan(minute);
});

test('scenes written for a rule are in order of time, whole, and the same every time', () => {
  const scenes = benignDay.scenes.slice(1);
  const lines = logOf(...scenes)
    .trimEnd()
    .split('\n');
  const times = lines.map((line) => String(JSON.parse(line).published));
  expect(times).toEqual([...times].sort());
  expect(lines.length).toBe(scenes.flat().length);
  expect(logOf(...[...scenes].reverse())).toBe(logOf(...scenes));
});

test('a told event type has a display message and a true name', () => {
  for (const [type, { message }] of Object.entries(kinds)) {
    expect(type).toMatch(/^[a-z_]+(\.[a-zA-Z0-9_]+)+$/);
    expect(message).not.toBe('');
  }
});

function pick(record: JsonObject | undefined): JsonObject {
  const { published = null, eventType = null, uuid = null } = record ?? {};
  return { published, eventType, uuid };
}
