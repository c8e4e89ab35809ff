import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { huntLog, parseRules } from '../../src/index.ts';
import {
  connectOrg,
  OktaError,
  openOrgLog,
  type PullPlanOptions,
  planPull,
  pullLog,
  readOrgLog,
} from '../../src/okta.ts';
import { canary } from '../okta/builders.ts';
import { makeEvents } from '../okta/fake/events.ts';
import { type FakeOkta, startFakeOkta } from '../okta/fake/server.ts';
import { aFakeDisk } from '../okta/fake-disk.ts';
import { aFakeWorld, noon } from '../okta/fake-world.ts';

const hour = 3_600_000;
const day = 24 * hour;
const span = { since: noon - 50 * hour, until: noon };
const events = makeEvents({ count: 200, seed: 5, from: span.since, to: span.until });
const folder = 'acme';

let fake: FakeOkta;
beforeAll(async () => {
  fake = await startFakeOkta({ events, now: () => noon, tokens: [canary], pageSize: () => 50 });
});
afterAll(() => fake.close());

const connect = (token = canary, signal?: AbortSignal) =>
  connectOrg({
    org: fake.url,
    loopback: true,
    credential: { kind: 'api-token', token },
    world: aFakeWorld(),
    ...(signal && { signal }),
  });

describe("an org's log", () => {
  test('is read to its end, page by page', async () => {
    const pages: number[] = [];
    const uuids = new Set<string>();
    const client = await connect();
    const log = readOrgLog(client, span, { onPage: ({ records }) => pages.push(records) });
    for await (const record of log) if (record.kind === 'event') uuids.add(record.uuid);
    expect(uuids.size).toBe(200);
    expect(pages).toEqual([50, 100, 150, 200]);
  });

  test('is known to be whole once it was gone through', async () => {
    const { events: read, covered } = openOrgLog(await connect(), span, noon);
    expect(covered()).toBeUndefined();
    const { summary } = await huntLog(read, { rules, covered });
    expect(covered()).toEqual({ from: span.since, to: span.until });
    expect(summary).toMatchObject({ records: 200, evaluated: 200 });
  });

  test.each([
    ['a refused credential', () => connect('00another-token-0123456789'), 'refused'],
    ['a token that is none', () => connect('two words'), 'setup'],
    [
      'a host that is no org',
      () =>
        connectOrg({
          org: 'https://example.com',
          credential: { kind: 'api-token', token: canary },
        }),
      'setup',
    ],
  ])('%s is an error of its kind, without the token', async (_name, client, trouble) => {
    const read = async (): Promise<void> => {
      for await (const _ of readOrgLog(await client(), span));
    };
    const error = await read().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(OktaError);
    expect(error).toMatchObject({ trouble });
    expect(String(error)).not.toContain(canary);
  });

  test('a signal ends it with its reason', async () => {
    const client = await connect(canary, AbortSignal.abort(new Error('enough')));
    await expect(readOrgLog(client, span).next()).rejects.toThrow('enough');
  });
});

describe('an archive', () => {
  test('is pulled into once, and then knows what to expect', async () => {
    const disk = aFakeDisk();
    const now = (): number => noon;
    const client = await connect();
    const first = await pullLog(client, span, folder, { disk, now });
    expect(first).toMatchObject({ added: 200, repeated: 0, events: 200 });
    const plan = await planPull({
      span: { since: span.since - 50 * hour, until: noon },
      now: noon,
      folder,
      disk,
    });
    expect(plan).toMatchObject({ leastRequests: 2, expected: { requests: 3 } });
    // The day before now may still get late events, and the time before was never pulled.
    expect(plan.missing).toEqual([
      { since: span.since - 50 * hour, until: span.since },
      { since: noon - day, until: noon },
    ]);
    const again = await pullLog(await connect(), span, folder, { disk, now });
    expect(again).toMatchObject({ added: 0, events: 200 });
  });

  test('on a full disk is an error of the disk, with advice', async () => {
    const disk = aFakeDisk();
    const full = Object.assign(new Error('ENOSPC: no space left'), {
      code: 'ENOSPC',
      syscall: 'write',
    });
    disk.breakAt(3, () => full);
    const pulled = pullLog(await connect(), span, folder, { disk, now: () => noon });
    await expect(pulled).rejects.toMatchObject({ name: 'OktaError', trouble: 'disk' });
    await expect(pulled).rejects.toThrow('cannot write to acme: ENOSPC');
  });
});

/** What is asked for, and what it comes to. */
const plans: readonly (readonly [string, Omit<PullPlanOptions, 'now'>, object])[] = [
  [
    'nothing but a span',
    { span },
    { span, lost: null, missing: [span], length: 50 * hour, leastRequests: 1, expected: null },
  ],
  [
    'history',
    { span, lookback: day },
    { span: { since: span.since - day, until: noon }, lost: null },
  ],
  [
    'more history than Okta has',
    { span, lookback: 400 * day },
    { span: { since: noon - 90 * day, until: noon }, lost: null },
  ],
  [
    'a time of which Okta no longer has all',
    { span: { since: noon - 100 * day, until: noon } },
    { lost: { since: noon - 100 * day, until: noon - 90 * day } },
  ],
  [
    'an archive that is not there',
    { span, folder: 'nowhere', disk: aFakeDisk() },
    { missing: [span], expected: null },
  ],
];

test.each(plans)('the plan of %s', async (_name, asked, plan) => {
  expect(await planPull({ ...asked, now: noon })).toMatchObject(plan);
});

const rules = parseRules(`title: Any
name: any
logsource: {product: okta, service: okta}
detection: {a: {eventType: nothing}, condition: a}
level: low
`);
