import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import type { DeliveryKindName } from '../../src/delivery/kind-name.ts';
import { notificationOf } from '../../src/delivery/notification.ts';
import { syslogFrame } from '../../src/delivery/syslog-message.ts';
import { octetCounted, syslogMessage } from '../../src/report/text/syslog-text.ts';
import { certify } from '../okta/fake/certificate.ts';
import { aFakeWorld } from '../okta/fake-world.ts';
import { aCase } from '../report/builders.ts';
import { hostileOutcomes } from '../report/finding/machine/hostile.ts';
import { hostileText } from '../report/generators.ts';
import { at, findingOf, inEnglish, notifications, sendTo } from './builders.ts';
import {
  createFrameReader,
  readSyslog,
  type SyslogManner,
  startSyslogReceiver,
} from './syslog-receiver.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const never = new AbortController().signal;
const tool = { name: 'oktahunt', version: '0.1.0' };
const certified = certify({ host: 'localhost' });

async function aReceiver(
  mannerOf?: (connection: number) => SyslogManner,
  { cert = certified, trusted = certified.cert as string | null, secure = true } = {},
) {
  const receiver = await startSyslogReceiver(secure ? cert : undefined, mannerOf);
  closing.push(receiver.close);
  const scheme = secure ? 'syslog+tls://localhost' : 'syslog+tcp://127.0.0.1';
  const url = `${scheme}:${receiver.port}`;
  const sender = (kind: DeliveryKindName = 'syslog') =>
    sendTo(kind, url, aFakeWorld({ speed: 20 }), { ...(trusted && { trust: { ca: trusted } }) });
  return { receiver, sender };
}

describe('a syslog message', () => {
  test('says who, when, how bad, and carries the finding as JSON', async () => {
    const { receiver, sender } = await aReceiver();
    const batch = [
      notificationOf(findingOf(1, { severity: 'critical' }), at),
      notificationOf(aCase({ severity: 'low' }), at),
    ];
    expect(inEnglish(await sender()(batch, never))).toEqual({ kind: 'accepted' });
    expect(receiver.connections()).toBe(1);
    const [finding, one] = receiver.read;
    expect(finding).toMatchObject({
      facility: 10,
      severity: 2,
      time: at,
      host: '-',
      app: 'oktahunt',
      process: batch[0]?.id,
      type: 'finding.new',
      data: { origin: { software: 'oktahunt', swVersion: '0.1.0' } },
    });
    expect(JSON.parse(finding?.text ?? '')).toEqual({
      type: 'finding.new',
      timestamp: at,
      data: batch[0]?.about,
    });
    expect(one).toMatchObject({ severity: 5, type: 'case.new' });
  });

  test('may be CEF, which names the message as well', async () => {
    const { receiver, sender } = await aReceiver(undefined, { secure: false });
    const [first] = notifications(1);
    expect(inEnglish(await sender('syslog-cef')(notifications(1), never))).toEqual({
      kind: 'accepted',
    });
    expect(receiver.read[0]?.text).toMatch(
      new RegExp(`^CEF:0\\|oktahunt\\|.* flexString1=${first?.id} flexString1Label=message$`),
    );
  });

  test('is read back whatever the texts are, as JSON and as CEF', () => {
    fc.assert(
      fc.property(hostileText, fc.constantFrom('json', 'cef'), (hostile, form) => {
        for (const about of hostileOutcomes(hostile)) {
          if (about.kind !== 'finding' && about.kind !== 'case') continue;
          const frame = syslogFrame(notificationOf(about, at), { tool, form });
          const [bytes, ...more] = createFrameReader().push(frame);
          const { text } = readSyslog(bytes as Buffer);
          expect([more, /[\r\n]/.test(text)]).toEqual([[], false]);
          if (form === 'json' || about.kind === 'case') JSON.parse(text);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('has header and structured data in their grammar, whatever they are made of', () => {
    const text = fc.oneof(hostileText, fc.constantFrom('a"]\\b', ']', '\\', '"', 'a\nb', ''));
    fc.assert(
      fc.property(text, text, text, (host, value, message) => {
        const data = { 'a b="c]': { 'd=e': value } };
        const parts = { facility: 23, severity: 7, time: at, app: host, process: host, type: host };
        const bytes = Buffer.from(syslogMessage({ ...parts, host, data, text: message }));
        const read = readSyslog(bytes);
        expect(read.data).toEqual({ abc: { de: Buffer.from(value).toString() } });
        expect(read.text).toBe(Buffer.from(message.replace(/[\r\n]+/g, ' ')).toString());
      }),
      { numRuns: 300 },
    );
  });

  test('is framed so that it can be cut at every byte', () => {
    const texts = ['a', '漢字 12 <34>', 'x'.repeat(1_000)];
    const frames = texts.map((text) =>
      octetCounted(
        syslogMessage({
          facility: 1,
          severity: 1,
          time: at,
          host: null,
          app: 'a',
          process: 'b',
          type: 'c',
          data: {},
          text,
        }),
      ),
    );
    const whole = Buffer.concat(frames);
    for (let cut = 0; cut <= whole.length; cut++) {
      const reader = createFrameReader();
      const pieces = [whole.subarray(0, cut), whole.subarray(cut)];
      const read = pieces.flatMap((piece) => reader.push(piece));
      expect(read.map((bytes) => readSyslog(bytes).text)).toEqual(texts);
      expect(reader.left()).toBe(0);
    }
  });
});

describe('a syslog connection', () => {
  const batch = notifications(40);
  test.each<[SyslogManner, RegExp]>([
    ['closes at once', /closed the connection|reset/],
    ['resets after a part', /reset|closed/],
    ['closes after a part', /reset|closed/],
    ['never closes', /did not close the connection/],
  ])(
    'to one that %s has delivered nothing, and all of it the next time',
    async (manner, reason) => {
      for (const secure of [true, false]) {
        const { receiver, sender } = await aReceiver((n) => (n === 0 ? manner : 'reads'), {
          secure,
        });
        const send = sender();
        expect(inEnglish(await send(batch, never))).toMatchObject({
          kind: 'again',
          reason: expect.stringMatching(reason),
        });
        expect(inEnglish(await send(batch, never))).toEqual({ kind: 'accepted' });
        const ids = receiver.read.slice(-batch.length).map(({ process }) => process);
        expect(ids).toEqual(batch.map(({ id }) => id));
      }
    },
  );

  test('carries much', async () => {
    const { receiver, sender } = await aReceiver();
    const many = notifications(200);
    expect(inEnglish(await sender()(many, never))).toEqual({ kind: 'accepted' });
    expect(receiver.read).toHaveLength(200);
    expect(receiver.cut()).toBe(0);
  });

  test.each<[string, Parameters<typeof aReceiver>[1], RegExp]>([
    ['that nobody vouches for', { trusted: null }, /self-signed.*NODE_EXTRA_CA_CERTS/],
    ['of another host', otherHost('siem.example'), /for another host/],
    ['that has expired', expired(), /expired/],
  ])('with a certificate %s gets nothing', async (_, options, reason) => {
    const { receiver, sender } = await aReceiver(undefined, options);
    expect(inEnglish(await sender()(batch, never))).toMatchObject({
      kind: 'again',
      reason: expect.stringMatching(reason),
    });
    expect(receiver.read).toEqual([]);
  });

  test('to nobody is refused, and one that is stopped ends', async () => {
    const { receiver, sender } = await aReceiver(() => 'never closes');
    const stop = new AbortController();
    const sending = sender()(batch, stop.signal);
    stop.abort(new Error('stopped'));
    await expect(sending).rejects.toThrow('stopped');
    await receiver.close();
    closing.pop();
    expect(inEnglish(await sender()(batch, never))).toMatchObject({ reason: 'connection refused' });
  });
});

function otherHost(host: string) {
  const other = certify({ host });
  return { cert: other, trusted: other.cert as string | null };
}

function expired() {
  const old = certify({ host: 'localhost', from: 0, until: Date.now() - 3_600_000 });
  return { cert: old, trusted: old.cert as string | null };
}
