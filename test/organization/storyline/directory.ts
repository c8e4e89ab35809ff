import { second } from '../../stories/clock.ts';
import { commonApps } from '../company.ts';
import { does, entersConsole } from '../console.ts';
import { programOf } from '../device.ts';
import { type Site, site } from '../network.ts';
import { opensApp, signsIn } from '../sign-on.ts';
import {
  minutes,
  rentedServer,
  type Stage,
  strangeLinux,
  strangeWindows,
  vpnExit,
} from '../stage.ts';
import type { Storyline } from '../storyline.ts';
import { thing, user } from '../thing.ts';
import type { Visit } from '../visit.ts';

const agentProgram = programOf(
  'Okta AD Agent/3.16.0 (Microsoft Windows NT 10.0.17763.0; .NET CLR 4.0.30319.42000)',
);

function agentAt(place: Site, name: string): Visit {
  const target = thing('a53', 'AgentInstance', name);
  return {
    who: { id: target.id, login: 'Active Directory', name: 'Active Directory' },
    kind: 'SystemPrincipal',
    device: agentProgram,
    site: place,
    external: null,
    root: null,
    client: target.id,
    token: null,
  };
}

/** A rogue agent is registered from outside, accepts any password, and people's accounts are used through it. */
function skeletonKey(stage: Stage): void {
  const { pen } = stage;
  const victim = stage.holder('super');
  const at = stage.after(victim, 12 * 60);
  const visit = stage.foreignSession(victim, strangeLinux(stage.token('S09')), vpnExit(181), 'S09');
  signsIn(pen, at, visit, { factor: 'sms' });
  entersConsole(pen, at + minutes(2), visit);
  does(
    pen,
    at + minutes(4),
    visit,
    'system.api_token.create',
    [thing('00T', 'Token', 'Okta AD Agent 2')],
    {
      uri: '/oauth2/v1/token',
      debug: { networkConnection: 'ANYWHERE' },
    },
  );
  const place = rentedServer(182, 'hetzner', 'Bucharest');
  const agent = agentAt(place, 'WIN-8FJ2K1');
  const target = thing('a53', 'AgentInstance', 'WIN-8FJ2K1');
  for (const [index, type] of [
    'system.agent.ad.create',
    'system.agent.ad.connect',
    'system.agent.ad.config_change_detected',
  ].entries()) {
    does(pen, at + minutes(6 + index), agent, type, [target]);
  }
  const victims = stage.people().slice(0, 10);
  for (const [n, who] of victims.entries()) {
    const then = at + minutes(15) + n * 70 * second;
    does(pen, then - 30 * second, agent, 'system.agent.ad.import_user', [user(who)]);
    const used = stage.foreignSession(
      who,
      strangeWindows(stage.token('S09 use')),
      vpnExit(183),
      `S09 ${n}`,
    );
    signsIn(pen, then, used, { factor: 'none', isFromDirectory: true });
    opensApp(pen, then + 20 * second, used, commonApps[1]!);
  }
  does(pen, at + minutes(32), agent, 'system.agent.ad.reset_user_password', [
    user(victims[0] ?? victim),
  ]);
}

/** The agent moves to a new server in the maintenance window. */
function agentUpgrade(stage: Stage): void {
  const { pen } = stage;
  const admin = stage.holder('super');
  const at = stage.after(admin, 6 * 60);
  const own = stage.session(admin, at);
  entersConsole(pen, at - minutes(2), own);
  does(pen, at, own, 'system.api_token.create', [thing('00T', 'Token', 'Okta AD Agent')], {
    uri: '/oauth2/v1/token',
    debug: { networkConnection: 'ANYWHERE' },
  });
  const agent = agentAt(site('100.64.9.9', 'Ashburn', 'datacentre'), 'EXAMPLE-DC9');
  const target = thing('a53', 'AgentInstance', 'EXAMPLE-DC9');
  for (const [index, type] of [
    'system.agent.ad.create',
    'system.agent.ad.connect',
    'system.agent.ad.start',
  ].entries()) {
    does(pen, at + minutes(1 + index), agent, type, [target]);
  }
}

export const directoryStories: readonly Storyline[] = [
  {
    id: 'S09',
    title: 'Directory agent: a rogue agent lets anybody in',
    level: 'high',
    fires: ['D01', 'H01', 'H03', 'I06', 'I07', 'X05'],
    attack: skeletonKey,
    twin: agentUpgrade,
  },
];
