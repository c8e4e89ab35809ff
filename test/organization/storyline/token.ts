import { hour, second } from '../../stories/clock.ts';
import { dice } from '../../stories/dice.ts';
import { type Account, type App, account } from '../../stories/org.ts';
import { commonApps } from '../company.ts';
import { does, entersConsole } from '../console.ts';
import { type Device, programOf } from '../device.ts';
import { type Site, site } from '../network.ts';
import { minutes, pythonScript, rentedServer, type Stage } from '../stage.ts';
import type { Storyline } from '../storyline.ts';
import { appTargets, group, thing, user } from '../thing.ts';
import type { Visit } from '../visit.ts';

const buildAccount = account('svc.build', 'Build Service');
const buildProgram = programOf('build-agent/4.2 okta-sdk-python/2.9.4');

function tokenVisit(stage: Stage, at: number, device: Device, place: Site): Visit {
  const run = dice('build run', stage.org.seed, Math.floor(at / hour)).letters(22);
  return {
    who: buildAccount,
    kind: 'User',
    device,
    site: place,
    external: `trs${run}`,
    root: null,
    client: null,
    token: `00T${dice('build token', stage.org.seed).letters(17)}`,
  };
}

/** A token that may be used from anywhere, and ten days of ordinary use from one address. */
function ordinaryUse(stage: Stage, until: number): void {
  const home = site('100.64.33.5', 'Ashburn', 'amazonEast');
  const admin = stage.holder('super');
  const made = stage.after(admin, 120, 1);
  does(
    stage.aside,
    made,
    stage.session(admin, made, 1),
    'system.api_token.create',
    [thing('00T', 'Token', 'build')],
    {
      uri: '/api/internal/tokens',
      debug: { networkConnection: 'ANYWHERE' },
    },
  );
  const staff = stage.people();
  for (let at = made + hour; at < until; at += 7 * hour) {
    const who = stage.thrown.pick(staff);
    does(stage.aside, at, tokenVisit(stage, at, buildProgram, home), 'group.user_membership.add', [
      user(who),
      group('GitHub Users'),
    ]);
  }
}

/** The token in other hands: another network, a script, an account with a role, and a second token to keep. */
function tokenTheft(stage: Stage): void {
  const { pen } = stage;
  const admin = stage.holder('super');
  const at = stage.after(admin, 15 * 60);
  ordinaryUse(stage, at);
  const stolen = tokenVisit(
    stage,
    at,
    pythonScript,
    rentedServer(241, 'digitalOcean', 'Singapore'),
  );
  const planted = account('it.automation2', 'IT Automation');
  does(pen, at, stolen, 'user.lifecycle.create', [user(planted)], {
    uri: '/api/v1/users',
    debug: { url: '/api/v1/users?activate=true' },
  });
  does(pen, at + 20 * second, stolen, 'group.user_membership.add', [
    user(planted),
    group('VPN Users'),
  ]);
  does(pen, at + 45 * second, stolen, 'user.account.privilege.grant', [user(planted)], {
    debug: { privilegeGranted: 'Super administrator' },
  });
  does(
    pen,
    at + minutes(3),
    stolen,
    'system.api_token.create',
    [thing('00T', 'Token', 'backup-2')],
    {
      uri: '/api/internal/tokens',
      debug: { networkConnection: 'ANYWHERE' },
    },
  );
  does(pen, at + minutes(6), stolen, 'system.log_stream.lifecycle.deactivate', [
    thing('0ob', 'LogStream', 'SIEM'),
  ]);
}

/** The build moves to another region of the same cloud, and goes on as before. */
function newRegion(stage: Stage): void {
  const admin = stage.holder('super');
  const at = stage.after(admin, 100);
  ordinaryUse(stage, at);
  const moved = site('100.64.44.6', 'Boardman', 'amazon');
  for (let n = 0; n < 8; n++) {
    const then = at + n * 5 * hour;
    const who = stage.person(n);
    does(
      stage.pen,
      then,
      tokenVisit(stage, then, buildProgram, moved),
      'group.user_membership.add',
      [user(who), group('GitHub Users')],
    );
  }
}

const cli: Account = { id: '0oaS13publicclient001', login: 'Company CLI', name: 'Company CLI' };

function clientVisit(who: Account, device: Device, place: Site): Visit {
  const nothing = { external: null, root: null, token: null };
  return { who, kind: 'PublicClientApp', device, site: place, client: who.id, ...nothing };
}

function grants(
  stage: Stage,
  at: number,
  visit: Visit,
  type: string,
  over: {
    readonly scopes?: string;
    readonly reason?: string;
    readonly grantType?: string;
    readonly who?: Account;
  } = {},
): void {
  const { scopes = 'openid profile', reason = null, grantType = 'device_code', who } = over;
  stage.pen.write({
    at,
    type,
    visit,
    targets: who ? [user(who)] : [],
    result: reason === null ? 'SUCCESS' : 'FAILURE',
    reason,
    uri: '/oauth2/default/v1/token',
    debug: {
      grantType,
      grantedScopes: scopes.replaceAll(' ', ','),
      requestedScopes: scopes.replaceAll(' ', ','),
    },
  });
}

/** A code of a device that is not the victim's is approved by the victim; the tokens live on elsewhere, and are replayed. */
function deviceCode(stage: Stage): void {
  const victim = stage.person();
  const at = stage.after(victim, 75);
  const far = clientVisit(cli, pythonScript, rentedServer(246, 'vultr', 'Singapore'));
  stage.pen.write({
    at: at - 20 * second,
    type: 'user.authentication.verify',
    visit: stage.session(victim, at),
    targets: appTargets(commonApps[5] as App, victim),
    uri: '/activate',
  });
  const second_ = clientVisit(cli, pythonScript, rentedServer(247, 'hetzner'));
  const prefix = 'app.oauth2.as.token';
  grants(stage, at, far, `${prefix}.grant`, { who: victim });
  grants(stage, at + 400, far, `${prefix}.grant.access_token`, {
    who: victim,
    scopes: 'openid offline_access okta.users.read groups',
  });
  grants(stage, at + 500, far, `${prefix}.grant.refresh_token`, {
    who: victim,
    scopes: 'openid offline_access',
  });
  grants(stage, at + minutes(2), far, 'app.oauth2.as.consent.grant', {
    who: victim,
    scopes: 'okta.users.read',
  });
  grants(stage, at + hour, second_, `${prefix}.grant.access_token`, {
    who: victim,
    grantType: 'refresh_token',
  });
  grants(stage, at + 2 * hour, far, `${prefix}.detect_reuse`, {
    who: victim,
    grantType: 'refresh_token',
    reason: 'one-time refresh token reused',
  });
  grants(stage, at + 3 * hour, far, 'app.oauth2.token.grant', {
    grantType: 'authorization_code',
    reason: 'mismatched_redirect_uri',
  });
  for (let n = 0; n < 4; n++) {
    grants(stage, at + 4 * hour + n * minutes(1), far, `${prefix}.grant`, {
      grantType: 'client_credentials',
      scopes: 'okta.apps.manage',
      reason: 'no_matching_scope',
    });
  }
}

/** A developer tries a client from home: a scope that it does not have, then the right one. */
function developerTries(stage: Stage): void {
  const who = stage.person();
  const at = stage.after(who, 75);
  const here = stage.session(who, at).site ?? site('100.64.1.1', 'Leeds', 'bt');
  const client = { id: '0oaS13devclient000001', login: 'Test Client', name: 'Test Client' };
  const visit = clientVisit(client, programOf('PostmanRuntime/7.36.3'), here);
  grants(stage, at, visit, 'app.oauth2.as.token.grant', {
    reason: 'no_matching_scope',
    grantType: 'client_credentials',
    scopes: 'reports.read',
  });
  grants(stage, at + minutes(4), visit, 'app.oauth2.as.token.grant.access_token', {
    grantType: 'client_credentials',
    scopes: 'reports.list',
  });
}

/** A stolen token as it is used most quietly: a few reads and one membership, from a server that nobody knows. */
function quietToken(stage: Stage): void {
  const admin = stage.holder('super');
  const at = stage.after(admin, 15 * 60);
  ordinaryUse(stage, at + 30 * hour);
  for (let n = 0; n < 3; n++) {
    const then = at + n * hour;
    const stolen = tokenVisit(stage, then, buildProgram, rentedServer(251, 'ovh', 'Amsterdam'));
    does(stage.pen, then, stolen, 'group.user_membership.add', [
      user(stage.person(n)),
      group('VPN Users'),
    ]);
  }
}

/** An administrator makes a token for a program, from the console. */
function newToken(stage: Stage): void {
  const admin = stage.holder('application');
  const at = stage.after(admin, 100);
  const own = stage.session(admin, at);
  entersConsole(stage.pen, at - minutes(2), own);
  does(stage.pen, at, own, 'system.api_token.create', [thing('00T', 'Token', 'dashboards')], {
    uri: '/api/internal/tokens',
    debug: { networkConnection: 'ZONE' },
  });
}

export const tokenStories: readonly Storyline[] = [
  {
    id: 'S12a',
    title: 'API token in other hands',
    level: 'high',
    fires: ['E01', 'E03', 'F09', 'H01', 'H03', 'H05', 'X04'],
    attack: tokenTheft,
    twin: newRegion,
  },
  {
    id: 'S12b',
    title: 'API token in other hands, in turn with its owner, by the same program',
    level: 'high',
    fires: ['H05', 'X04'],
    attack: quietToken,
    twin: newToken,
  },
  {
    id: 'S13',
    title: 'Device code and OAuth token abuse',
    level: 'medium',
    fires: ['H11', 'H12', 'H13', 'H14', 'X04'],
    attack: deviceCode,
    twin: developerTries,
  },
];
