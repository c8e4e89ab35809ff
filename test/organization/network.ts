import type { JsonObject } from '../../src/event/json.ts';
import { dice } from '../stories/dice.ts';
import type { ZoneName } from './calendar.ts';

/** A town as Okta's geography names it. */
export interface Town {
  readonly zone: ZoneName;
  readonly geography: JsonObject & { readonly city: string; readonly country: string };
}

/** Whose network an address belongs to. */
export interface Network {
  readonly asNumber: number | null;
  readonly asOrg: string | null;
  readonly isp: string | null;
  readonly domain: string | null;
}

/** An anonymising or relaying service in front of an address. */
export interface Service {
  readonly operator: string | null;
  readonly type: 'VPN' | 'PROXY' | 'TOR' | 'RESIDENTIAL_PROXY';
  readonly isAnonymous: boolean;
}

/** Where a request comes from. */
export interface Site {
  readonly ip: string;
  readonly town: Town;
  readonly network: Network;
  readonly isProxy: boolean;
  readonly service: Service | null;
  /** The network zone's name, or the text `null` as Okta writes it. */
  readonly zone: string;
}

const town = (
  zone: ZoneName,
  city: string,
  state: string,
  country: string,
  postalCode: string,
  lat: number,
  lon: number,
): Town => ({
  zone,
  geography: { city, state, country, postalCode, geolocation: { lat, lon } },
});

/** Towns by the names under which they are used. */
export const towns = {
  Atlanta: town('eastern', 'Atlanta', 'Georgia', 'United States', '30303', 33.749, -84.388),
  Marietta: town('eastern', 'Marietta', 'Georgia', 'United States', '30060', 33.953, -84.55),
  Austin: town('central', 'Austin', 'Texas', 'United States', '78701', 30.267, -97.743),
  Dallas: town('central', 'Dallas', 'Texas', 'United States', '75201', 32.777, -96.797),
  Chicago: town('central', 'Chicago', 'Illinois', 'United States', '60601', 41.878, -87.63),
  Ashburn: town('eastern', 'Ashburn', 'Virginia', 'United States', '20147', 39.044, -77.488),
  Boardman: town('central', 'Boardman', 'Oregon', 'United States', '97818', 45.84, -119.7),
  Leeds: town('british', 'Leeds', 'England', 'United Kingdom', 'LS1', 53.8, -1.549),
  York: town('british', 'York', 'England', 'United Kingdom', 'YO1', 53.96, -1.087),
  London: town('british', 'London', 'England', 'United Kingdom', 'EC1A', 51.507, -0.128),
  Manchester: town('british', 'Manchester', 'England', 'United Kingdom', 'M1', 53.48, -2.242),
  Dublin: town('british', 'Dublin', 'Leinster', 'Ireland', 'D02', 53.349, -6.26),
  Lisbon: town('portuguese', 'Lisbon', 'Lisbon', 'Portugal', '1100-148', 38.722, -9.139),
  Porto: town('portuguese', 'Porto', 'Porto', 'Portugal', '4000-322', 41.158, -8.629),
  Amsterdam: town('dutch', 'Amsterdam', 'North Holland', 'Netherlands', '1012', 52.374, 4.89),
  Frankfurt: town('dutch', 'Frankfurt am Main', 'Hesse', 'Germany', '60313', 50.11, 8.682),
  Krakow: town('polish', 'Krakow', 'Lesser Poland', 'Poland', '30-001', 50.064, 19.945),
  Pune: town('indian', 'Pune', 'Maharashtra', 'India', '411001', 18.52, 73.856),
  Mumbai: town('indian', 'Mumbai', 'Maharashtra', 'India', '400001', 19.076, 72.877),
  Singapore: town('singaporean', 'Singapore', 'Singapore', 'Singapore', '018989', 1.29, 103.85),
  Bucharest: town('polish', 'Bucharest', 'Bucuresti', 'Romania', '010011', 44.426, 26.102),
  Lagos: town('dutch', 'Lagos', 'Lagos', 'Nigeria', '100001', 6.454, 3.394),
} as const satisfies Record<string, Town>;
export type TownName = keyof typeof towns;

const net = (asNumber: number, asOrg: string, domain: string): Network => ({
  asNumber,
  asOrg,
  isp: asOrg,
  domain,
});

/** Networks by the names under which they are used. Those of public companies bear their real numbers. */
export const networks = {
  office: net(64496, 'example corp', 'example.com'),
  datacentre: net(64497, 'example corp hosting', 'dc.example.com'),
  companyVpn: net(64496, 'example corp', 'vpn.example.com'),
  contractor: net(64505, 'deft delivery partners', 'deft.example.net'),
  hotel: net(64510, 'guest access services', 'guestwifi.example.net'),
  airport: net(64511, 'terminal wireless', 'terminal.example.net'),
  comcast: net(7922, 'comcast cable communications, llc', 'comcast.net'),
  spectrum: net(20115, 'charter communications', 'charter.com'),
  att: net(7018, 'at&t enterprises, llc', 'att.net'),
  bt: net(2856, 'british telecommunications plc', 'bt.com'),
  virgin: net(5089, 'virgin media limited', 'virginm.net'),
  meo: net(3243, 'servicos de comunicacoes e multimedia s.a.', 'sapo.pt'),
  kpn: net(1136, 'kpn b.v.', 'kpn.net'),
  reliance: net(55836, 'reliance jio infocomm limited', 'jio.com'),
  orangePolska: net(5617, 'orange polska spolka akcyjna', 'orange.pl'),
  tMobile: net(21928, 't-mobile usa, inc.', 't-mobile.com'),
  vodafone: net(25135, 'vodafone limited', 'vodafone.co.uk'),
  nos: net(2860, 'nos comunicacoes, s.a.', 'nos.pt'),
  airtel: net(45609, 'bharti airtel ltd.', 'airtel.in'),
  zscaler: net(22616, 'zscaler, inc.', 'zscaler.com'),
  akamai: net(36183, 'akamai technologies, inc.', 'akamai.com'),
  cloudflare: net(13335, 'cloudflare, inc.', 'cloudflare.com'),
  amazon: net(16509, 'amazon.com, inc.', 'amazonaws.com'),
  amazonEast: net(14618, 'amazon data services nova', 'amazonaws.com'),
  microsoft: net(8075, 'microsoft corporation', 'microsoft.com'),
  google: net(396982, 'google llc', 'googleusercontent.com'),
  m247: net(9009, 'm247 europe srl', 'm247.com'),
  digitalOcean: net(14061, 'digitalocean, llc', 'digitalocean.com'),
  vultr: net(20473, 'the constant company, llc', 'vultr.com'),
  ovh: net(16276, 'ovh sas', 'ovh.net'),
  hetzner: net(24940, 'hetzner online gmbh', 'your-server.de'),
  tor: net(60729, 'stiftung erneuerbare freiheit', 'artikel10.org'),
  nigerian: net(29465, 'mtn nigeria communication limited', 'mtnnigeria.net'),
} as const satisfies Record<string, Network>;
export type NetName = keyof typeof networks;

/** An address in a town and a network. */
export function site(
  ip: string,
  where: TownName,
  network: NetName,
  over: Partial<Site> = {},
): Site {
  return {
    ip,
    town: towns[where],
    network: networks[network],
    isProxy: false,
    service: null,
    zone: 'null',
    ...over,
  };
}

/**
 * An address of version 4 for a seed. People and programs live in 100.64.0.0/10, which carriers share (RFC 6598): the
 * three documentation networks are too small for them, and lists that come with rules hold ranges for benchmarks.
 */
export function addressFor(...seed: readonly (string | number)[]): string {
  const drawn = dice('address', ...seed).below(1 << 22);
  return `100.${64 + (drawn >> 16)}.${(drawn >> 8) & 255}.${drawn & 255}`;
}

/** An address of version 6 within the network that `prefix` stands for. */
export function address6For(prefix: string, ...seed: readonly (string | number)[]): string {
  const [net, host] = [dice('prefix', prefix), dice('host', prefix, ...seed)];
  const part = (from: typeof net): string => from.below(65_536).toString(16);
  return `2001:db8:${part(net)}:${part(net)}:${part(host)}:${part(host)}:${part(host)}:${part(host)}`;
}
