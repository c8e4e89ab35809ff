import { dice } from '../stories/dice.ts';
import { type Machine, type ModelName, machine } from '../stories/machine.ts';
import { account, type Person, type Seat } from '../stories/org.ts';
import { type CityName, type NetworkName, type Place, place } from '../stories/place.ts';

/** How somebody's laptop reaches the internet. */
export type Way = 'direct' | 'gateway' | 'relay' | 'vpn-at-times';

/** A member of an invented org, with the habits that decide what the log says of them. */
export interface Colleague extends Person {
  readonly index: number;
  readonly way: Way;
  readonly isAdmin: boolean;
  /** Whether the laptop's session is the same for weeks, or begun anew each morning. */
  readonly keepsSession: boolean;
  /** Whether the phone's session is older than the log. */
  readonly phoneIsOld: boolean;
  readonly tablet: Machine | null;
  /** The days on which they are away; their phone may be used on the last one. */
  readonly away: readonly number[];
  /** Where they travel on some days; null if they stay. */
  readonly journey: { readonly days: readonly number[]; readonly place: Place } | null;
  /** Whether a program of theirs signs in for a cloud's command line. */
  readonly hasProgram: boolean;
}

const cities: readonly CityName[] = ['Atlanta', 'Austin', 'Toronto', 'Leeds', 'Lisbon', 'Dublin'];
const models: readonly ModelName[] = ['mac', 'windows', 'windows', 'edge', 'linux', 'safari'];

/** Everybody in an org of `count` people. */
export function staffOf(org: string, count: number): readonly Colleague[] {
  return Array.from({ length: count }, (_, index) => employ(org, index));
}

function employ(org: string, index: number): Colleague {
  const thrown = dice('colleague', org, index);
  const user = `${org}.person${index}`;
  const name = `${org} Person ${index}`;
  const city = thrown.pick(cities);
  const laptop = thrown.pick(models);
  const home: NetworkName = thrown.chance(0.5) ? 'cable' : 'fibre';
  return {
    ...account(user, name),
    index,
    laptop: machine(laptop, name),
    phone: machine(thrown.chance(0.5) ? 'iphone' : 'android', name),
    home: place(`203.0.${index % 110}.${1 + (index % 250)}`, city, home),
    office: place(`198.51.100.${10 + cities.indexOf(city)}`, city, 'office'),
    way: wayOf(thrown.below(100), laptop),
    isAdmin: index % 16 === 3,
    keepsSession: thrown.chance(0.3),
    phoneIsOld: thrown.chance(0.6),
    tablet: thrown.chance(0.1) ? tabletOf(name) : null,
    away: thrown.chance(0.05) ? [0, 1, 2, 3, 4, 5] : [],
    journey: thrown.chance(0.04)
      ? { days: [4, 5, 6], place: place(`192.0.2.${110 + (index % 30)}`, 'Dublin', 'fibre') }
      : null,
    hasProgram: thrown.chance(0.08),
  };
}

function wayOf(drawn: number, laptop: ModelName): Way {
  if (laptop === 'safari' && drawn < 50) return 'relay';
  if (drawn < 60) return 'direct';
  return drawn < 85 ? 'gateway' : 'vpn-at-times';
}

/** The company's gateway as Okta sees it: a proxy of which no more is known. */
export function gatewayOf({ index }: Colleague): Place {
  const city = (['London', 'Amsterdam', 'Ashburn'] as const)[index % 3] ?? 'London';
  return place(`192.0.2.${150 + (index % 3)}`, city, 'vpn');
}

/** An exit of iCloud Private Relay, another one each time. */
export function relayExit(seed: number): Place {
  const city = (['Austin', 'Atlanta', 'Ashburn', 'Toronto'] as const)[seed % 4] ?? 'Austin';
  const tunnel = { operator: 'APPLE_ICLOUD_RELAY_PROXY', type: 'PROXY' } as const;
  return place(`2001:db8:1e1a::${(1 + (seed % 4_000)).toString(16)}`, city, 'relay', tunnel);
}

/** Where a phone is on the way: a cellular address of either kind, another one each time. */
export function cellular(who: Colleague, seed: number): Place {
  const ip =
    seed % 3 === 0 ? `2001:db8:ce11::${(seed % 5_000).toString(16)}` : `192.0.2.${seed % 140}`;
  return { ...place(ip, 'London', 'cellular'), ...townOf(who.home) };
}

function townOf({ city, state, country, postalCode, lat, lon, utc }: Place): Partial<Place> {
  return { city, state, country, postalCode, lat, lon, utc };
}

function tabletOf(owner: string): Machine {
  return {
    ...machine('iphone', `${owner} tablet`),
    rawUserAgent:
      'Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Mobile/15E148 Safari/604.1',
    os: 'iOS (iPad)',
  };
}

/** The same tablet when it asks for desktop pages. */
export function inDesktopMode(tablet: Machine): Machine {
  return {
    ...tablet,
    rawUserAgent:
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Safari/605.1.15',
    os: 'Mac OS X',
    device: 'Computer',
  };
}

/** The machine as it shows itself inside an application that carries a browser. */
export function inWebView(outer: Machine): Machine {
  return { ...outer, rawUserAgent: `${outer.rawUserAgent} Teams/24.1` };
}

/** Where the laptop is, at the office or at home, before gateways and relays. */
export const deskOf = (who: Colleague, day: number, atOffice: boolean): Seat => ({
  machine: who.laptop,
  place: awayFromHome(who, day) ?? (atOffice ? who.office : who.home),
});

/** Where a traveller is on this day; null at home. */
export function awayFromHome({ journey }: Colleague, day: number): Place | null {
  return journey?.days.includes(day) ? journey.place : null;
}
