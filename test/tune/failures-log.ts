import type { JsonObject } from '../../src/event/json.ts';

const start = Date.UTC(2024, 0, 1);
const [minute, day] = [60_000, 86_400_000];

/** Who fails to sign in, and from where. */
interface Failing {
  readonly login: string;
  readonly application: string;
  readonly ips: readonly string[];
  readonly as: number;
  readonly browser: string;
}

const bot: Failing = {
  login: "batch*job'1@example.com",
  application: 'Payroll: Batch',
  ips: ['192.0.2.10'],
  as: 64500,
  browser: 'UNKNOWN',
};
const monitor: Failing = { ...bot, login: 'monitor@example.com', application: 'Portal' };
const attacker: Failing = {
  login: 'ana@example.com',
  application: 'Portal',
  ips: ['203.0.113.1', '203.0.113.2', '203.0.113.3', '203.0.113.4'],
  as: 64999,
  browser: 'CHROME',
};
const staff: readonly Failing[] = ['ben', 'cleo', 'dan'].map((name, index) => ({
  login: `${name}@example.com`,
  application: 'Portal',
  ips: [`198.51.100.${index + 1}`],
  as: 64496,
  browser: 'CHROME',
}));

/**
 * Failed sign-ins of some days from 1 January 2024 on: people forget their password, more or less
 * often; a batch job fails on all but the weekends, the monitor always; on the ninth day somebody tries
 * the passwords of one account from four addresses.
 */
export function failuresLog(days: number): readonly JsonObject[] {
  const records: JsonObject[] = [];
  let serial = 0;
  const fail = (who: Failing, at: number, times: number): void => {
    for (let index = 0; index < times; index++) {
      serial++;
      const ip = who.ips[index % who.ips.length] as string;
      records.push(failure(who, ip, start + at + index * minute, serial));
    }
  };
  for (let number = 0; number < days; number++) {
    const at = number * day;
    fail(monitor, at + 30 * minute, 6);
    if (number % 7 < 5) fail(bot, at + 120 * minute, 6 + (number % 4));
    staff.forEach((who, index) => {
      fail(who, at + (480 + 61 * index) * minute, 1 + ((number * (index + 2) + index) % 6));
    });
    if (number === 8) fail(attacker, at + 1000 * minute, 30);
    fail(staff[number % 3] as Failing, at + 1400 * minute, 1);
  }
  return records;
}

function failure(who: Failing, ip: string, time: number, serial: number): JsonObject {
  return {
    uuid: `00000000-0000-4000-8000-${String(serial).padStart(12, '0')}`,
    published: new Date(time).toISOString(),
    eventType: 'user.session.start',
    outcome: { result: 'FAILURE', reason: 'INVALID_CREDENTIALS' },
    actor: { id: `00u-${who.login}`, type: 'User', alternateId: who.login, displayName: who.login },
    client: { ipAddress: ip, userAgent: { browser: who.browser, os: 'Unknown' } },
    securityContext: { asNumber: who.as, asOrg: `network ${who.as}`, isProxy: false },
    target: [{ type: 'AppInstance', id: `0oa-${who.application}`, displayName: who.application }],
  };
}
