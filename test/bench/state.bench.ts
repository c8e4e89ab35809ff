import { bench, describe } from 'vitest';
import { parseBudget } from '../../src/cli/option/byte-size.ts';
import type { JsonObject } from '../../src/event/json.ts';
import { hunt } from '../../src/hunt.ts';
import { createSpillFile } from '../../src/input/file/spill-file.ts';
import { parseRules } from '../../src/rule/link.ts';

/**
 * A flood: sessions of one event each, and among them one of five events that takes three days. Each
 * run prints whether that one was found, the most memory the process had, and what remembering
 * took. `FLOOD=10000000` makes ten million of them (some minutes), `BUDGET=64MB` is another budget; the
 * flood is never in memory.
 */
const count = Number(process.env['FLOOD'] ?? 100_000);
const budget = parseBudget(process.env['BUDGET'] ?? '64MB');
const start = Date.UTC(2024, 0, 1);
const span = 72 * 3_600_000;

const rules = parseRules(
  `title: One session from five addresses
name: five-addresses
id: 5f0c1c0e-6c1b-4a63-9d5e-0a4f0c9f3b77
logsource: {product: okta, service: okta}
context:
    session:
        group-by: [authenticationContext.rootSessionId]
        before: 4d
        fields: {ips: {distinct: client.ipAddress}}
detection:
    moved: {session.ips|gte: 5}
    condition: moved
level: high
summary: one session from five addresses
`,
  'five-addresses.yml',
);

function line(n: number, uuid: number, session: string, ip: string): string {
  return JSON.stringify({
    uuid: `${uuid.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`,
    published: new Date(start + Math.floor((n * span) / count)).toISOString(),
    eventType: 'user.authentication.sso',
    actor: { id: `00u${n % 5_000}`, type: 'User', alternateId: `u${n % 5_000}@example.com` },
    client: { ipAddress: ip, userAgent: { rawUserAgent: `agent ${n % 40}`, os: 'Linux' } },
    outcome: { result: 'SUCCESS' },
    authenticationContext: { externalSessionId: session, rootSessionId: session },
    target: [{ id: '0oa1', type: 'AppInstance', alternateId: 'App', displayName: 'App' }],
  });
}

function* flood(): Generator<string> {
  const step = Math.floor(count / 5);
  for (let n = 0; n < count; n++) {
    yield line(n, n, `session ${n}`, `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`);
    if (n % step === step >> 1) {
      yield line(n, count + n, 'slow', `203.0.113.${Math.floor(n / step)}`);
    }
  }
}

function* parsed(): Generator<JsonObject> {
  for (const text of flood()) yield JSON.parse(text);
}

const once = { iterations: 1, warmupIterations: 0, time: 0, warmupTime: 0 };

describe(`${count} sessions of one event`, () => {
  bench(
    'making them, and JSON.parse',
    () => {
      for (const _ of parsed());
    },
    once,
  );

  bench(
    'one rule over them',
    async () => {
      const spill = createSpillFile();
      let found = 0;
      try {
        for await (const outcome of hunt(parsed(), rules, { state: { budget, spill } })) {
          if (outcome.kind === 'finding') found++;
          if (outcome.kind !== 'summary') continue;
          const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
          process.stdout.write(`${JSON.stringify({ found, megabytes, ...outcome.state })}\n`);
        }
      } finally {
        spill.close();
      }
    },
    once,
  );
});
