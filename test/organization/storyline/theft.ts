import { account } from '../../stories/org.ts';
import { adminConsole, commonApps, dashboard, teamApps } from '../company.ts';
import { does, entersConsole } from '../console.ts';
import { browserOf } from '../device.ts';
import { isRefusedApp, opensApp } from '../sign-on.ts';
import {
  listedExit,
  minutes,
  pythonScript,
  type Stage,
  strangeMac,
  strangeWindows,
  vpnExit,
} from '../stage.ts';
import type { Storyline } from '../storyline.ts';
import { appTargets, thing, user } from '../thing.ts';
import { from } from '../visit.ts';
import { cellularSite } from '../whereabouts.ts';

/** The cookie of an administrator's upload is used half an hour later; the console refuses, the API does not. */
function beyondTrust(stage: Stage): void {
  const victim = stage.holder('super');
  const at = stage.after(victim, 95);
  const own = stage.session(victim, at);
  entersConsole(stage.aside, at - minutes(27), own);
  const stolen = from(own, { device: strangeWindows(own.device.token), site: vpnExit(21) });
  isRefusedApp(stage.pen, at, stolen, adminConsole);
  stage.pen.write({
    at: at + 300,
    type: 'user.session.access_admin_app',
    visit: stolen,
    targets: appTargets(adminConsole, victim),
    result: 'FAILURE',
    reason: 'ACCESS_DENIED',
    uri: adminConsole.path,
  });
  const planted = account('svc_network_backup', 'svc_network_backup');
  does(stage.pen, at + minutes(4), stolen, 'user.lifecycle.create', [user(planted)], {
    uri: '/api/v1/users',
  });
  does(stage.pen, at + minutes(4) + 1_900, stolen, 'user.lifecycle.activate', [user(planted)], {
    uri: `/api/v1/users/${planted.id}/lifecycle/activate`,
  });
  does(
    stage.pen,
    at + minutes(9),
    stolen,
    'analytics.reports.export.request',
    [thing('rep', 'Report', 'Password Health')],
    {
      uri: '/reports/password-health/async_csv_download_schedule',
    },
  );
}

/** The same administrator on a phone's hotspot: another address, the same browser. */
function hotspot(stage: Stage): void {
  const who = stage.holder('super');
  const at = stage.after(who, 95);
  const own = stage.session(who, at);
  entersConsole(stage.aside, at - minutes(27), own);
  const tethered = from(own, { site: cellularSite(who, at) });
  entersConsole(stage.pen, at, tethered);
  does(stage.pen, at + minutes(5), tethered, 'group.user_membership.add', [
    user(stage.person()),
    thing('00g', 'UserGroup', 'Sales'),
  ]);
}

/** An identity provider is rewired and the administrators are listed, with a session cookie alone. */
function onePassword(stage: Stage): void {
  const victim = stage.holder('super');
  const at = stage.after(victim, 130);
  const own = stage.session(victim, at);
  const stolen = from(own, {
    device: strangeMac(stage.token('S02')),
    site: vpnExit(32, 'Chicago'),
  });
  isRefusedApp(stage.pen, at, stolen, dashboard);
  const provider = thing('0oa', 'IdentityProvider', 'Google Workspace', { idpType: 'GOOGLE' });
  const uri = '/api/v1/idps';
  does(stage.pen, at + minutes(3), stolen, 'system.idp.lifecycle.update', [provider], { uri });
  does(stage.pen, at + minutes(4), stolen, 'system.idp.lifecycle.activate', [provider], { uri });
  does(
    stage.pen,
    at + minutes(7),
    stolen,
    'analytics.reports.export.request',
    [thing('rep', 'Report', 'Administrators')],
    {
      uri: '/api/v1/reports',
    },
  );
}

/** The provider's certificate is renewed as planned, from the usual desk. */
function plannedRotation(stage: Stage): void {
  const who = stage.holder('super');
  const at = stage.after(who, 130);
  const own = stage.session(who, at);
  const provider = thing('0oa', 'IdentityProvider', 'Google Workspace', { idpType: 'GOOGLE' });
  entersConsole(stage.pen, at - minutes(3), own);
  does(stage.pen, at, own, 'system.idp.key.create', [thing('kid', 'IdpKey', 'renewed')], {
    uri: '/api/v1/idps',
  });
  does(stage.pen, at + minutes(3), own, 'system.idp.lifecycle.update', [provider], {
    uri: '/api/v1/idps',
  });
}

/** A second browser of somebody whose session began before the log, used on all working days. */
function olderSession(stage: Stage, n: number) {
  const who = stage.holder('application', n);
  const at = stage.after(who, 170);
  const device = browserOf(
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:122.0) Gecko/20100101 Firefox/122.0',
    'Mac OS X',
    stage.token(`older ${n}`),
  );
  const visit = from(stage.ownSession(who, at, 'older than the log'), { device });
  for (let day = 0; day < stage.workdayOf(who); day++) {
    if (stage.thrown.chance(0.3)) continue;
    const then = stage.after(who, stage.thrown.below(300), day);
    const there = stage.session(who, then, day).site;
    opensApp(stage.aside, then, from(visit, { site: there }), stage.thrown.pick(commonApps));
  }
  return { who, at, visit };
}

/** A session of an administrator that is older than the log, from a published address. */
function cloudflare(stage: Stage): void {
  const { who, at, visit } = olderSession(stage, 0);
  const stolen = from(visit, { device: strangeWindows(stage.token('S03')), site: listedExit() });
  for (const [index, app] of teamApps.slice(1, 7).entries()) {
    opensApp(stage.pen, at + index * 40_000, stolen, app);
  }
  entersConsole(stage.pen, at + minutes(8), stolen);
  does(
    stage.pen,
    at + minutes(11),
    stolen,
    'user.account.privilege.grant',
    [user(stage.person())],
    {
      result: 'FAILURE',
      reason: 'ACCESS_DENIED',
      uri: `/api/v1/users/${who.id}/roles`,
      debug: { privilegeGranted: 'Application administrator (all)' },
    },
  );
}

/** The same older session, continued by its owner from home. */
function olderContinued(stage: Stage): void {
  const { who, at, visit } = olderSession(stage, 0);
  const here = from(visit, { site: stage.session(who, at).site });
  for (const [index, app] of teamApps.slice(1, 5).entries()) {
    opensApp(stage.pen, at + index * minutes(6), here, app);
  }
  entersConsole(stage.pen, at + minutes(30), here);
}

/** The same, from addresses that nobody published, by a script, while the owner goes on working. */
function interleaved(stage: Stage): void {
  const victim = stage.person();
  const at = stage.after(victim, 60);
  const own = stage.session(victim, at);
  const stolen = from(own, {
    device: { ...pythonScript, token: own.device.token, fingerprint: null },
    site: vpnExit(44, 'Bucharest'),
  });
  for (let n = 0; n < 5; n++) {
    const then = at + n * minutes(9);
    opensApp(
      stage.aside,
      then - minutes(3),
      stage.session(victim, then - minutes(3)),
      commonApps[n] ?? dashboard,
    );
    opensApp(stage.pen, then, stolen, teamApps[n] ?? dashboard, n % 2 === 0);
  }
}

/** The owner's VPN is switched on and off while several applications are opened. */
function toggled(stage: Stage): void {
  const who = stage.person();
  const at = stage.after(who, 60);
  const own = stage.session(who, at);
  const tethered = from(own, { site: cellularSite(who, at) });
  for (let n = 0; n < 5; n++) {
    opensApp(
      stage.pen,
      at + n * minutes(9),
      n % 2 === 0 ? own : tethered,
      commonApps[n] ?? dashboard,
    );
  }
}

export const theftStories: readonly Storyline[] = [
  {
    id: 'S01',
    title: 'BeyondTrust: cookie of a support upload, service account planted',
    level: 'high',
    fires: ['E05', 'J01', 'J02', 'E18', 'D03', 'C01', 'C04', 'F13', 'X12'],
    attack: beyondTrust,
    twin: hotspot,
  },
  {
    id: 'S02',
    title: '1Password: identity provider rewired with a session cookie',
    level: 'high',
    fires: ['G02', 'E17', 'C03', 'C04', 'F13', 'X12'],
    attack: onePassword,
    twin: plannedRotation,
  },
  {
    id: 'S03a',
    title: 'Cloudflare: session older than the log, from a published address',
    level: 'high',
    fires: ['D10', 'C03', 'C04', 'C05', 'E08'],
    attack: cloudflare,
    twin: olderContinued,
  },
  {
    id: 'S03b',
    title: 'Cookie used by a script in turn with its owner',
    level: 'high',
    fires: ['C01', 'C04', 'C05'],
    attack: interleaved,
    twin: toggled,
  },
];
