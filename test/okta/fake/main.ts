import { readFileSync } from 'node:fs';
import type { Stored } from './log.ts';
import { startFakeOkta } from './server.ts';

/** The token that the fake accepts; not a secret of anybody. */
const token = '00fake-okta-token-for-trying-things-out';
const minute = 60_000;
const day = 86_400_000;

/** npm runs scripts in the folder of the package. */
const incident = 'fixtures/incidents/beyondtrust-2023-10-02.ndjson';
const texts = readFileSync(process.env['FAKE_OKTA_LOG'] ?? incident, 'utf8')
  .split('\n')
  .filter(Boolean);
const now = Date.now();

interface Told {
  readonly uuid: string;
  readonly published: string;
  readonly outcome?: { readonly result?: string } | null;
}

/**
 * The incident twice, in front of a quiet background of thirty days: as of two days ago, for `scan`,
 * and so that its attacker is first refused a minute from now, for `watch`.
 */
function storedEvents(): readonly Stored[] {
  const told = texts.map((text) => JSON.parse(text) as Told);
  const times = told.map(({ published }) => Date.parse(published));
  const denied = told.findIndex(({ outcome }) => outcome?.result === 'DENY');
  const once = moved(told, now - 2 * day - Math.max(...times));
  const again = moved(
    told.map((event) => ({ ...event, uuid: `f${event.uuid.slice(1)}` })),
    now + minute - (times[denied] ?? now),
  );
  return [...once, ...again, ...background(30 * 24)];
}

function moved(events: readonly Told[], by: number): readonly Stored[] {
  return events.map((event) => {
    const published = Date.parse(event.published) + by;
    const text = JSON.stringify({ ...event, published: new Date(published).toISOString() });
    return { uuid: event.uuid, published, stored: published, text };
  });
}

function background(hours: number): readonly Stored[] {
  return Array.from({ length: hours }, (_, index) => {
    const published = now - 30 * day + index * 60 * minute;
    return quiet(published, `b0000000-0000-4000-8000-${String(index).padStart(12, '0')}`);
  });
}

function quiet(published: number, uuid: string): Stored {
  const text = JSON.stringify({
    uuid,
    published: new Date(published).toISOString(),
    eventType: 'system.agent.ad.read_ldap',
    version: '0',
    severity: 'INFO',
    displayMessage: 'Perform read-only AD agent action',
    actor: {
      id: '0oafakeagent00000000',
      type: 'AppInstance',
      alternateId: 'ad-agent',
      displayName: 'AD agent',
    },
    client: null,
    outcome: { result: 'SUCCESS', reason: null },
    target: null,
  });
  return { uuid, published, stored: published, text };
}

/** An archive belongs to one org, so the fake is at the same address each time, if that is free. */
const usual = Number(process.env['FAKE_OKTA_PORT'] ?? 9_753);
const start = (port: number) =>
  startFakeOkta({
    events: storedEvents(),
    now: Date.now,
    tokens: [token],
    limit: 120,
    holders: {
      self: {
        id: '00ufakereader0000000',
        status: 'ACTIVE',
        profile: { login: 'reader@example.com' },
      },
      roles: {
        'users/00ufakereader0000000': [
          { id: 'ra1fake', type: 'READ_ONLY_ADMIN', label: 'Read-only Administrator' },
        ],
      },
    },
    port,
  });
const fake = await start(usual).catch(() => start(0));
let serial = 0;
setInterval(() => {
  const at = Date.now();
  fake.log.add(quiet(at, `c0000000-0000-4000-8000-${String(serial++).padStart(12, '0')}`));
}, 2_000);

process.stdout.write(`A fake Okta org listens on this machine only. In another terminal:

  export OKTAHUNT_ALLOW_LOOPBACK=1 OKTA_CLIENT_ORGURL=${fake.url}
  export OKTA_CLIENT_TOKEN=${token}
  npx oktahunt doctor
  npx oktahunt scan --since 7d
  npx oktahunt pull --since 30d --out fake-log
  npx oktahunt watch --store fake-log --interval 5s

An attack happened two days ago, and another begins in a minute, for watch to see.
Ctrl-C ends it.
`);
