import { hour, minute } from '../stories/clock.ts';
import { dice } from '../stories/dice.ts';
import { type Account, account } from '../stories/org.ts';
import { firstMonday, isWeekend, moment } from './calendar.ts';
import { teamApps } from './company.ts';
import { does } from './console.ts';
import { browserOf, deviceOf, programOf } from './device.ts';
import { addressFor, type Site, site } from './network.ts';
import { systemVisit } from './newcomer.ts';
import type { Organization } from './organization.ts';
import type { Pen } from './record-book.ts';
import { failsToSignIn, opensApp } from './sign-on.ts';
import { appTargets, thing, user } from './thing.ts';
import { sessionFor, type Visit, withoutVisit } from './visit.ts';

const day = 24 * hour;

/** The directory's agents: they connect, import and, once in a while, are upgraded on a new server. */
export function directoryRuns(pen: Pen, org: Organization, today: number): void {
  const thrown = dice('directory', org.seed, today);
  const own = pen.as('directory agent');
  const begun = firstMonday + today * day;
  for (const agent of [1, 2]) {
    const visit = agentVisit(agent);
    const target = thing('a5', 'AgentInstance', `EXAMPLE-DC${agent}`);
    for (let n = 0; n < 4; n++) {
      const at = begun + (n * 6 + agent) * hour;
      does(own, at, visit, 'system.agent.ad.read_topology', [target], {
        uri: '/api/1/internal/app/activedirectory',
      });
    }
    if (thrown.chance(0.08)) {
      does(own, begun + agent * 3 * hour, visit, 'system.agent.ad.connect', [target]);
      does(own, begun + agent * 3 * hour + 900, visit, 'system.agent.ad.start', [target]);
    }
  }
  const staff = org.staffOn(today).filter(({ isFromDirectory }) => isFromDirectory);
  for (const [index, who] of staff.filter(() => thrown.chance(0.01)).entries()) {
    const at = begun + 90 * minute + index * 700;
    does(own, at, agentVisit(1), 'system.agent.ad.import_user', [user(who)]);
    does(own.as('Okta system'), at + 50, systemVisit(at), 'user.account.update_profile', [
      user(who),
    ]);
  }
  if (today % 30 === 19) upgrades(pen.as('agent upgrade'), org, today);
}

function agentVisit(agent: number, where?: Site): Visit {
  const who: Account = {
    id: `0oa${dice('ad').letters(17)}`,
    login: 'Active Directory',
    name: 'Active Directory',
  };
  return {
    who,
    kind: 'SystemPrincipal',
    device: programOf(
      'Okta AD Agent/3.16.0 (Microsoft Windows NT 10.0.17763.0; .NET CLR 4.0.30319.42000)',
    ),
    site: where ?? site(addressFor('directory agent', agent), 'Ashburn', 'datacentre'),
    external: null,
    root: null,
    client: `a53${dice('agent', agent).letters(17)}`,
    token: null,
  };
}

/** In the maintenance window an agent moves to a new server, with a registration token of its own. */
function upgrades(pen: Pen, org: Organization, today: number): void {
  const admin = org.onDuty('super', today)[0];
  if (!admin) return;
  const at = moment(admin.branch.zone, today, 17 * 60);
  const visit = org.laptopSession(admin, today, at);
  const server = agentVisit(
    3,
    site(addressFor('directory agent', 3 + today), 'Ashburn', 'datacentre'),
  );
  const target = thing('a5', 'AgentInstance', `EXAMPLE-DC${3 + today}`);
  does(pen, at, visit, 'system.api_token.create', [thing('00T', 'Token', 'Okta AD Agent')], {
    uri: '/oauth2/v1/token',
    debug: { networkConnection: 'ANYWHERE' },
  });
  for (const [index, type] of [
    'system.agent.ad.create',
    'system.agent.ad.connect',
    'system.agent.ad.start',
  ].entries()) {
    does(pen, at + (index + 1) * minute, server, type, [target]);
  }
}

/** Okta's scheduled work: unlocks that are due, memberships by rule, profiles pushed. */
export function oktaWorks(pen: Pen, org: Organization, today: number): void {
  const thrown = dice('okta works', org.seed, today);
  const own = pen.as('Okta system');
  const staff = org.staffOn(today);
  const count = 3 + Math.floor(staff.length / 25);
  for (let n = 0; n < count; n++) {
    const at = firstMonday + today * day + thrown.below(day);
    const who = thrown.pick(staff);
    const app = appTargets(thrown.pick(teamApps), who);
    const [type, targets] = thrown.pick([
      ['application.provision.user.push_profile', [...app, user(who)]],
      ['application.user_membership.add', [...app, user(who)]],
      ['user.account.unlock', [user(who)]],
      ['policy.scheduled.execute', [thing('00p', 'PolicyEntity', 'Inactive users')]],
    ] as const);
    does(own, at, systemVisit(at), type, targets);
  }
}

/** People of a partner company come through its own identity provider. */
export function partnersCome(pen: Pen, org: Organization, today: number): void {
  if (isWeekend(today)) return;
  const own = pen.as('partner sign-in');
  const count = Math.ceil(org.people / 60);
  for (let n = 0; n < count; n++) {
    const thrown = dice('partner', org.seed, n, today);
    if (!thrown.chance(0.7)) continue;
    const who = account(`partner.guest${n}`, `Partner Guest ${n}`);
    const there = site(addressFor('partner office'), 'Krakow', 'orangePolska');
    const device = deviceOf('windows', `partner ${n}`, false);
    const visit = sessionFor(who, device, there, `partner ${today}`, org.isClassic);
    const at = moment('polish', today, 9 * 60 + thrown.below(200));
    const provider = thing('0oa', 'IdentityProvider', 'Partner SAML', { idpType: 'SAML2' });
    own.write({
      at: at - 2_000,
      type: 'user.authentication.auth_via_IDP',
      visit,
      targets: [provider, user(who)],
      credential: 'ASSERTION',
      issuer: { id: String(provider.id), type: 'SAML2' },
      uri: '/sso/saml2/partner',
    });
    own.write({
      at,
      type: 'user.session.start',
      visit,
      uri: '/sso/saml2/partner',
      judged: 'and learnt',
    });
    for (let opened = 0; opened < 1 + (n % 3); opened++) {
      opensApp(
        own,
        at + (opened + 1) * 9 * minute,
        visit,
        thrown.pick(teamApps.slice(3, 6)),
        opened === 0,
      );
    }
  }
}

const scanners = [
  'python-requests/2.28.1',
  'Go-http-client/1.1',
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/90.0.4430.85 Safari/537.36',
];

/** The rain that falls on every org: single guesses at names that do not exist, from everywhere; Okta knows some of them. */
export function internetRains(pen: Pen, org: Organization, today: number): void {
  const own = pen.as('internet noise');
  const thrown = dice('rain', org.seed, today);
  const count = thrown.below(5);
  for (let n = 0; n < count; n++) {
    const at = firstMonday + today * day + thrown.below(day);
    const net = thrown.pick(['digitalOcean', 'vultr', 'ovh', 'tor', 'hetzner'] as const);
    const town = thrown.pick(['Amsterdam', 'Frankfurt', 'Singapore', 'Bucharest'] as const);
    const isTor = net === 'tor';
    const there = site(addressFor('rain', org.seed, today, n), town, net, { isProxy: isTor });
    const device = browserOf(thrown.pick(scanners), 'Linux', null);
    const name = `${thrown.pick(['admin', 'info', 'test', 'sales', 'it', 'hr'])}${thrown.below(40)}`;
    const nobody: Account = { id: 'unknown', login: `${name}@example.com`, name: 'unknown' };
    const staff = org.staffOn(today);
    const who = thrown.chance(0.2) ? thrown.pick(staff) : nobody;
    failsToSignIn(
      own,
      at,
      who,
      device,
      there,
      who === nobody ? 'VERIFICATION_ERROR' : 'INVALID_CREDENTIALS',
    );
    if (!thrown.chance(0.25)) continue;
    own.write({
      at: at + 150,
      type: 'security.threat.detected',
      visit: withoutVisit({ id: 'unknown', login: 'unknown', name: there.ip }, device, there),
      result: 'DENY',
      reason: 'Login failures with high unknown users count',
      uri: '/api/v1/authn',
      debug: {
        threatSuspected: 'true',
        threatDetections: '{"Login failures with high unknown users count":"MEDIUM"}',
      },
    });
  }
  if (thrown.chance(0.02)) {
    const at = firstMonday + today * day + 10 * hour;
    does(pen.as('rate limits'), at, systemVisit(at), 'system.org.rate_limit.warning', [
      thing('rl', 'Bucket', '/api/v1/users'),
    ]);
  }
}
