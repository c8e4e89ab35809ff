import { hour, minute, second } from '../stories/clock.ts';
import type { Dice } from '../stories/dice.ts';
import { weekday } from './calendar.ts';
import { passwordApps, teamApps } from './company.ts';
import type { Employee } from './employee.ts';
import type { Pen } from './record-book.ts';
import { failsToSignIn, isLockedOut, refusesPush } from './sign-on.ts';
import { appTargets, user } from './thing.ts';
import { type Visit, withoutVisit } from './visit.ts';
import { phoneSite } from './whereabouts.ts';

/** What goes wrong before somebody is signed in. */
export function slipsBefore(
  pen: Pen,
  who: Employee,
  visit: Visit,
  day: number,
  start: number,
  thrown: Dice,
): void {
  const { device, site } = visit;
  if (!site) return;
  const fails = (at: number, reason?: string, under: Pen = pen): void =>
    failsToSignIn(under, at, who, device, site, reason);
  if (thrown.chance(weekday(day) === 0 ? 0.09 : 0.05)) {
    const count = 1 + thrown.below(3);
    for (let n = 0; n < count; n++) {
      fails(start - 40 * second - n * 12 * second, undefined, pen.as('mistyped password'));
    }
  }
  if (weekday(day) === 0 && thrown.chance(0.02))
    expires(pen.as('password expired'), who, visit, start, thrown);
  if (thrown.chance(0.002)) forgets(pen, who, visit, start, thrown);
  if (thrown.chance(0.0008)) {
    const typed = {
      ...who,
      id: 'unknown',
      login: `Summer${thrown.below(9_000)}!x`,
      name: 'unknown',
    };
    failsToSignIn(
      pen.as('password typed as name'),
      start - 50 * second,
      typed,
      device,
      site,
      'VERIFICATION_ERROR',
    );
  }
  const phone = { device: who.phone, site: phoneSite(who, start) };
  if (thrown.chance(0.008)) {
    const pens = pen.as('push denied');
    const count = 1 + thrown.below(2);
    for (let n = 0; n < count; n++) {
      refusesPush(pens, start - 70 * second + n * 25 * second, visit, 'denied', phone);
    }
  }
  if (thrown.chance(0.015))
    refusesPush(pen.as('push unanswered'), start - 4 * minute, visit, 'unanswered');
  if (thrown.chance(0.002))
    refusesPush(pen.as('wrong number'), start - 55 * second, visit, 'wrong number', phone);
}

/** On Monday the password has expired: the old one is refused, a new one is set. */
function expires(pen: Pen, who: Employee, visit: Visit, start: number, thrown: Dice): void {
  if (!visit.site) return;
  const tries = 1 + thrown.below(3);
  for (let n = 0; n < tries; n++) {
    failsToSignIn(
      pen,
      start - (180 - n * 25) * second,
      who,
      visit.device,
      visit.site,
      'PASSWORD_EXPIRED',
    );
  }
  pen.write({
    at: start - 60 * second,
    type: 'user.account.update_password',
    visit: withoutVisit(who, visit.device, visit.site),
    targets: [user(who)],
    uri: '/idp/idx/challenge/answer',
  });
}

/** Somebody back from holiday tries until the account is locked, and recovers it by mail. */
function forgets(pen: Pen, who: Employee, visit: Visit, start: number, thrown: Dice): void {
  if (!visit.site) return;
  const { device, site } = visit;
  const lockPen = pen.as('lockout');
  const begun = start - 25 * minute;
  for (let n = 0; n < 10; n++) {
    failsToSignIn(lockPen, begun + n * (9 + thrown.below(14)) * second, who, device, site);
  }
  isLockedOut(lockPen, begun + 260 * second, who, device, site);
  const own = pen.as('self-service recovery');
  const outside = withoutVisit(who, device, site);
  const targets = [user(who)];
  const steps = [
    ['system.email.account_unlock.sent_message', 300],
    ['user.account.unlock_token', 300],
    ['user.account.unlock', 420],
    ['system.email.password_reset.sent_message', 500],
    ['user.account.reset_password', 620],
    ['user.account.update_password', 650],
  ] as const;
  for (const [type, after] of steps) {
    own.write({
      at: begun + after * second,
      type,
      visit: outside,
      targets,
      uri: '/idp/idx/recover',
    });
  }
}

/** What goes wrong, or is done seldom, in the course of a day. */
export function slipsDuring(
  pen: Pen,
  who: Employee,
  here: (at: number) => Visit,
  start: number,
  thrown: Dice,
): void {
  const time = (): number => start + 30 * minute + thrown.below(7 * hour);
  if (thrown.chance(0.003)) {
    const at = time();
    const foreign = teamApps.find((app) => !who.apps.includes(app)) ?? teamApps[0];
    if (foreign) {
      pen.as('application not assigned').write({
        at,
        type: 'app.generic.unauth_app_access_attempt',
        visit: here(at),
        targets: appTargets(foreign),
        result: 'FAILURE',
        reason: 'User attempted unauthorized access to app',
        uri: foreign.path,
      });
    }
  }
  if (thrown.chance(0.002)) {
    const at = time();
    const app = thrown.pick(passwordApps);
    pen.as('own password revealed').write({
      at,
      type: 'application.user_membership.show_password',
      visit: here(at),
      targets: [...appTargets(app, who), user(who)],
      uri: `/api/internal/apps/${app.id}/password`,
    });
  }
  if (thrown.chance(0.00012)) {
    const at = time();
    pen.as('report by mistake').write({
      at,
      type: 'user.account.report_suspicious_activity_by_enduser',
      visit: here(at),
      targets: [user(who)],
      uri: '/enduser/api/v1/report-suspicious-activity',
      debug: { suspiciousActivityEventType: 'user.mfa.factor.activate' },
    });
  }
}
