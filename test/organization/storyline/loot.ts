import { second } from '../../stories/clock.ts';
import { type App, account } from '../../stories/org.ts';
import { adminConsole, commonApps, passwordApps, teamApps } from '../company.ts';
import { does, entersConsole } from '../console.ts';
import { systemVisit } from '../newcomer.ts';
import { enrols, opensApp, signsIn } from '../sign-on.ts';
import {
  minutes,
  rentedServer,
  residentialProxy,
  type Stage,
  strangeLinux,
  strangeMac,
  strangeWindows,
  vpnExit,
} from '../stage.ts';
import type { Storyline } from '../storyline.ts';
import { appTargets, group, thing, user } from '../thing.ts';
import { from, type Visit } from '../visit.ts';
import { cellularSite } from '../whereabouts.ts';

const tool = (id: string, name: string): App => ({ ...(teamApps[0] as App), id: `0oa${id}`, name });

/** A stolen administrator's session makes an application to which Okta pushes everybody's password. */
function passwordPush(stage: Stage): void {
  const { pen } = stage;
  const victim = stage.holder('application');
  const at = stage.after(victim, 110);
  const own = stage.session(victim, at);
  const stolen = from(own, { device: strangeMac(stage.token('S10')), site: vpnExit(191) });
  entersConsole(pen, at, stolen);
  pushes(
    stage,
    stolen,
    at + minutes(3),
    tool('S10intruderscim001', 'SCIM 2.0 Test App'),
    'Pushing user passwords, pushing profile updates',
  );
}

function pushes(stage: Stage, visit: Visit, at: number, app: App, reason: string | null): void {
  const { pen } = stage;
  does(pen, at, visit, 'application.lifecycle.create', appTargets(app), { uri: '/api/v1/apps' });
  does(pen, at + minutes(2), visit, 'application.lifecycle.update', appTargets(app), { reason });
  for (const [n, who] of stage.people().slice(0, 12).entries()) {
    const then = at + minutes(4) + n * 1_500;
    does(pen, then, visit, 'application.user_membership.add', [...appTargets(app, who), user(who)]);
    const system = systemVisit(`push ${then}`);
    does(pen, then + 300, system, 'application.provision.user.push_profile', [
      ...appTargets(app, who),
      user(who),
    ]);
    if (reason === null) continue;
    does(pen, then + minutes(40 + n * 7), system, 'application.provision.user.push_password', [
      ...appTargets(app, who),
      user(who),
    ]);
  }
}

/** A real application is introduced, without passwords. */
function onboarding(stage: Stage): void {
  const who = stage.holder('application');
  const at = stage.after(who, 110);
  const own = stage.session(who, at);
  entersConsole(stage.pen, at - minutes(2), own);
  pushes(stage, own, at, tool('realtool00000001', 'Travel Booking'), null);
}

/** Six stored passwords within five minutes, behind a proxy, on a new device; then they are used. */
function reveals(stage: Stage): void {
  const victim = stage.person();
  const at = stage.after(victim, 13 * 60);
  const visit = stage.foreignSession(
    victim,
    strangeMac(stage.token('S11')),
    residentialProxy(201, 'Bucharest', 'orangePolska'),
    'S11',
  );
  signsIn(stage.pen, at, visit, { factor: 'sms' });
  for (const [n, app] of passwordApps.slice(0, 6).entries()) {
    does(
      stage.pen,
      at + minutes(2) + n * 45 * second,
      visit,
      'application.user_membership.show_password',
      [...appTargets(app, victim), user(victim)],
    );
    opensApp(stage.pen, at + minutes(9) + n * 50 * second, visit, app, false);
  }
}

function revealsOne(stage: Stage): void {
  const who = stage.person();
  const at = stage.after(who, 100);
  const app = passwordApps[0] ?? (teamApps[0] as App);
  does(stage.pen, at, stage.session(who, at), 'application.user_membership.show_password', [
    ...appTargets(app, who),
    user(who),
  ]);
}

/** A stolen cookie makes a service application with a key of its own, which removes a person's factor. */
function serviceKey(stage: Stage): void {
  const { pen } = stage;
  const admin = stage.holder('super');
  const victim = stage.person();
  const at = stage.after(admin, 140);
  const own = stage.session(admin, at);
  const stolen = from(own, {
    device: strangeLinux(own.device.token),
    site: rentedServer(211, 'vultr', 'Amsterdam'),
  });
  const app = tool('S14intruderservice', 'Device Sync');
  entersConsole(pen, at, stolen);
  const steps = [
    'application.lifecycle.create',
    'app.oauth2.credentials.lifecycle.create',
    'app.oauth2.admin.consent.grant',
    'app.oauth2.client.privilege.grant',
  ];
  for (const [n, type] of steps.entries()) {
    does(pen, at + minutes(2 + n), stolen, type, appTargets(app), {
      uri: '/api/v1/apps',
      debug: { grantedScopes: 'okta.factors.manage' },
    });
  }
  const client: Visit = {
    ...stolen,
    who: { id: app.id, login: app.id, name: app.name },
    kind: 'PublicClientAppEntity',
    external: null,
    root: null,
    client: app.id,
    site: rentedServer(212, 'hetzner'),
  };
  pen.write({
    at: at + minutes(12),
    type: 'app.oauth2.token.grant.access_token',
    visit: client,
    uri: '/oauth2/v1/token',
    debug: {
      grantType: 'client_credentials',
      clientAuthType: 'private_key_jwt',
      grantedScopes: 'okta.factors.manage',
    },
  });
  does(pen, at + minutes(13), client, 'user.mfa.factor.deactivate', [user(victim)]);
  const visit = stage.foreignSession(
    victim,
    strangeWindows(stage.token('S14')),
    rentedServer(213, 'hetzner'),
    'S14',
  );
  signsIn(pen, at + minutes(20), visit, { factor: 'none' });
  enrols(pen, at + minutes(22), visit, visit.device);
}

/** A service application is set up as planned, from the usual desk, for reading groups. */
function plannedService(stage: Stage): void {
  const who = stage.holder('super');
  const at = stage.after(who, 140);
  const own = stage.session(who, at);
  const app = tool('plannedservice0001', 'Group Reporter');
  entersConsole(stage.pen, at, own);
  for (const [n, type] of [
    'application.lifecycle.create',
    'app.oauth2.admin.consent.grant',
  ].entries()) {
    does(stage.pen, at + minutes(3 + n), own, type, appTargets(app), {
      debug: { grantedScopes: 'okta.groups.read' },
    });
  }
}

/** Keys are read and rolled in a stolen session; then somebody is active in a session that never began. */
function forged(stage: Stage): void {
  const { pen } = stage;
  const admin = stage.holder('application');
  const at = stage.after(admin, 150);
  const stolen = from(stage.session(admin, at), {
    device: strangeWindows(stage.token('S15')),
    site: rentedServer(221, 'ovh'),
  });
  does(
    pen,
    at,
    stolen,
    'app.oauth2.as.key.rollover',
    [thing('aus', 'AuthorizationServer', 'default')],
    { uri: '/api/v1/authorizationServers' },
  );
  does(
    pen,
    at + minutes(2),
    stolen,
    'app.oauth2.client.read_client_secret',
    appTargets(commonApps[5] as App),
  );
  does(
    pen,
    at + minutes(4),
    stolen,
    'application.lifecycle.update',
    appTargets(teamApps[2] as App),
  );
  const victim = stage.person();
  const never = stage.foreignSession(
    victim,
    strangeMac(null),
    rentedServer(222, 'ovh'),
    'S15 never begun',
  );
  for (const [n, app] of teamApps.slice(2, 6).entries())
    opensApp(pen, at + minutes(60 + n * 3), never, app, false);
}

/** A phone whose session is older than the log is used after a day of quiet. */
function oldPhone(stage: Stage): void {
  const who = stage.person();
  const at = stage.after(who, 150);
  const base = stage.ownSession(who, at, 'old phone');
  const visit = from(base, { device: who.phone, site: cellularSite(who, at) });
  for (const [n, app] of commonApps.slice(0, 3).entries())
    opensApp(stage.pen, at + minutes(n * 3), visit, app, false);
}

/** An insider or a stolen account blinds the defenders, then takes what there is. */
function blindThenLoot(stage: Stage): void {
  const { pen } = stage;
  const admin = stage.holder('super');
  const at = stage.after(admin, 13 * 60);
  const visit = stage.foreignSession(
    admin,
    strangeWindows(stage.token('S17')),
    vpnExit(231, 'Bucharest'),
    'S17',
  );
  signsIn(pen, at, visit, { factor: 'sms' });
  entersConsole(pen, at + minutes(1), visit);
  const steps = [
    ['system.log_stream.lifecycle.deactivate', [thing('0ob', 'LogStream', 'SIEM')]],
    ['zone.deactivate', [thing('nzo', 'NetworkZone', 'Blocked')]],
    ['policy.rule.deactivate', [thing('0pr', 'PolicyRule', 'Administrators')]],
    [
      'security.protected_action.settings.update',
      [thing('pas', 'ProtectedAction', 'Protected actions')],
    ],
    ['analytics.reports.export.request', [thing('rep', 'Report', 'Application Access')]],
    ['app.oauth2.client.read_client_secret', appTargets(commonApps[5] as App)],
    ['app.oauth2.client.read_client_secret', appTargets(commonApps[6] as App)],
    ['app.oauth2.client.read_client_secret', appTargets(teamApps[14] as App)],
    ['application.lifecycle.delete', appTargets(teamApps[9] as App)],
  ] as const;
  for (const [n, [type, targets]] of steps.entries())
    does(pen, at + minutes(3 + n * 2), visit, type, targets);
}

/** The yearly clean-up of policies and zones, by the usual administrator, in the change window. */
function yearlyCleanUp(stage: Stage): void {
  const who = stage.holder('super');
  const at = stage.after(who, 8 * 60);
  const own = stage.session(who, at);
  entersConsole(stage.pen, at - minutes(2), own);
  const steps = [
    ['policy.rule.deactivate', [thing('0pr', 'PolicyRule', 'Legacy')]],
    ['policy.rule.update', [thing('0pr', 'PolicyRule', 'Staff')]],
    ['policy.lifecycle.update', [thing('00p', 'PolicyEntity', 'Password policy')]],
    ['zone.update', [thing('nzo', 'NetworkZone', 'Offices')]],
    ['application.lifecycle.deactivate', appTargets(teamApps[9] as App)],
    [
      'group.user_membership.remove',
      [user(account('old.member', 'Old Member')), group('Contractors')],
    ],
  ] as const;
  for (const [n, [type, targets]] of steps.entries())
    does(stage.pen, at + minutes(n * 6), own, type, targets);
  opensApp(stage.pen, at + minutes(50), own, adminConsole);
}

export const lootStories: readonly Storyline[] = [
  {
    id: 'S10',
    title: 'SCIM application that is given the passwords',
    level: 'high',
    fires: ['F11', 'I03', 'D03', 'X06'],
    attack: passwordPush,
    twin: onboarding,
  },
  {
    id: 'S11',
    title: 'Stored passwords revealed in one session',
    level: 'high',
    fires: ['D01', 'D04', 'I01', 'X07'],
    attack: reveals,
    twin: revealsOne,
  },
  {
    id: 'S14',
    title: 'Service application with a stolen key removes a factor',
    level: 'high',
    fires: ['B14', 'B24', 'C01', 'F11', 'H16'],
    attack: serviceKey,
    twin: plannedService,
  },
  {
    id: 'S15',
    title: 'Keys rolled and read, then a session that never began',
    level: 'high',
    fires: ['C03', 'H09', 'X01', 'X12'],
    attack: forged,
    twin: oldPhone,
  },
  {
    id: 'S17',
    title: 'Defences weakened together, then loot',
    level: 'high',
    fires: ['D01', 'D02', 'D03', 'E14', 'F02', 'F07', 'F09', 'F10', 'H09', 'P01'],
    attack: blindThenLoot,
    twin: yearlyCleanUp,
  },
];
