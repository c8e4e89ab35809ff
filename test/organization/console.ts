import type { JsonObject } from '../../src/event/json.ts';
import { minute, second } from '../stories/clock.ts';
import { dice } from '../stories/dice.ts';
import type { App } from '../stories/org.ts';
import type { Target } from '../stories/target.ts';
import { adminConsole } from './company.ts';
import { programOf } from './device.ts';
import { addressFor, site } from './network.ts';
import type { Pen } from './record-book.ts';
import { opensApp } from './sign-on.ts';
import { appTargets, group, judgedBy, user } from './thing.ts';
import { from, type Visit } from './visit.ts';

const integrations = programOf('Okta-Integrations');
const consoleClient = 'okta.b58d5b75-07d4-5f25-bf59-368a1261a405';

/** The session enters the admin console, and Okta's own back end does its part. */
export function entersConsole(pen: Pen, at: number, visit: Visit): void {
  opensApp(pen, at, visit, adminConsole);
  pen.write({
    at: at + 350,
    type: 'user.session.access_admin_app',
    visit,
    targets: [...appTargets(adminConsole, visit.who), user(visit.who)],
    uri: adminConsole.path,
  });
  backEndAnswers(pen.as('Okta back end'), at + 400, visit);
}

/**
 * What Okta's back end writes into an administrator's session while the console opens: from rented
 * servers or an address of which nothing is known, as one of Okta's own clients.
 */
function backEndAnswers(pen: Pen, at: number, visit: Visit): void {
  const thrown = dice('sim back end', at, visit.who.login);
  const server = site(addressFor('okta', thrown.below(20)), 'Ashburn', 'amazonEast');
  const unplaced = { asNumber: null, asOrg: null, isp: null, domain: null };
  const within = from(visit, {
    device: integrations,
    site: thrown.chance(0.5) ? server : { ...server, network: unplaced },
    client: consoleClient,
  });
  const steps: readonly (readonly [string, readonly Target[]])[] = [
    ['policy.evaluate_sign_on', judgedBy(adminConsole)],
    ['app.oauth2.token.grant.access_token', []],
    ['user.authentication.sso', thrown.chance(0.5) ? appTargets(adminConsole, visit.who) : []],
    ['user.session.access_admin_app', [user(visit.who)]],
    ['group.user_membership.add', [user(visit.who), group('Everyone')]],
    ['user.session.start', []],
  ];
  for (const [index, [type, targets]] of steps.entries()) {
    if (index > 1 && thrown.chance(index > 3 ? 0.75 : 0.4)) continue;
    const result = type === 'policy.evaluate_sign_on' ? 'ALLOW' : 'SUCCESS';
    pen.write({
      at: at + index * 310,
      type,
      visit: within,
      targets,
      result,
      uri: '/oauth2/v1/token',
    });
  }
}

/** What an administrator does, in a session or with a token. */
export function does(
  pen: Pen,
  at: number,
  visit: Visit,
  type: string,
  targets: readonly Target[],
  over: {
    readonly uri?: string;
    readonly debug?: JsonObject;
    readonly result?: string;
    readonly reason?: string | null;
  } = {},
): void {
  pen.write({ at, type, visit, targets, uri: `/api/v1/${type.split('.')[0]}s`, ...over });
}

const servers = [
  programOf('okta-aspnet/4.1'),
  programOf('axios/1.6.0'),
  programOf('Java/17.0.8'),
  programOf('Go-http-client/2.0'),
];

/** What the servers of some applications do besides, in the session of who opened it. */
const backChannel = [
  'app.oauth2.token.grant.refresh_token',
  'app.oauth2.as.evaluate.claim',
  'app.oauth2.as.consent.grant',
  'app.oauth2.interact.interaction_handle',
  'app.oauth2.as.interact.interaction_code',
  'app.oauth2.signon',
  'user.authentication.verify',
];

/** An application of the company was opened, and its server fetches tokens from the cloud. */
export function serverFetches(pen: Pen, at: number, visit: Visit, app: App): void {
  const thrown = dice('sim server', at, visit.who.login);
  const own = dice('server of', app.id);
  const server = own.pick(servers);
  // Some servers keep cookies, and with them a device token of their own.
  const token = own.chance(0.5) ? dice('server cookie', visit.external, app.id).hex(64) : null;
  const within = from(visit, {
    device: { ...server, token, fingerprint: token?.slice(0, 32) ?? null },
    site: site(addressFor('application server', own.below(9), thrown.below(2)), 'Dublin', 'amazon'),
    client: app.id,
  });
  pen.write({
    at: at + 300,
    type: 'app.oauth2.authorize.code',
    visit,
    uri: '/oauth2/v1/authorize',
  });
  const steps = [
    'app.oauth2.token.grant.id_token',
    'app.oauth2.token.grant.access_token',
    ...backChannel.filter(() => thrown.chance(0.1)),
  ];
  for (const [index, type] of steps.entries()) {
    pen.write({ at: at + second + index * 90, type, visit: within, uri: '/oauth2/v1/token' });
  }
  // Some servers renew their tokens for hours.
  if (!thrown.chance(0.25)) return;
  const renewals = 1 + thrown.below(4);
  for (let renewed = 1; renewed <= renewals; renewed++) {
    pen.write({
      at: at + renewed * 61 * minute,
      type: 'app.oauth2.token.grant.refresh_token',
      visit: within,
      uri: '/oauth2/v1/token',
    });
  }
}
