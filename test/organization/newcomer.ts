import { hour, minute } from '../stories/clock.ts';
import { dice } from '../stories/dice.ts';
import { account } from '../stories/org.ts';
import { firstMonday, moment } from './calendar.ts';
import { commonApps, groupNames } from './company.ts';
import { does } from './console.ts';
import { programOf } from './device.ts';
import type { Employee } from './employee.ts';
import type { Organization } from './organization.ts';
import { hrProgram, programVisit } from './program.ts';
import type { Pen } from './record-book.ts';
import { appTargets, group, user } from './thing.ts';
import type { Visit } from './visit.ts';

const day = 24 * hour;

/** Okta itself: no address, no agent; in a session of its own. */
export function systemVisit(label: string | number): Visit {
  return {
    who: { ...account('system', 'Okta System'), login: 'system@okta.com' },
    kind: 'SystemPrincipal',
    device: programOf(''),
    site: null,
    external: `trs${dice('system run', label).letters(22)}`,
    root: null,
    client: null,
    token: null,
  };
}

/** The personnel department's program makes the accounts of newcomers three days before they come. */
export function peopleCome(pen: Pen, org: Organization, today: number): void {
  const coming = org.staffOn(today + 3).filter(({ joins }) => joins === today + 3);
  for (const [index, who] of coming.entries()) {
    const at = firstMonday + today * day + 5 * hour + index * 21_000;
    isHired(pen.as('joiner'), at, org, who);
  }
}

function isHired(pen: Pen, at: number, org: Organization, who: Employee): void {
  const run = programVisit(org, hrProgram, at);
  does(pen, at, run, 'user.lifecycle.create', [user(who)], { uri: '/api/v1/users' });
  does(pen, at + 2_100, run, 'user.lifecycle.activate', [user(who)], {
    uri: `/api/v1/users/${who.id}/lifecycle/activate`,
  });
  const own = pen.as('Okta system');
  const system = systemVisit(at);
  for (const [index, name] of ['All Staff', 'VPN Users'].entries()) {
    does(own, at + 5_000 + index * 90, system, 'group.user_membership.add', [
      user(who),
      group(name),
    ]);
  }
  for (const [index, app] of commonApps.entries()) {
    const after = at + 6_000 + index * 120;
    does(own, after, system, 'application.user_membership.add', [
      ...appTargets(app, who),
      user(who),
    ]);
    does(own, after + 60, system, 'application.provision.user.push_profile', [
      ...appTargets(app, who),
      user(who),
    ]);
  }
}

/** On somebody's last day the account is put away, by the program or, in a hurry, by hand. */
export function peopleGo(pen: Pen, org: Organization, today: number): void {
  const going = org.staffOn(today).filter(({ leaves }) => leaves === today + 1);
  for (const [index, who] of going.entries()) {
    const own = pen.as('leaver');
    const at = moment(who.branch.zone, today, 18 * 60 + 5) + index * minute;
    const run = programVisit(org, hrProgram, at);
    does(own, at, run, 'user.lifecycle.deactivate', [user(who)], {
      uri: `/api/v1/users/${who.id}/lifecycle/deactivate`,
    });
    does(own, at + 900, systemVisit(at), 'user.session.clear', [user(who)]);
    const apps = who.apps.slice(0, 6);
    for (const [step, app] of apps.entries()) {
      does(
        own.as('Okta system'),
        at + 1_500 + step * 200,
        systemVisit(at),
        'application.user_membership.remove',
        [...appTargets(app, who), user(who)],
      );
    }
  }
}

/** Some people change teams: their groups change, and what they may open. */
export function peopleMove(pen: Pen, org: Organization, today: number): void {
  for (const who of org.staffOn(today)) {
    const thrown = dice('mover', org.seed, who.login, today);
    if (!thrown.chance(0.0008)) continue;
    const at = firstMonday + today * day + 4 * hour + thrown.below(1_000) * 50;
    const run = programVisit(org, hrProgram, at);
    const own = pen.as('mover');
    does(own, at, run, 'user.account.update_profile', [user(who)], {
      uri: `/api/v1/users/${who.id}`,
    });
    does(own, at + 1_000, systemVisit(at), 'group.user_membership.add', [
      user(who),
      group(thrown.pick(groupNames)),
    ]);
    does(own, at + 1_200, systemVisit(at), 'group.user_membership.remove', [
      user(who),
      group(thrown.pick(groupNames)),
    ]);
  }
}
