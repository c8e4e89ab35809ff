import { hour, minute } from '../stories/clock.ts';
import { dice } from '../stories/dice.ts';
import type { Account } from '../stories/org.ts';
import { isWeekend, moment } from './calendar.ts';
import { does, entersConsole } from './console.ts';
import { type Employee, worksOn } from './employee.ts';
import type { Organization } from './organization.ts';
import type { Pen } from './record-book.ts';
import { enrols, failsToSignIn, isLockedOut, signsIn } from './sign-on.ts';
import { deviceTarget, user } from './thing.ts';
import { sessionFor, type Visit } from './visit.ts';
import { laptopSite } from './whereabouts.ts';

/** What the help desk is asked for on a day, each by somebody who then signs in again. */
export function helpDeskWorks(pen: Pen, org: Organization, day: number): void {
  const agents = org.onDuty('help desk', day);
  if (agents.length === 0) return;
  const entered = new Set<string>();
  for (const caller of org.staffOn(day)) {
    if (caller.kind === 'kiosk' || !worksOn(caller, day)) continue;
    const thrown = dice('help desk', org.seed, caller.login, day);
    const isNew = day === caller.laptopSince || day === caller.phoneSince;
    const wanted = thrown.below(10_000);
    if (!isNew && wanted >= 34) continue;
    if (isWeekend(day) && !isNew) continue;
    const agent = thrown.pick(agents);
    const at = Math.max(
      moment(agent.branch.zone, day, agent.begins + 100 + thrown.below(300)),
      moment(caller.branch.zone, day, caller.begins + 70 + thrown.below(200)),
    );
    const desk = org.laptopSession(agent, day, at);
    if (!entered.has(agent.login)) {
      entered.add(agent.login);
      entersConsole(pen.as('help desk reset'), at - 3 * minute, desk);
    }
    if (isNew) renews(pen.as('new device'), org, caller, day, at, desk);
    else if (wanted < 12) resetsFactors(pen.as('help desk reset'), org, caller, day, at, desk);
    else if (wanted < 20) resetsPassword(pen.as('help desk reset'), org, caller, day, at, desk);
    else if (wanted < 22) resetsBoth(pen.as('help desk reset'), org, caller, day, at, desk);
    else unlocks(pen.as('help desk unlock'), caller, at, desk);
  }
}

const factorsOf = (who: Account): string => `/api/v1/users/${who.id}/lifecycle/reset_factors`;

/** A lost phone: all factors are reset, and somewhat later the owner enrols a new one from the usual desk. */
function resetsFactors(
  pen: Pen,
  org: Organization,
  who: Employee,
  day: number,
  at: number,
  desk: Visit,
): void {
  const thrown = dice('lost phone', who.login, day);
  const type = thrown.chance(0.6) ? 'user.mfa.factor.reset_all' : 'user.mfa.factor.deactivate';
  does(pen, at, desk, type, [user(who)], { uri: factorsOf(who) });
  returns(pen, org, who, day, at + (4 + thrown.below(120)) * minute);
}

function resetsPassword(
  pen: Pen,
  org: Organization,
  who: Employee,
  day: number,
  at: number,
  desk: Visit,
): void {
  const thrown = dice('forgotten', who.login, day);
  does(pen, at, desk, 'user.account.reset_password', [user(who)], {
    uri: `/api/v1/users/${who.id}/lifecycle/reset_password`,
  });
  const back = at + (3 + thrown.below(40)) * minute;
  const visit = sessionFor(
    who,
    who.laptop,
    laptopSite(who, back),
    `new password ${day}`,
    org.isClassic,
  );
  does(pen, back - 30_000, visit, 'user.account.update_password', [user(who)], {
    uri: '/idp/idx/challenge/answer',
  });
  signsIn(pen, back, visit, { factor: 'fastpass' });
}

/** Back from a long leave: neither password nor phone are as they were. */
function resetsBoth(
  pen: Pen,
  org: Organization,
  who: Employee,
  day: number,
  at: number,
  desk: Visit,
): void {
  does(pen, at, desk, 'user.account.reset_password', [user(who)]);
  does(pen, at + 2 * minute, desk, 'user.mfa.factor.reset_all', [user(who)], {
    uri: factorsOf(who),
  });
  returns(pen, org, who, day, at + 15 * minute);
}

/** The owner signs in at the usual desk and enrols again. */
function returns(pen: Pen, org: Organization, who: Employee, day: number, at: number): void {
  const visit = sessionFor(
    who,
    who.laptop,
    laptopSite(who, at),
    `after reset ${day}`,
    org.isClassic,
  );
  signsIn(pen, at, visit, { factor: 'none' });
  enrols(pen, at + 2 * minute, visit, who.phone);
}

/** A new laptop or phone is put on the account; a new phone at times needs a reset first. */
function renews(
  pen: Pen,
  org: Organization,
  who: Employee,
  day: number,
  at: number,
  desk: Visit,
): void {
  if (day === who.joins) return;
  const thrown = dice('renewal', who.login, day);
  const isPhone = day === who.phoneSince;
  const label = isPhone ? `after renewal ${day}` : `laptop ${day}`;
  if (isPhone && thrown.chance(0.4)) {
    does(pen, at, desk, 'user.mfa.factor.reset_all', [user(who)], { uri: factorsOf(who) });
  }
  const back = at + (5 + thrown.below(50)) * minute;
  const visit = sessionFor(who, who.laptop, laptopSite(who, back), label, org.isClassic);
  if (isPhone) signsIn(pen, back, visit, { factor: 'webauthn' });
  enrols(pen, back + 3 * minute, visit, isPhone ? who.phone : who.laptop);
  if (pen.isClassic || !thrown.chance(0.5)) return;
  does(
    pen,
    back + 10 * minute,
    visit,
    'device.user.remove',
    [deviceTarget(who.laptop), user(who)],
    {
      uri: '/enduser/settings',
    },
  );
}

function unlocks(pen: Pen, who: Employee, at: number, desk: Visit): void {
  const locked = at - 20 * minute;
  const site = laptopSite(who, locked);
  const lockout = pen.as('lockout');
  for (let n = 0; n < 10; n++)
    failsToSignIn(lockout, locked - (10 - n) * 11_000, who, who.laptop, site);
  isLockedOut(lockout, locked, who, who.laptop, site);
  does(pen, at, desk, 'user.account.unlock_by_admin', [user(who)], {
    uri: `/api/v1/users/${who.id}/lifecycle/unlock`,
  });
}

/** A class of newcomers: the help desk gets a dozen people going within a day. */
export function onboards(pen: Pen, org: Organization, day: number): void {
  const cohort = org.staffOn(day).filter(({ joins, kind }) => joins === day && kind !== 'kiosk');
  const agent = org.onDuty('help desk', day)[0];
  if (cohort.length < 4 || !agent) return;
  const own = pen.as('onboarding week');
  const begun = moment(agent.branch.zone, day, agent.begins + 45);
  entersConsole(own, begun, org.laptopSession(agent, day, begun));
  for (const [index, newcomer] of cohort.entries()) {
    const at = begun + (5 + index * 6) * minute;
    const desk = org.laptopSession(agent, day, at);
    const thrown = dice('newcomer', newcomer.login);
    if (thrown.chance(0.5)) {
      does(own, at, desk, 'user.mfa.factor.reset_all', [user(newcomer)], {
        uri: factorsOf(newcomer),
      });
    }
    if (thrown.chance(0.4)) {
      does(own, at + hour, desk, 'user.account.reset_password', [user(newcomer)]);
    }
  }
}
