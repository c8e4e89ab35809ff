import { hour, minute } from '../stories/clock.ts';
import { dice } from '../stories/dice.ts';
import { type Account, account } from '../stories/org.ts';
import { firstMonday, isWeekend, moment } from './calendar.ts';
import { commonApps, groupNames } from './company.ts';
import { does } from './console.ts';
import { programOf } from './device.ts';
import { addressFor, type Site, site } from './network.ts';
import type { Organization } from './organization.ts';
import type { Pen } from './record-book.ts';
import { failsToSignIn, isLockedOut } from './sign-on.ts';
import { appTargets, group, user } from './thing.ts';
import type { Visit } from './visit.ts';

/** A program that calls the API: with a token of its own, or as an OAuth client. */
export interface Program extends Account {
  readonly agent: string;
  readonly siteAt: (org: Organization, at: number) => Site;
  /** Whether it is an OAuth client, rather than a service account with an API token. */
  readonly isClient: boolean;
}

const day = 24 * hour;
const dayAt = (at: number): number => Math.floor((at - firstMonday) / day);

/** The day on which a program moves to another region of its cloud. */
const moveDay = (org: Organization): number => 12 + dice('move', org.seed).below(25);

const service = (
  login: string,
  name: string,
  agent: string,
  siteAt: Program['siteAt'],
): Program => ({
  ...account(login, name),
  agent,
  siteAt,
  isClient: false,
});
const client = (name: string, agent: string, siteAt: Program['siteAt']): Program => {
  const id = `0oa${dice('client', name).letters(17)}`;
  return { id, login: name, name, agent, siteAt, isClient: true };
};
const fixed = (
  ip: string,
  town: 'Ashburn' | 'Dublin',
  net: 'amazon' | 'datacentre' | 'microsoft',
) => {
  const there = site(ip, town, net);
  return (): Site => there;
};

export const hrProgram = service(
  'svc.hr.sync',
  'HR Sync',
  'hr-provisioner/3.2 okta-sdk-java/12.0.1 java/17.0.8',
  fixed(addressFor('hr'), 'Ashburn', 'datacentre'),
);
const inventoryProgram = service(
  'svc.inventory',
  'Inventory',
  'inventory-sync/1.9 python-requests/2.31.0',
  (org, at) =>
    dayAt(at) < moveDay(org)
      ? site(addressFor('inventory', 1), 'Ashburn', 'amazonEast')
      : site(addressFor('inventory', 2), 'Boardman', 'amazon'),
);
const terraform = client('Terraform', 'Terraform/1.7.3 okta-terraform/4.8.0', (_, at) =>
  site(
    addressFor('runner', dice('runner', Math.floor(at / (2 * hour))).below(60)),
    'Ashburn',
    'microsoft',
  ),
);
const collector = client(
  'Log Collector',
  'log-collector/5.1',
  fixed(addressFor('collector'), 'Dublin', 'amazon'),
);
const workflows = client('Okta Workflows OAuth', 'okta-workflows/1.0', (_, at) =>
  site(
    addressFor('workflows', dice('flow', Math.floor(at / hour)).below(8)),
    'Ashburn',
    'amazonEast',
  ),
);

/** A program at work: under a token's session, or as a client. */
export function programVisit(org: Organization, program: Program, at: number): Visit {
  const id = dice('program run', program.login, Math.floor(at / hour)).letters(22);
  return {
    who: program,
    kind: program.isClient ? 'PublicClientApp' : 'User',
    device: programOf(program.agent),
    site: program.siteAt(org, at),
    external: program.isClient ? null : `trs${id}`,
    root: null,
    client: program.isClient ? program.id : null,
    token: program.isClient ? null : `00T${dice('api token', program.login).letters(17)}`,
  };
}

/** A client gets an access token for itself. */
function isGranted(pen: Pen, at: number, visit: Visit, scopes: string): void {
  pen.write({
    at,
    type: 'app.oauth2.token.grant.access_token',
    visit,
    targets: [],
    uri: '/oauth2/v1/token',
    debug: {
      grantType: 'client_credentials',
      clientAuthType: 'private_key_jwt',
      grantedScopes: scopes,
      requestedScopes: scopes,
    },
  });
}

/** What programs do on a day. */
export function programsRun(pen: Pen, org: Organization, today: number): void {
  collects(pen.as('service application'), org, today);
  inventories(pen, org, today);
  refreshes(pen.as('API token program'), org, today);
  flows(pen.as('service application'), org, today);
  if (!isWeekend(today)) applies(pen.as('rotating runners'), org, today);
  monitors(pen.as('monitoring with old password'), org, today);
}

function collects(pen: Pen, org: Organization, today: number): void {
  for (let n = 0; n < 24; n += Math.round(1 / org.pace)) {
    const at = firstMonday + today * day + n * hour + 7_000;
    isGranted(pen, at, programVisit(org, collector, at), 'okta.logs.read');
  }
}

/** What somebody clicked together runs now and then: people are put into groups, profiles are completed. */
function flows(pen: Pen, org: Organization, today: number): void {
  const thrown = dice('flows', org.seed, today);
  const staff = org.staffOn(today);
  const count = thrown.below(6);
  for (let n = 0; n < count; n++) {
    const at = firstMonday + today * day + thrown.below(day);
    const visit = programVisit(org, workflows, at);
    const who = thrown.pick(staff);
    isGranted(pen, at, visit, 'okta.users.manage,okta.groups.manage');
    if (thrown.chance(0.5)) does(pen, at + 900, visit, 'user.account.update_profile', [user(who)]);
    else does(pen, at + 900, visit, 'group.user_membership.add', [user(who), group('VPN Users')]);
  }
}

/** Every night the inventory corrects some groups; some days after its cloud moved it is a known place again. */
function inventories(pen: Pen, org: Organization, today: number): void {
  const thrown = dice('inventory', org.seed, today);
  const begun = firstMonday + today * day + 2 * hour;
  const staff = org.staffOn(today);
  const own = pen.as(
    today >= moveDay(org) && today < moveDay(org) + 14 ? 'new cloud region' : 'API token program',
  );
  for (let n = 0; n < 2 + thrown.below(4); n++) {
    const at = begun + n * 4_000;
    const visit = programVisit(org, inventoryProgram, at);
    const who = thrown.pick(staff);
    const type = thrown.chance(0.5) ? 'group.user_membership.add' : 'group.user_membership.remove';
    does(own, at, visit, type, [user(who), group(thrown.pick(groupNames))]);
  }
}

/** Every night the personnel department's program refreshes profiles. */
function refreshes(pen: Pen, org: Organization, today: number): void {
  const thrown = dice('refresh', org.seed, today);
  const staff = org.staffOn(today);
  const count = 2 + Math.floor(staff.length / 40);
  for (let n = 0; n < count; n++) {
    const at = firstMonday + today * day + 3 * hour + n * 1_300;
    const who = thrown.pick(staff);
    does(pen, at, programVisit(org, hrProgram, at), 'user.account.update_profile', [user(who)], {
      uri: `/api/v1/users/${who.id}`,
    });
  }
}

/** The configuration is applied by runners that have another address each time; mostly nothing changes. */
function applies(pen: Pen, org: Organization, today: number): void {
  const thrown = dice('apply', org.seed, today);
  const runs = 1 + thrown.below(5);
  for (let n = 0; n < runs; n++) {
    const at = moment('eastern', today, 9 * 60 + thrown.below(9 * 60));
    const visit = programVisit(org, terraform, at);
    isGranted(pen, at, visit, 'okta.groups.manage,okta.apps.manage');
    if (thrown.chance(0.2)) {
      const name = `team-${thrown.below(60)}`;
      does(pen, at + 9_000, visit, 'group.lifecycle.create', [group(name)]);
    }
    if (thrown.chance(0.12)) {
      const app = thrown.pick(commonApps);
      does(pen, at + 14_000, visit, 'application.lifecycle.update', appTargets(app));
    }
  }
}

/** A monitoring script is forgotten when its password changes; it fails until somebody notices. */
function monitors(pen: Pen, org: Organization, today: number): void {
  const thrown = dice('monitor', org.seed, Math.floor(today / 20));
  if (today % 20 !== thrown.below(20)) return;
  const who = account('svc.monitor', 'Monitoring');
  const there = site(addressFor('monitor'), 'Ashburn', 'datacentre');
  const device = programOf('check_http/2.3 (monitoring-plugins)');
  const begun = firstMonday + today * day + thrown.below(20 * 60) * minute;
  const count = 12 + thrown.below(40);
  for (let n = 0; n < count; n++) {
    const isLocked = n % 10 === 9;
    const at = begun + n * 5 * minute;
    failsToSignIn(pen, at, who, device, there, isLocked ? 'LOCKED_OUT' : 'INVALID_CREDENTIALS');
    if (isLocked) isLockedOut(pen, at + 200, who, device, there);
  }
}
