import { minute } from '../stories/clock.ts';
import { type Dice, dice } from '../stories/dice.ts';
import { isWeekend, moment } from './calendar.ts';
import { browserOf, type Device, programOf } from './device.ts';
import { type Duty, type Employee, isTravelling, worksOn } from './employee.ts';
import { type NetName, type Service, type Site, site, type TownName } from './network.ts';
import type { Organization } from './organization.ts';
import type { Pen } from './record-book.ts';
import { sessionFor, type Visit } from './visit.ts';
import { laptopSite } from './whereabouts.ts';

/** What a storyline is told on: an organisation with some weeks behind it, and whom the story is about. */
export interface StageOptions {
  readonly org: Organization;
  /** The first day on which the story may happen. */
  readonly day: number;
  /** Stories of one log that have different numbers have different victims. */
  readonly slot: number;
  readonly name: string;
  /** Writes what belongs to the story, */
  readonly pen: Pen;
  /** and what its victims do besides. */
  readonly aside: Pen;
}

export class Stage {
  readonly org: Organization;
  readonly pen: Pen;
  readonly aside: Pen;
  readonly thrown: Dice;
  readonly day: number;
  readonly #slot: number;

  constructor({ org, day, slot, name, pen, aside }: StageOptions) {
    this.org = org;
    this.pen = pen;
    this.aside = aside;
    this.thrown = dice('stage', org.seed, name);
    this.day = isWeekend(day) ? day + 2 : day;
    this.#slot = slot;
  }

  /** The `n`-th of those who hold a duty, another one for each slot while there are some. */
  holder(duty: Duty, n = 0): Employee {
    const all = this.org.staffOn(this.day).filter((who) => who.duty === duty);
    const [first] = all;
    if (!first) throw new RangeError(`nobody here is ${duty}`);
    return all[(this.#slot + n) % all.length] ?? first;
  }

  /** The `n`-th of twenty people with a desk and no duty; another twenty for each slot while there are some. */
  person(n = 0): Employee {
    const all = this.people();
    const found = all[(this.#slot * 3 + n) % all.length];
    if (!found) throw new RangeError('too few people');
    return found;
  }

  /** Everybody with a desk and no duty who can be a victim. */
  people(): readonly Employee[] {
    return this.org
      .staffOn(this.day)
      .filter(
        ({ kind, duty, route, joins, laptopSince, hasProgram }) =>
          kind === 'desk' &&
          duty === null &&
          (route === 'direct' || route === 'gateway' || route === 'company VPN at times') &&
          !hasProgram &&
          joins < 0 &&
          laptopSince < 0,
      );
  }

  /** A day of the story's week on which somebody is at work and not on a journey. */
  workdayOf(who: Employee): number {
    for (let day = this.day; day < this.day + 6; day++) {
      if (worksOn(who, day) && !isWeekend(day) && !isTravelling(who, day)) return day;
    }
    return this.day;
  }

  /** The local time of somebody's day in minutes after they begin; the last of them have begun by then. */
  after(who: Employee, minutes: number, day = this.workdayOf(who)): number {
    return moment(who.branch.zone, day, who.begins + 60 + minutes);
  }

  /** The session that somebody's laptop is in at a moment of their day. */
  session(who: Employee, at: number, day = this.workdayOf(who)): Visit {
    return this.org.laptopSession(who, day, at);
  }

  /** A session of its own, on the usual laptop. */
  ownSession(who: Employee, at: number, label: string): Visit {
    const isClassic = this.org.isClassic;
    return sessionFor(who, who.laptop, laptopSite(who, at), label, isClassic);
  }

  /** A session that an intruder begins. */
  foreignSession(who: Employee, device: Device, place: Site, label: string): Visit {
    return sessionFor(who, device, place, `foreign ${label}`, this.org.isClassic);
  }

  /** A device token of nobody. */
  token(label: string): string {
    return dice('foreign token', this.org.seed, label).hex(64);
  }
}

const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)';

/** Browsers and programs that do not belong to anybody here. */
export const strangeWindows = (token: string | null): Device =>
  browserOf(
    `Mozilla/5.0 (Windows NT 10.0) ${webkit} Chrome/115.0.0.0 Safari/537.36`,
    'Windows 10',
    token,
  );
export const strangeMac = (token: string | null): Device =>
  browserOf(
    `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${webkit} Chrome/116.0.0.0 Safari/537.36`,
    'Mac OS X',
    token,
  );
export const strangeLinux = (token: string | null): Device =>
  browserOf(
    'Mozilla/5.0 (X11; Linux x86_64; rv:102.0) Gecko/20100101 Firefox/102.0',
    'Linux',
    token,
  );
export const pythonScript = programOf('python-requests/2.31.0');

const behind = (type: Service['type'], operator: string | null): Partial<Site> => ({
  isProxy: true,
  service: { type, operator, isAnonymous: true },
});

/** Addresses of intruders, in the three documentation networks. */
export const vpnExit = (host: number, town: TownName = 'Amsterdam'): Site =>
  site(`203.0.113.${host}`, town, 'm247', behind('VPN', 'MULLVAD_VPN'));
export const torExit = (host: number): Site =>
  site(`192.0.2.${host}`, 'Frankfurt', 'tor', behind('TOR', 'TOR'));
export const residentialProxy = (host: number, town: TownName, net: NetName): Site =>
  site(`198.51.100.${host}`, town, net, behind('RESIDENTIAL_PROXY', 'OXYLABS_PROXY'));
/** A rented server that nothing is known of but its network. */
export const rentedServer = (
  host: number,
  net: NetName = 'digitalOcean',
  town: TownName = 'Frankfurt',
): Site => site(`198.51.100.${host}`, town, net);
/** An exit of a VPN that Okta published in 2023. */
export const listedExit = (): Site =>
  site('23.106.56.38', 'Amsterdam', 'm247', behind('VPN', 'BROWSEC_VPN'));

export const minutes = (count: number): number => count * minute;
