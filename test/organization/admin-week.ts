import { hour, minute } from '../stories/clock.ts';
import { type Dice, dice } from '../stories/dice.ts';
import { type Account, type App, account } from '../stories/org.ts';
import type { Target } from '../stories/target.ts';
import { isWeekend, moment, weekday } from './calendar.ts';
import { groupNames, teamApps } from './company.ts';
import { does, entersConsole } from './console.ts';
import { type Employee, worksOn } from './employee.ts';
import type { Organization } from './organization.ts';
import type { Pen } from './record-book.ts';
import { appTargets, group, thing, user } from './thing.ts';
import type { Visit } from './visit.ts';

/** What administrators do on a day: a visit or two, small work, and now and then something larger. */
export function administratorsWork(pen: Pen, org: Organization, day: number): void {
  if (isWeekend(day)) return;
  for (const duty of ['super', 'application'] as const) {
    for (const who of org.onDuty(duty, day)) {
      if (!worksOn(who, day)) continue;
      const thrown = dice('administrator', org.seed, who.login, day);
      if (!thrown.chance(0.65)) continue;
      const at = moment(who.branch.zone, day, who.begins + 60 + thrown.below(360));
      const own = pen.as('administrators at work');
      entersConsole(own, at, org.laptopSession(who, day, at));
      const tasks = 1 + thrown.below(4);
      for (let n = 0; n < tasks; n++) {
        const when = at + (3 + n * 4) * minute;
        smallWork(own, org, day, when, org.laptopSession(who, day, when), thrown);
      }
    }
  }
  const master = org.onDuty('super', day)[0];
  if (!master) return;
  largerWork(pen, org, master, day);
}

function smallWork(
  pen: Pen,
  org: Organization,
  day: number,
  at: number,
  visit: Visit,
  thrown: Dice,
): void {
  const who = thrown.pick(org.staffOn(day));
  const app = thrown.pick(teamApps);
  const team = group(thrown.pick(groupNames));
  const choices: readonly (readonly [type: string, targets: readonly Target[], weight: number])[] =
    [
      ['group.user_membership.add', [user(who), team], 30],
      ['group.user_membership.remove', [user(who), team], 8],
      ['application.user_membership.add', [...appTargets(app, who), user(who)], 25],
      ['application.user_membership.remove', [...appTargets(app, who), user(who)], 6],
      ['application.lifecycle.update', appTargets(app), 8],
      ['group.lifecycle.create', [group(`project-${thrown.below(500)}`)], 4],
      ['group.application_assignment.add', [team, ...appTargets(app)], 5],
      ['user.account.update_profile', [user(who)], 6],
      ['user.session.clear', [user(who)], 1],
      ['user.lifecycle.suspend', [user(who)], 1],
      ['user.lifecycle.unsuspend', [user(who)], 1],
    ];
  let left = thrown.below(choices.reduce((sum, [, , weight]) => sum + weight, 0));
  const chosen = choices.find(([, , weight]) => {
    left -= weight;
    return left < 0;
  });
  if (chosen) does(pen, at, visit, chosen[0], chosen[1]);
}

type Work = (
  pen: Pen,
  org: Organization,
  day: number,
  at: number,
  visit: Visit,
  thrown: Dice,
) => void;

/** What is done seldom, with the mean number of days between; always in a visit to the console, in office hours or a change window. */
const seldom: readonly (readonly [everyDays: number, Work])[] = [
  [4, policyWork],
  [9, applicationOnboarding],
  [22, zoneWork],
  [25, tokenWork],
  [16, roleWork],
  [40, certificateRotation],
  [45, oldAccounts],
  [60, logStreamWork],
  [60, urgentLeaver],
  [75, supportCase],
];

function largerWork(pen: Pen, org: Organization, who: Employee, day: number): void {
  if (!worksOn(who, day)) return;
  const thrown = dice('larger work', org.seed, day);
  const due = seldom.filter(([every]) => thrown.chance(1.4 / every));
  for (const [index, [, work]] of due.entries()) {
    const at = moment(who.branch.zone, day, who.begins + 120 + index * 55 + thrown.below(40));
    const visit = org.laptopSession(who, day, at);
    entersConsole(pen.as('administrators at work'), at - 2 * minute, visit);
    work(pen, org, day, at, visit, thrown);
  }
  reports(pen, org, day);
}

/** Policies are changed on Tuesday and Thursday, and at times put right again. */
function policyWork(
  pen: Pen,
  _org: Organization,
  day: number,
  at: number,
  visit: Visit,
  thrown: Dice,
): void {
  const own = pen.as('change window');
  if (weekday(day) !== 1 && weekday(day) !== 3) return;
  const later = at + 3 * hour;
  const rule = thing(
    '0pr',
    'PolicyRule',
    thrown.pick(['Staff', 'Contractors', 'Legacy', 'Kiosks']),
  );
  const policy = thing(
    '00p',
    'PolicyEntity',
    thrown.pick(['Default', 'Staff MFA', 'Password policy']),
  );
  const uri = '/api/v1/policies';
  entersConsole(own, later - minute, visit);
  does(
    own,
    later,
    visit,
    thrown.pick(['policy.rule.update', 'policy.rule.add'] as const),
    [policy, rule],
    { uri },
  );
  if (thrown.chance(0.3))
    does(own, later + 3 * minute, visit, 'policy.lifecycle.update', [policy], { uri });
  if (thrown.chance(0.2)) {
    does(own, later + 12 * minute, visit, 'policy.rule.update', [policy, rule], { uri });
  }
  if (thrown.chance(0.15)) {
    const [app] = appTargets(thrown.pick(teamApps));
    if (app)
      does(own, later + 5 * minute, visit, 'application.policy.sign_on.update', [app], { uri });
  }
  if (thrown.chance(0.06)) {
    does(own, later + 7 * minute, visit, 'policy.rule.deactivate', [policy, rule], { uri });
  }
}

/** A new application: made, set up, given to a group; one in three is an OAuth client whose secret is read. */
function applicationOnboarding(
  pen: Pen,
  org: Organization,
  day: number,
  at: number,
  visit: Visit,
  thrown: Dice,
): void {
  const own = pen.as('application onboarding');
  const name = `New Tool ${day}`;
  const app: App = { ...(teamApps[0] as App), id: `0oa${dice('tool', day).letters(17)}`, name };
  does(own, at, visit, 'application.lifecycle.create', appTargets(app), { uri: '/api/v1/apps' });
  does(own, at + 20_000, visit, 'application.lifecycle.activate', appTargets(app));
  does(own, at + 6 * minute, visit, 'application.lifecycle.update', appTargets(app));
  if (thrown.chance(0.35)) {
    does(own, at + 8 * minute, visit, 'app.oauth2.client.read_client_secret', appTargets(app));
  }
  does(own, at + 11 * minute, visit, 'group.application_assignment.add', [
    group('Engineering'),
    ...appTargets(app),
  ]);
  for (const [index, who] of org.staffOn(day).slice(0, 5).entries()) {
    const after = at + 12 * minute + index * 800;
    does(own, after, visit, 'application.user_membership.add', [
      ...appTargets(app, who),
      user(who),
    ]);
    does(own, after + 90, visit, 'application.provision.user.push_profile', [
      ...appTargets(app, who),
      user(who),
    ]);
  }
}

function zoneWork(
  pen: Pen,
  _org: Organization,
  _day: number,
  at: number,
  visit: Visit,
  thrown: Dice,
): void {
  const zone = thing('nzo', 'NetworkZone', thrown.pick(['Offices', 'VPN', 'Blocked']));
  does(pen.as('change window'), at, visit, 'zone.update', [zone], { uri: '/api/v1/zones' });
}

function tokenWork(
  pen: Pen,
  _org: Organization,
  day: number,
  at: number,
  visit: Visit,
  thrown: Dice,
): void {
  const own = pen.as('token upkeep');
  const token = thing('00T', 'Token', `integration ${day}`);
  const networkConnection = thrown.chance(0.3) ? 'ANYWHERE' : 'ZONE';
  does(own, at, visit, 'system.api_token.create', [token], {
    uri: '/api/internal/tokens',
    debug: { networkConnection },
  });
  if (!thrown.chance(0.6)) return;
  const old = thing('00T', 'Token', `integration ${day - 90}`);
  does(own, at + 4 * minute, visit, 'system.api_token.revoke', [old], {
    uri: '/api/internal/tokens',
  });
}

/** A role is given to somebody who moves into support, or taken from who moved on. */
function roleWork(
  pen: Pen,
  org: Organization,
  day: number,
  at: number,
  visit: Visit,
  thrown: Dice,
): void {
  const own = pen.as('role changes');
  const who = thrown.pick(org.staffOn(day).filter(({ kind }) => kind === 'desk'));
  const role = thrown.pick([
    'Help desk administrator',
    'Report administrator',
    'Group administrator (all)',
    'Application administrator (all)',
    'Read-only administrator',
    ...(thrown.chance(0.3) ? ['Super administrator'] : []),
  ]);
  const isGrant = thrown.chance(0.6);
  const type = isGrant ? 'user.account.privilege.grant' : 'user.account.privilege.revoke';
  const debug = isGrant ? { privilegeGranted: role } : { privilegeRevoked: role };
  does(own, at, visit, type, [user(who)], { uri: `/api/v1/users/${who.id}/roles`, debug });
}

/** The partner's signing certificate runs out, and the identity provider gets the next one. */
function certificateRotation(
  pen: Pen,
  _org: Organization,
  day: number,
  at: number,
  visit: Visit,
): void {
  const own = pen.as('certificate rotation');
  const provider = thing('0oa', 'IdentityProvider', 'Partner SAML', { idpType: 'SAML2' });
  const uri = '/api/v1/idps';
  does(own, at, visit, 'system.idp.key.create', [thing('kid', 'IdpKey', `certificate ${day}`)], {
    uri,
  });
  does(own, at + 4 * minute, visit, 'system.idp.lifecycle.update', [provider], { uri });
}

/** The account that attackers or a project left behind is put away. */
function oldAccounts(pen: Pen, _org: Organization, day: number, at: number, visit: Visit): void {
  const name = day % 2 === 0 ? 'svc_network_backup' : `svc_project_${day}`;
  const old: Account = account(name, name);
  const types = [
    'user.session.clear',
    'user.lifecycle.suspend',
    'user.lifecycle.deactivate',
  ] as const;
  for (const [index, type] of types.entries()) {
    does(pen.as('old account put away'), at + index * 20_000, visit, type, [user(old)]);
  }
}

function logStreamWork(pen: Pen, _org: Organization, _day: number, at: number, visit: Visit): void {
  const stream = thing('0ob', 'LogStream', 'SIEM');
  does(pen.as('change window'), at, visit, 'system.log_stream.lifecycle.update', [stream], {
    uri: '/api/v1/logStreams',
  });
}

/** Somebody is dismissed: sessions cleared, factors reset and the account put away, by hand. */
function urgentLeaver(
  pen: Pen,
  org: Organization,
  day: number,
  at: number,
  visit: Visit,
  thrown: Dice,
): void {
  const gone = org.staffOn(day + 200).length;
  const former = account(`former.colleague${day}`, `Former Colleague ${gone}`);
  const own = pen.as('leaver');
  const types = [
    'user.session.clear',
    'user.account.reset_password',
    'user.lifecycle.deactivate',
  ] as const;
  for (const [index, type] of types.entries())
    does(own, at + index * 15_000, visit, type, [user(former)]);
  if (thrown.chance(0.3))
    does(own, at + minute, visit, 'user.mfa.factor.reset_all', [user(former)]);
}

/** A named administrator opens the org to Okta's support for a case; support looks around. */
function supportCase(pen: Pen, _org: Organization, _day: number, at: number, visit: Visit): void {
  const own = pen.as('support case');
  does(own, at, visit, 'user.session.impersonation.grant', [user(visit.who)], {
    uri: '/api/internal/support/impersonation',
  });
  const support: Account = {
    id: '00u0oktasupport000000',
    login: 'support.engineer@okta.com',
    name: 'Okta Support',
  };
  const theirs: Visit = {
    ...visit,
    who: support,
    external: `trs${dice('support', at).letters(22)}`,
    root: null,
  };
  does(own, at + 2 * hour, theirs, 'user.session.impersonation.initiate', [user(support)]);
  does(own, at + 3 * hour, theirs, 'user.session.impersonation.end', [user(support)]);
}

/** Reports: one of the month, and every quarter those that the auditors want. The rare administrator looks in for them. */
function reports(pen: Pen, org: Organization, day: number): void {
  const names =
    day % 45 === 16
      ? [
          'Administrators',
          'Application Access',
          'Group Membership',
          'MFA Usage',
          'Okta Usage',
          'Password Health',
        ]
      : day % 14 === 9
        ? ['MFA Usage']
        : [];
  const who = org.onDuty(names.length > 1 ? 'rare' : 'report', day)[0];
  if (!who || names.length === 0) return;
  const own = pen.as(names.length > 1 ? 'audit' : 'administrators at work');
  const begun = moment(who.branch.zone, day, who.begins + 90);
  entersConsole(
    names.length > 1 ? pen.as('rare administrator') : own,
    begun - minute,
    org.laptopSession(who, day, begun),
  );
  for (const [index, name] of names.entries()) {
    const at = begun + index * 7 * minute;
    const visit = org.laptopSession(who, day, at);
    const target = thing('rep', 'Report', name);
    const uri =
      name === 'Password Health'
        ? '/reports/password-health/async_csv_download_schedule'
        : '/api/v1/reports';
    does(own, at, visit, 'analytics.reports.export.request', [target], { uri });
    does(own, at + 40_000, visit, 'analytics.reports.export.download', [target], { uri });
  }
}
