import { dice } from '../../stories/dice.ts';
import type { Account } from '../../stories/org.ts';
import { does, entersConsole } from '../console.ts';
import { site } from '../network.ts';
import { systemVisit } from '../newcomer.ts';
import { enrols, signsIn } from '../sign-on.ts';
import { minutes, residentialProxy, type Stage, strangeWindows } from '../stage.ts';
import type { Storyline } from '../storyline.ts';
import { thing, user } from '../thing.ts';
import { from, type Visit } from '../visit.ts';

const support: Account = {
  id: '00u0oktasupport000001',
  login: 'third.party.engineer@okta.com',
  name: 'Okta Support',
};

function supportVisit(base: Visit, label: string): Visit {
  const external = `trs${dice('support visit', label).letters(22)}`;
  const place = site('192.0.2.44', 'Ashburn', 'amazonEast');
  return from(base, { who: support, external, root: null, site: place });
}

/** Support's contractor is somebody else: a password and factors are reset from Okta's side, then used. */
function lapsus(stage: Stage): void {
  const victim = stage.person();
  const at = stage.after(victim, 15);
  const theirs = supportVisit(stage.session(victim, at), `S04 ${stage.org.seed}`);
  does(stage.pen, at, theirs, 'user.session.impersonation.initiate', [user(support)]);
  const system = { ...systemVisit('S04'), external: null };
  does(stage.pen, at + minutes(6), system, 'user.account.reset_password', [user(victim)]);
  does(stage.pen, at + minutes(7), system, 'user.mfa.factor.update', [user(victim)]);
  does(stage.pen, at + minutes(8), system, 'user.mfa.attempt_bypass', [user(victim)]);
  does(stage.pen, at + minutes(9), system, 'system.mfa.factor.deactivate', [
    thing('opf', 'Factor', 'OKTA_VERIFY'),
  ]);
  const device = strangeWindows(stage.token('S04'));
  const visit = stage.foreignSession(
    victim,
    device,
    residentialProxy(61, 'Bucharest', 'orangePolska'),
    'S04',
  );
  signsIn(stage.pen, at + minutes(14), visit, { factor: 'none' });
  enrols(stage.pen, at + minutes(15), visit, device);
  does(stage.pen, at + minutes(50), theirs, 'user.session.impersonation.end', [user(support)]);
}

/** A named administrator lets support in for a case; support only looks. */
function supportCase(stage: Stage): void {
  const admin = stage.holder('super');
  const at = stage.after(admin, 90);
  const own = stage.session(admin, at);
  entersConsole(stage.pen, at - minutes(2), own);
  does(stage.pen, at, own, 'user.session.impersonation.grant', [user(admin)]);
  const theirs = supportVisit(own, `case ${stage.org.seed}`);
  does(stage.pen, at + minutes(70), theirs, 'user.session.impersonation.initiate', [user(support)]);
  does(stage.pen, at + minutes(110), theirs, 'user.session.impersonation.end', [user(support)]);
}

export const supportStories: readonly Storyline[] = [
  {
    id: 'S04',
    title: "LAPSUS$: reset from Okta's side by a support contractor",
    level: 'high',
    fires: ['K01', 'K03', 'B13', 'B19', 'B20'],
    attack: lapsus,
    twin: supportCase,
  },
];
