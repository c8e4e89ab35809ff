import { type Dice, dice } from '../stories/dice.ts';
import { type Account, type App, account } from '../stories/org.ts';
import { isWeekend, weekday } from './calendar.ts';
import { type Branch, branches, commonApps, contractorBranches, teamApps } from './company.ts';
import { type Device, type DeviceModel, deviceOf } from './device.ts';

/** How somebody's laptop reaches the internet. */
export type Route =
  | 'direct'
  | 'gateway'
  | 'relay'
  | 'company VPN at times'
  | 'consumer VPN'
  | 'cloud desktop';

/** What somebody may administer. */
export type Duty = 'super' | 'application' | 'help desk' | 'report' | 'rare';

/** Somebody who works here, with the habits that decide what the log says of them. */
export interface Employee extends Account {
  readonly kind: 'desk' | 'mobile only' | 'contractor' | 'kiosk';
  readonly duty: Duty | null;
  readonly branch: Branch;
  readonly laptop: Device;
  readonly phone: Device;
  readonly tablet: Device | null;
  readonly route: Route;
  /** How long a laptop's session lives: begun anew each morning, or kept for so many days. */
  readonly sessionDays: number;
  /** Local minutes after midnight at which work begins. */
  readonly begins: number;
  readonly apps: readonly App[];
  /** Whether the home has addresses of version 6 too. */
  readonly hasV6: boolean;
  readonly hasProgram: boolean;
  /** Whether the directory keeps the password. */
  readonly isFromDirectory: boolean;
  /** First and last day; those who were here before the log begin below 0. */
  readonly joins: number;
  readonly leaves: number;
  /** The days on which laptop and phone came into use; far below 0 if before the log. */
  readonly laptopSince: number;
  readonly phoneSince: number;
}

const longAgo = -1_000;

const firstNames =
  'Ada Ben Cleo Dan Elif Finn Gina Hal Ines Jon Kim Leo Mia Ned Olga Pia Quin Rosa Sam Tess Uma Vic Wes Xena Yara Zed Abel Bea Cora Dov Esme Ford Greta Hugo Iris Joan'.split(
    ' ',
  );
const lastNames =
  'Abbott Barros Chen Dietz Eklund Farah Grant Hayes Ivers Jung Khan Lopes Moss Nagy Obi Price Quirk Reyes Shaw Tran Usher Vega Wolfe Xu Young Zimmer Amis Boyd Crane Drew'.split(
    ' ',
  );

const models: readonly DeviceModel[] = ['mac', 'windows', 'windows', 'edge', 'linux', 'safari'];

/** Whom the company employs under this number; those after the first day have a `joins` of 0 or more. */
export function employ(seed: number, index: number, joins: number): Employee {
  const thrown = dice('employee', seed, index);
  const name = `${firstNames[index % firstNames.length]} ${lastNames[(index * 7 + Math.floor(index / 30)) % lastNames.length]}`;
  const login = `${name.toLowerCase().replace(' ', '.')}${index >= 900 ? index : ''}`;
  const kind = kindOf(index);
  const branch = branchOf(kind === 'contractor' ? contractorBranches : branches, thrown);
  const model = thrown.pick(models);
  const owner = `${seed} ${name} ${index}`;
  const duty = kind === 'desk' ? dutyOf(index) : null;
  return {
    ...account(login, name),
    kind,
    duty,
    branch,
    laptop: deviceOf(model, owner),
    phone: deviceOf(thrown.chance(0.55) ? 'iphone' : 'android', owner),
    tablet: thrown.chance(0.08) ? deviceOf('ipad', owner) : null,
    route: routeOf(kind, model, thrown),
    sessionDays: thrown.pick([1, 1, 1, 1, 3, 5, 7]),
    begins: 7 * 60 + 20 + thrown.below(150),
    apps: [...commonApps, ...teamApps.filter(() => thrown.chance(0.3))],
    hasV6: thrown.chance(0.4),
    hasProgram: kind === 'desk' && thrown.chance(0.05),
    isFromDirectory: thrown.chance(0.4),
    joins,
    leaves: leavesOn(kind, joins, thrown),
    laptopSince: joins < 0 ? longAgo : joins,
    phoneSince: joins < 0 ? longAgo : joins,
  };
}

/** Contractors stay for half a year at most, others for some years; of those here before the log some leave soon. */
function leavesOn(kind: Employee['kind'], joins: number, thrown: Dice): number {
  if (joins < 0) return 5 + thrown.below(kind === 'contractor' ? 220 : 900);
  return joins + 60 + thrown.below(kind === 'contractor' ? 120 : 1_400);
}

/** Somebody with what was replaced up to a day; a machine lasts some two years. */
export function equippedOn(who: Employee, day: number): Employee {
  const [laptopDay, phoneDay] = [replacementOf('laptop', who), replacementOf('phone', who)];
  const hasNewLaptop = day >= laptopDay && who.laptopSince < laptopDay;
  const hasNewPhone = day >= phoneDay && who.phoneSince < phoneDay;
  if (!hasNewLaptop && !hasNewPhone) return who;
  const owner = `${who.login} ${day}`;
  return {
    ...who,
    ...(hasNewLaptop && { laptop: deviceOf('mac', owner), laptopSince: laptopDay }),
    ...(hasNewPhone && { phone: deviceOf('iphone', owner), phoneSince: phoneDay }),
  };
}

function replacementOf(what: string, { login, joins }: Employee): number {
  return Math.max(joins, 0) + 3 + dice('replacement', what, login).below(800);
}

function kindOf(index: number): Employee['kind'] {
  const place = index % 25;
  if (place === 11 || place === 22) return 'kiosk';
  if (place === 17) return 'mobile only';
  return place === 8 ? 'contractor' : 'desk';
}

function dutyOf(index: number): Duty | null {
  if (index % 40 === 3) return 'help desk';
  if (index % 30 === 4) return 'super';
  if (index % 30 === 9) return 'application';
  if (index % 90 === 20) return 'report';
  return index % 90 === 55 ? 'rare' : null;
}

function branchOf(list: readonly Branch[], thrown: Dice): Branch {
  let left = thrown.below(100);
  const found = list.find(({ share }) => {
    left -= share;
    return left < 0;
  });
  return found ?? (list[0] as Branch);
}

function routeOf(kind: Employee['kind'], model: DeviceModel, thrown: Dice): Route {
  const drawn = thrown.below(1_000);
  if (kind === 'contractor') return drawn < 500 ? 'cloud desktop' : 'direct';
  if (model === 'safari' && drawn < 450) return 'relay';
  if (drawn < 560) return 'direct';
  if (drawn < 800) return 'gateway';
  return drawn < 990 ? 'company VPN at times' : 'consumer VPN';
}

/** Whether somebody is employed on a day. */
export const isEmployed = ({ joins, leaves }: Employee, day: number): boolean =>
  day >= joins && day < leaves;

/** Whether somebody works on a day: not on most weekends, nor in their holidays, nor when ill. */
export function worksOn(who: Employee, day: number): boolean {
  if (!isEmployed(who, day)) return false;
  if (day === who.joins) return true;
  const week = Math.floor(day / 7);
  if (dice('holiday', who.login, week).chance(0.07)) return false;
  const thrown = dice('at work', who.login, day);
  if (who.kind === 'kiosk') return thrown.chance(0.7);
  return thrown.chance(isWeekend(day) ? 0.07 : 0.95);
}

/** Where somebody works from on a day; a journey lasts a working week, and begins in the air. */
export type Whereabouts = 'office' | 'home' | 'away';

export function whereaboutsOf(who: Employee, day: number): Whereabouts {
  if (isTravelling(who, day)) return 'away';
  if (who.kind === 'contractor') return 'office';
  if (isWeekend(day)) return 'home';
  return dice('where', who.login, day).chance(0.5) ? 'office' : 'home';
}

export function isTravelling(who: Employee, day: number): boolean {
  if (who.kind !== 'desk') return false;
  const week = Math.floor(day / 7);
  const thrown = dice('journey', who.login, week);
  if (!thrown.chance(0.035)) return false;
  const start = thrown.below(3);
  return weekday(day) >= start && weekday(day) < start + 2 + thrown.below(3);
}

/** The day on which the session of a laptop began that is used on `day`; below 0 if before the log. */
export function sessionDay(who: Employee, day: number): number {
  if (who.sessionDays === 1 || who.laptopSince === day) return day;
  const offset = dice('session phase', who.login).below(who.sessionDays);
  const due = Math.floor((day + offset) / who.sessionDays) * who.sessionDays - offset;
  const first = Math.max(due, who.laptopSince);
  if (first < 0) return first;
  for (let at = first; at < day; at++) if (worksOn(who, at)) return at;
  return day;
}
