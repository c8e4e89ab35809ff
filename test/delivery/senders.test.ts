import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, test } from 'vitest';
import type { DeliveryKindName } from '../../src/delivery/kind-name.ts';
import { notificationOf } from '../../src/delivery/notification.ts';
import { tokenSecret } from '../../src/okta/auth/secret.ts';
import { aFakeWorld, noon } from '../okta/fake-world.ts';
import { aCase } from '../report/builders.ts';
import { hostileOutcomes } from '../report/finding/machine/hostile.ts';
import { hostileText } from '../report/generators.ts';
import {
  at,
  findingOf,
  hecToken,
  inEnglish,
  notifications,
  sendTo,
  signingKeys,
} from './builders.ts';
import { type Manner, startHttpReceiver } from './http-receiver.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const never = new AbortController().signal;
const [first] = notifications(1) as [ReturnType<typeof notificationOf>];

async function aReceiver(mannerOf?: Parameters<typeof startHttpReceiver>[0]) {
  const receiver = await startHttpReceiver(mannerOf);
  closing.push(receiver.close);
  return receiver;
}

const secrets = signingKeys.map((key) => tokenSecret(key, 'the key'));

describe('a webhook', () => {
  test('is signed as Standard Webhooks says, with every key', async () => {
    const { url, received } = await aReceiver();
    const send = sendTo('webhook', `${url}/hook`, aFakeWorld(), { secrets });
    expect(inEnglish(await send([first], never))).toEqual({ kind: 'accepted' });
    const [{ path, headers, body }] = received as [(typeof received)[number]];
    expect(path).toBe('/hook');
    const [id, time] = [headers['webhook-id'], headers['webhook-timestamp']];
    expect([id, time]).toEqual([first.id, String(noon / 1000)]);
    const expected = signingKeys.map((key) => {
      const bytes = Buffer.from(key.slice('whsec_'.length), 'base64');
      return `v1,${createHmac('sha256', bytes).update(`${id}.${time}.${body}`).digest('base64')}`;
    });
    expect(headers['webhook-signature']).toBe(expected.join(' '));
    expect(JSON.parse(body)).toEqual({ type: 'finding.new', timestamp: at, data: first.about });
  });

  test('is verified by another implementation with either key, and not with a third', async () => {
    const { url, received } = await aReceiver();
    const now = { ...aFakeWorld(), now: Date.now };
    await sendTo('webhook', url, now, { secrets })([first], never);
    const { headers, body } = received[0] as (typeof received)[number];
    const given = headers as Record<string, string>;
    for (const key of signingKeys) {
      expect(new Webhook(key).verify(body, given)).toMatchObject({ type: 'finding.new' });
    }
    const third = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
    expect(() => new Webhook(third).verify(body, given)).toThrow();
    expect(() => new Webhook(signingKeys[0]).verify(`${body} `, given)).toThrow();
  });

  test('says what is new and what was told before, under another id', () => {
    const update = { severityBefore: 'low', newVictims: ['bo'] } as const;
    const ids = [
      notificationOf(findingOf(1), at),
      notificationOf(findingOf(1, { update: { ...update, newVictims: ['bo'] } }), at),
      notificationOf(findingOf(1, { severity: 'critical' }), at),
      notificationOf(findingOf(1, { evidenceDigest: `sha256:${'0'.repeat(64)}` }), at),
      notificationOf(findingOf(2), at),
      notificationOf(aCase(), at),
    ].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(notificationOf(findingOf(1), '2027-01-01T00:00:00.000Z').id).toBe(ids[0]);
    for (const id of ids) expect(id).toMatch(/^msg_[0-9a-f]{24}$/);
  });
});

describe('an answer', () => {
  const again = (reason: RegExp, counts?: boolean, after?: number) => ({
    kind: 'again',
    reason: expect.stringMatching(reason),
    ...(counts !== undefined && { counts }),
    ...(after !== undefined && { after }),
  });
  const inAMinute = new Date(noon + 60_000).toUTCString();
  const table: readonly [Manner, object][] = [
    [200, { kind: 'accepted' }],
    [202, { kind: 'accepted' }],
    [204, { kind: 'accepted' }],
    [
      { status: 400, body: 'invalid\n_payload' },
      { kind: 'never', reason: 'it answered 400: invalid _payload' },
    ],
    [413, { kind: 'never', reason: 'it answered 413' }],
    [410, { kind: 'gone', reason: 'it answered 410' }],
    [401, again(/401/, false)],
    [403, again(/403/, false)],
    [404, again(/404/, false)],
    [302, again(/redirect \(302\)/)],
    [500, again(/500/, true)],
    [503, again(/503/, false)],
    [{ status: 429, headers: { 'retry-after': '7' } }, again(/429/, false, 7_000)],
    [{ status: 503, headers: { 'retry-after': inAMinute } }, again(/503/, false, 60_000)],
    [{ status: 429, headers: { 'retry-after': '999999' } }, again(/429/, false, 3_600_000)],
    [{ status: 429, headers: { 'retry-after': 'soon' } }, again(/429/, false)],
    ['resets', again(/connection/)],
    ['resets in the answer', again(/500/, true)],
    ['is silent', again(/no answer within 20 s/)],
  ];
  test.each(table)('%j', async (manner, expected) => {
    const { url } = await aReceiver(() => manner);
    const world = aFakeWorld({ speed: manner === 'is silent' ? 100 : 1 });
    expect(inEnglish(await sendTo('webhook', url, world)([first], never))).toMatchObject(expected);
  });

  test('of nobody is tried again', async () => {
    const { url, close } = await startHttpReceiver();
    await close();
    expect(inEnglish(await sendTo('webhook', url, aFakeWorld())([first], never))).toEqual({
      kind: 'again',
      reason: 'connection refused',
    });
  });

  test('that echoes a secret is quoted without it', async () => {
    const { url } = await aReceiver((_, { headers }) => ({
      status: 403,
      body: `who is ${headers.authorization}?`,
    }));
    const delivery = inEnglish(await sendTo('hec', url, aFakeWorld())([first], never));
    expect(JSON.stringify(delivery)).not.toContain(hecToken);
    expect(delivery).toMatchObject({ reason: expect.stringContaining('[redacted]') });
  });
});

describe('the collector of Splunk', () => {
  test('gets events with the token, each with the id of its message', async () => {
    const { url, received } = await aReceiver(() => ({
      status: 200,
      body: '{"text":"Success","code":0}',
    }));
    const batch = [...notifications(3), notificationOf(aCase(), at)];
    const send = sendTo('hec', `${url}/services/collector/event`, aFakeWorld());
    expect(inEnglish(await send(batch, never))).toEqual({ kind: 'accepted' });
    const [{ headers, body }] = received as [(typeof received)[number]];
    expect(headers.authorization).toBe(`Splunk ${hecToken}`);
    const events = body
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events.map(({ fields }) => fields.oktahunt_message)).toEqual(batch.map(({ id }) => id));
    expect(events.map(({ sourcetype }) => sourcetype)).toEqual([
      ...Array(3).fill('oktahunt:finding'),
      'oktahunt:case',
    ]);
    expect(events[0]).toMatchObject({ time: 1696241740.003, event: first.about });
  });

  test.each([
    [400, 6, { kind: 'never' }],
    [400, 7, { kind: 'again', reason: 'it answered 400: no (code 7)' }],
    [403, 4, { kind: 'again' }],
    [503, 9, { kind: 'again', counts: false }],
    [500, 8, { kind: 'again', counts: true }],
  ])('that answers %i with code %i', async (status, code, expected) => {
    const { url } = await aReceiver(() => ({ status, body: JSON.stringify({ text: 'no', code }) }));
    expect(inEnglish(await sendTo('hec', url, aFakeWorld())([first], never))).toMatchObject(
      expected,
    );
  });
});

/** Texts that mean something in a chat. */
const chatTexts = [
  '<!channel> <!here> <@U012AB3CD> <#C012AB3CD> <!subteam^S1>',
  '@channel @here @everyone #general',
  '<https://evil.example|okta.com>',
  '*bold* _it_ ~no~ `code` ```x```',
  ':rotating_light::fire:',
  '> quote',
  '&lt;!channel&gt; &amp;',
  '[okta](https://evil.example) **b** <at>Ana</at>',
  '{{DATE(2026-01-01T00:00:00Z, SHORT)}}',
  '漢字<!channel>漢字*b*',
];

describe('a chat', () => {
  const text = fc.oneof(hostileText, fc.constantFrom(...chatTexts), fc.string({ maxLength: 400 }));
  const sent = async (kind: DeliveryKindName, hostile: string) => {
    const abouts = hostileOutcomes(hostile).flatMap((one) =>
      one.kind === 'finding' || one.kind === 'case' ? [one] : [],
    );
    const bodies: string[] = [];
    const world = {
      ...aFakeWorld(),
      fetch: async (_: string, { body }: RequestInit) => {
        bodies.push(String(body));
        return new Response(null, { status: 202 });
      },
    };
    for (const about of abouts) {
      await sendTo(kind, 'https://chat.example/x', world)([notificationOf(about, at)], never);
    }
    return bodies;
  };

  test('Slack gets Block Kit within its limits, and no text of a log is more than text', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (hostile) => {
        for (const body of await sent('slack', hostile)) {
          const message = JSON.parse(body);
          expect(message.blocks.length).toBeLessThanOrEqual(50);
          expect(message).toMatchObject({ link_names: false, unfurl_links: false });
          const texts = message.blocks.flatMap((block: { text?: object; elements?: object[] }) => [
            ...(block.text ? [block.text] : []),
            ...(block.elements ?? []),
          ]);
          for (const one of [...texts, { type: 'mrkdwn', text: message.text, verbatim: true }]) {
            expect(one).toMatchObject({ type: 'mrkdwn', verbatim: true });
            expect(one.text.length).toBeGreaterThan(0);
            expect(one.text.length).toBeLessThanOrEqual(3_000);
            // Only links of our own into the Admin Console have angle brackets.
            const ours = one.text.replace(
              /<https:\/\/acme-admin\.okta\.com\/[^<>|]*\|[A-Za-z ]+>/g,
              '',
            );
            expect(ours).not.toMatch(/[<>]/);
            expect(ours.replace(/&(?:amp|lt|gt);/g, '')).not.toContain('&');
            const outside = ours.replace(/`[^`\n]*`/g, ' ');
            expect(outside).not.toContain('`');
            expect(outside.replace(/^\*[^*\n]*\*/gm, '')).not.toMatch(/[*_~@#]|:[a-z_]+:/);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  test('Teams gets a card of 28 KB at most, in which only text runs hold texts', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (hostile) => {
        for (const body of await sent('teams', hostile)) {
          expect(Buffer.byteLength(body)).toBeLessThanOrEqual(28 * 1024);
          const { type, attachments } = JSON.parse(body);
          expect([type, attachments.length]).toEqual(['message', 1]);
          const { contentType, content } = attachments[0];
          expect(contentType).toBe('application/vnd.microsoft.card.adaptive');
          expect(content).toMatchObject({ type: 'AdaptiveCard', version: '1.4' });
          for (const block of content.body) {
            expect(block.type).toBe('RichTextBlock');
            for (const run of block.inlines) {
              expect(run.type).toBe('TextRun');
              expect(run.text).not.toContain('{{');
            }
          }
          for (const { type, url, title } of content.actions) {
            expect([type, /^https:\/\/acme-admin\.okta\.com\//.test(url), title]).toEqual([
              'Action.OpenUrl',
              true,
              expect.stringMatching(/^[A-Za-z ]+$/),
            ]);
          }
        }
      }),
      { numRuns: 150 },
    );
  });
});
