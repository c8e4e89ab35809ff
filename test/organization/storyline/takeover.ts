import type { JsonObject } from '../../../src/event/json.ts';
import { type App, account } from '../../stories/org.ts';
import { teamApps } from '../company.ts';
import { does, entersConsole } from '../console.ts';
import { enrols, opensApp, signsIn } from '../sign-on.ts';
import {
  minutes,
  rentedServer,
  type Stage,
  strangeMac,
  strangeWindows,
  vpnExit,
} from '../stage.ts';
import type { Storyline } from '../storyline.ts';
import { appTargets, deviceTarget, thing, user } from '../thing.ts';
import { from } from '../visit.ts';

const factorMode = (mode: string): JsonObject => ({
  policyRuleActionJson: JSON.stringify({
    appSignOn: { access: 'ALLOW', verificationMethod: { factorMode: mode } },
  }),
});

/** The help desk resets the factors of a super administrator for a caller, who then federates the org with his own. */
function crossTenant(stage: Stage): void {
  const agent = stage.holder('help desk');
  const victim = stage.holder('super');
  const day = stage.workdayOf(agent);
  const at = stage.after(agent, 100, day);
  entersConsole(stage.aside, at - minutes(3), stage.session(agent, at, day));
  does(stage.pen, at, stage.session(agent, at, day), 'user.mfa.factor.reset_all', [user(victim)], {
    uri: `/api/v1/users/${victim.id}/lifecycle/reset_factors`,
  });
  const device = strangeWindows(stage.token('S05'));
  const visit = stage.foreignSession(victim, device, vpnExit(55, 'Chicago'), 'S05');
  const { pen } = stage;
  signsIn(pen, at + minutes(6), visit, { factor: 'none' });
  enrols(pen, at + minutes(8), visit, device);
  entersConsole(pen, at + minutes(11), visit);
  const second = stage.person();
  does(pen, at + minutes(14), visit, 'user.account.privilege.grant', [user(second)], {
    debug: { privilegeGranted: 'Super administrator' },
  });
  const other = stage.holder('application');
  does(pen, at + minutes(16), visit, 'user.mfa.factor.reset_all', [user(other)], {
    uri: `/api/v1/users/${other.id}/lifecycle/reset_factors`,
  });
  const rule = thing('0pr', 'PolicyRule', 'Administrators', null, {
    from: factorMode('2FA'),
    to: factorMode('1FA'),
  });
  does(pen, at + minutes(19), visit, 'policy.rule.update', [
    thing('rst', 'PolicyEntity', 'Okta Admin Console'),
    rule,
  ]);
  federates(stage, visit, at + minutes(25));
}

function federates(stage: Stage, visit: ReturnType<Stage['session']>, at: number): void {
  const { pen } = stage;
  const provider = thing('0oa', 'IdentityProvider', 'Corporate SSO 2', { idpType: 'SAML2' });
  does(pen, at, visit, 'system.idp.lifecycle.create', [provider], { uri: '/api/v1/idps' });
  does(pen, at + minutes(1), visit, 'system.idp.lifecycle.activate', [provider], {
    uri: '/api/v1/idps',
  });
  const org2org: App = {
    ...(teamApps[0] as App),
    id: '0oaorg2orgintruder01',
    name: 'Okta Org2Org',
  };
  does(pen, at + minutes(3), visit, 'application.lifecycle.create', appTargets(org2org), {
    uri: '/api/v1/apps',
  });
  const chief = stage.person(1);
  const impersonated = stage.foreignSession(
    chief,
    strangeMac(stage.token('S05 chief')),
    rentedServer(70),
    'S05 chief',
  );
  pen.write({
    at: at + minutes(12),
    type: 'user.authentication.auth_via_IDP',
    visit: impersonated,
    targets: [provider, user(chief)],
    credential: 'ASSERTION',
    issuer: { id: provider.id, type: 'SAML2' },
    uri: '/sso/saml2/corporate',
    judged: 'only',
  });
  pen.write({
    at: at + minutes(12) + 600,
    type: 'user.session.start',
    visit: impersonated,
    uri: '/sso/saml2/corporate',
    judged: 'only',
  });
  const finance = teamApps.find(({ name }) => name === 'NetSuite') ?? (teamApps[0] as App);
  opensApp(pen, at + minutes(14), impersonated, finance);
}

/** A provider is rolled out as planned, from the office; the first to come through it are its own administrators. */
function rollOut(stage: Stage): void {
  const admin = stage.holder('super');
  const at = stage.after(admin, 100);
  const own = stage.session(admin, at);
  const { pen } = stage;
  const provider = thing('0oa', 'IdentityProvider', 'Acquired Company SAML', { idpType: 'SAML2' });
  entersConsole(pen, at - minutes(3), own);
  does(pen, at, own, 'system.idp.lifecycle.create', [provider], { uri: '/api/v1/idps' });
  does(pen, at + minutes(25), own, 'system.idp.lifecycle.activate', [provider], {
    uri: '/api/v1/idps',
  });
}

/** A caller with a phishing kit makes a person approve, enrols his own device, and uses it for a second one too. */
function vishing(stage: Stage): void {
  const device = { ...strangeMac(stage.token('S16')) };
  const phone = {
    ...device,
    enrolled: {
      id: 'guoS16intruder0000001',
      name: 'iPhone 12',
      platform: 'IOS',
      version: '16.1',
      managed: false,
    },
  };
  for (const [n, victim] of [stage.person(), stage.person(1)].entries()) {
    const day = stage.workdayOf(victim);
    const at = stage.after(victim, 120 + n * 50, day);
    const visit = stage.foreignSession(victim, device, vpnExit(80 + n, 'Chicago'), `S16 ${n}`);
    signsIn(stage.pen, at, visit, { factor: 'sms' });
    enrols(stage.pen, at + minutes(2), visit, phone);
    for (const [index, app] of teamApps.slice(0, 13).entries()) {
      opensApp(stage.pen, at + minutes(6) + index * 3_500, visit, app, false);
    }
  }
}

/** A newcomer enrols laptop and phone from home on the first day. */
function newStarter(stage: Stage): void {
  const who = stage.person();
  const at = stage.after(who, 30);
  const fresh = account(`new.starter${stage.org.seed}`, 'New Starter');
  const visit = { ...stage.ownSession(who, at, 'new starter'), who: fresh };
  signsIn(stage.pen, at, visit, { factor: 'none' });
  enrols(stage.pen, at + minutes(3), visit, who.laptop);
  stage.pen.write({
    at: at + minutes(9),
    type: 'user.mfa.factor.activate',
    visit: from(visit, {}),
    targets: [user(fresh), deviceTarget(who.phone)],
    uri: '/idp/idx/challenge/answer',
  });
  opensApp(stage.pen, at + minutes(15), visit, teamApps[3] as App);
}

export const takeoverStories: readonly Storyline[] = [
  {
    id: 'S05',
    title: 'Cross-tenant impersonation after a help desk reset',
    level: 'high',
    fires: [
      'B15',
      'B22',
      'D01',
      'D02',
      'D04',
      'E08',
      'E03',
      'F05',
      'G01',
      'G02',
      'G04',
      'F12',
      'P01',
      'X02',
      'X03',
    ],
    attack: crossTenant,
    twin: rollOut,
  },
  {
    id: 'S16',
    title: 'Vishing: a new device on two people, then every application',
    level: 'high',
    fires: ['D01', 'D04', 'L01', 'L03', 'L06', 'C15', 'X08', 'X09'],
    attack: vishing,
    twin: newStarter,
  },
];
