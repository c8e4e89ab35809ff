import { hour, minute, second } from '../stories/clock.ts';
import { type Dice, dice } from '../stories/dice.ts';
import { isWeekend, moment, weekday } from './calendar.ts';
import type { Cause } from './cause.ts';
import { commonApps, passwordApps } from './company.ts';
import { serverFetches } from './console.ts';
import { inDesktopMode, inWebView, programOf } from './device.ts';
import { type Employee, isTravelling, sessionDay, worksOn } from './employee.ts';
import type { Organization } from './organization.ts';
import type { Pen } from './record-book.ts';
import { type EntryManner, enrols, opensApp, signsIn, signsOut } from './sign-on.ts';
import { slipsBefore, slipsDuring } from './slip.ts';
import { from, sessionFor, type Visit } from './visit.ts';
import { homeSite, laptopSite, phoneSite } from './whereabouts.ts';

/** Everything that somebody with a desk or a phone of their own does on one day. */
export function spendsDay(pen: Pen, org: Organization, who: Employee, day: number): void {
  const thrown = dice('workday', org.seed, who.login, day);
  const isAtWork = worksOn(who, day);
  const start = moment(who.branch.zone, day, who.begins + thrown.below(50));
  if (who.kind !== 'mobile only' && isAtWork) atDesk(pen, org, who, day, start, thrown);
  const usesPhone = thrown.chance(who.kind === 'mobile only' ? (isAtWork ? 0.95 : 0.2) : 0.5);
  if (usesPhone) onPhone(pen, org, who, day, start - hour, thrown);
  if (who.tablet && thrown.chance(0.3)) onTablet(pen, org, who, day, start + 12 * hour, thrown);
  if (who.hasProgram && isAtWork && thrown.chance(0.5)) {
    byProgram(pen, org, who, day, start + 3 * hour);
  }
}

/** What the laptop's day is known as. */
function causeOf(who: Employee, day: number): Cause {
  if (who.kind === 'contractor') return 'contractor';
  if (isTravelling(who, day)) return 'travel';
  const routes: Partial<Record<Employee['route'], Cause>> = {
    relay: 'private relay',
    gateway: 'company gateway',
    'consumer VPN': 'consumer VPN',
    'company VPN at times': 'company VPN',
  };
  return routes[who.route] ?? 'application opened';
}

/** How somebody usually signs in: a habit of the person, seldom otherwise. */
function mannerOf(who: Employee, at: number, thrown: Dice): EntryManner {
  const habit = dice('factor', who.login).below(10);
  const usual = habit < 5 ? 'push' : habit < 8 ? 'fastpass' : habit < 9 ? 'webauthn' : 'sms';
  const factor = who.duty !== null && usual === 'sms' ? 'fastpass' : usual;
  const phone = { device: who.phone, site: phoneSite(who, at) };
  const isFromDirectory = who.isFromDirectory;
  const isAnsweredByPhone = factor === 'push' && thrown.chance(0.5);
  return { factor, isFromDirectory, ...(isAnsweredByPhone ? { phone } : {}) };
}

function atDesk(
  pen: Pen,
  org: Organization,
  who: Employee,
  day: number,
  start: number,
  thrown: Dice,
): void {
  const here = (at: number): Visit => org.laptopSession(who, day, at);
  const cause = causeOf(who, day);
  if (sessionDay(who, day) === day) {
    slipsBefore(pen, who, here(start), day, start, thrown);
    signsIn(
      pen.as(cause === 'application opened' ? 'desk sign-in' : cause),
      start,
      here(start),
      mannerOf(who, start, thrown),
    );
    if (day === who.joins) {
      enrols(pen.as('joiner'), start + 4 * minute, here(start), who.laptop);
      enrols(pen.as('joiner'), start + 11 * minute, here(start), who.phone);
    }
  }
  if (thrown.chance(0.15 * org.pace))
    restoresTabs(pen.as('tabs restored'), who, here(start), start + 90 * second, thrown);
  const count = Math.ceil((isWeekend(day) ? 2 : 4 + thrown.below(9)) * org.pace);
  const length = isWeekend(day) ? 2 : 8 + thrown.below(2);
  for (let n = 0; n < count; n++) {
    const at = start + 4 * minute + thrown.below(length * hour);
    usesApp(pen.as(cause), who, here(at), at, thrown);
  }
  slipsDuring(pen, who, here, start, thrown);
  const isLast =
    who.sessionDays === 1 ? thrown.chance(0.3) : weekday(day) === 4 && thrown.chance(0.1);
  const end = start + length * hour + 20 * minute;
  if (isLast) signsOut(pen.as('sign-out'), end, here(end));
}

function usesApp(pen: Pen, who: Employee, visit: Visit, at: number, thrown: Dice): void {
  const app = thrown.chance(0.04) ? thrown.pick(passwordApps) : thrown.pick(who.apps);
  const isViewed = thrown.chance(0.03);
  const seen = isViewed ? from(visit, { device: inWebView(visit.device) }) : visit;
  const isUpgraded = visit.device.agentAt(at) !== visit.device.agentAt(at - 24 * hour);
  const own = isViewed ? pen.as('web view') : isUpgraded ? pen.as('browser upgrade') : pen;
  opensApp(own, at, seen, app, thrown.chance(0.6));
  if (app.mode === 'OpenID Connect') serverFetches(pen.as('application server'), at, seen, app);
}

/** The browser opens again with the tabs of yesterday, each of which signs on. */
function restoresTabs(pen: Pen, who: Employee, visit: Visit, at: number, thrown: Dice): void {
  const count = Math.min(who.apps.length, 4 + thrown.below(6));
  for (let n = 0; n < count; n++) {
    const app = who.apps[n % who.apps.length] ?? (commonApps[0] as (typeof commonApps)[number]);
    opensApp(pen, at + n * 1_700 + thrown.below(900), visit, app, false);
  }
}

const phoneDays = 21;

/** A phone keeps its session for weeks; the first one began before the log for most. */
function onPhone(
  pen: Pen,
  org: Organization,
  who: Employee,
  day: number,
  start: number,
  thrown: Dice,
): void {
  const phase = dice('phone phase', who.login).below(phoneDays);
  const period = Math.floor((day + phase) / phoneDays);
  const first = Math.max(period * phoneDays - phase, who.phoneSince);
  const at = (time: number): Visit =>
    sessionFor(who, who.phone, phoneSite(who, time), `phone ${first}`, org.isClassic);
  const phonePen = pen.as('phone');
  if (first === day || (first >= 0 && isFirstUse(org, who, first, day))) {
    signsIn(phonePen, start, at(start), { factor: 'fastpass' });
  }
  const count = Math.ceil(((who.kind === 'mobile only' ? 3 : 1) + thrown.below(4)) * org.pace);
  for (let n = 0; n < count; n++) {
    const time = start + 5 * minute + thrown.below(13 * hour);
    opensApp(phonePen, time, at(time), thrown.pick(who.apps), thrown.chance(0.3));
  }
}

/** Whether the phone was not used between the day on which its session was due and this one. */
function isFirstUse(org: Organization, who: Employee, first: number, day: number): boolean {
  for (let earlier = first; earlier < day; earlier++) {
    const thrown = dice('workday', org.seed, who.login, earlier);
    thrown.below(50);
    if (worksOn(who, earlier) || thrown.chance(0.5)) return false;
  }
  return true;
}

function onTablet(
  pen: Pen,
  org: Organization,
  who: Employee,
  day: number,
  at: number,
  thrown: Dice,
): void {
  if (!who.tablet) return;
  const visit = sessionFor(who, who.tablet, homeSite(who, at), `tablet ${day}`, org.isClassic);
  const tabletPen = pen.as('tablet');
  signsIn(tabletPen, at, visit, {
    factor: 'push',
    phone: { device: who.phone, site: visit.site ?? homeSite(who, at) },
  });
  opensApp(tabletPen, at + 3 * minute, visit, thrown.pick(who.apps));
  if (!thrown.chance(0.3)) return;
  opensApp(
    tabletPen,
    at + 9 * minute,
    from(visit, { device: inDesktopMode(who.tablet) }),
    thrown.pick(who.apps),
  );
}

const commandLine = programOf('okta-aws-cli/2.1.0 (darwin; arm64) Go/1.21');
const script = programOf('python-requests/2.31.0');

/** A program of the command line signs in by itself, and opens the cloud's console for its owner. */
function byProgram(pen: Pen, org: Organization, who: Employee, day: number, at: number): void {
  const device = dice('program', who.login).chance(0.5) ? commandLine : script;
  const visit = sessionFor(who, device, laptopSite(who, at), `program ${day}`, org.isClassic);
  const cliPen = pen.as('command line');
  signsIn(cliPen, at, visit, { factor: 'push', opensDashboard: false });
  const aws = who.apps.find(({ name }) => name.startsWith('AWS')) ?? who.apps[0];
  if (aws) opensApp(cliPen, at + 2 * second, visit, aws, false);
}
