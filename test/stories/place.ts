/** An anonymising service in front of an address, as Okta names it. */
export interface Tunnel {
  readonly operator: string;
  readonly type: 'VPN' | 'PROXY';
}

/** Where a request comes from: an address and what Okta knows of it. */
export interface Place {
  readonly ip: string;
  readonly city: string;
  readonly state: string;
  readonly country: string;
  readonly postalCode: string;
  readonly lat: number;
  readonly lon: number;
  /** Hours from UTC in October before the clocks change. */
  readonly utc: number;
  readonly asNumber: number;
  readonly asOrg: string;
  readonly domain: string;
  /** `client.zone`: the network zone's name, or the text `null` as Okta writes it. */
  readonly zone: string;
  readonly tunnel: Tunnel | null;
}

type City = Pick<Place, 'city' | 'state' | 'country' | 'postalCode' | 'lat' | 'lon' | 'utc'>;

/** Cities by the name under which stories use them. */
export const cities = {
  Atlanta: town('Atlanta', 'Georgia', 'United States', '30303', 33.749, -84.388, -4),
  Austin: town('Austin', 'Texas', 'United States', '78701', 30.267, -97.743, -5),
  Toronto: town('Toronto', 'Ontario', 'Canada', 'M5H', 43.651, -79.383, -4),
  Leeds: town('Leeds', 'England', 'United Kingdom', 'LS1', 53.8, -1.549, 1),
  York: town('York', 'England', 'United Kingdom', 'YO1', 53.96, -1.087, 1),
  London: town('London', 'England', 'United Kingdom', 'EC1A', 51.507, -0.128, 1),
  Lisbon: town('Lisbon', 'Lisbon', 'Portugal', '1100-148', 38.722, -9.139, 1),
  Dublin: town('Dublin', 'Leinster', 'Ireland', 'D02', 53.349, -6.26, 1),
  Amsterdam: town('Amsterdam', 'North Holland', 'Netherlands', '1012', 52.374, 4.89, 2),
  Singapore: town('Singapore', 'Singapore', 'Singapore', '018989', 1.29, 103.85, 8),
  Ashburn: town('Ashburn', 'Virginia', 'United States', '20147', 39.044, -77.488, -4),
} as const;
export type CityName = keyof typeof cities;

/** The networks of the stories, all with numbers reserved for documentation (RFC 5398). */
const networks = {
  office: { asNumber: 64496, asOrg: 'example corp', domain: 'example.com' },
  datacentre: { asNumber: 64497, asOrg: 'example corp hosting', domain: 'dc.example.com' },
  cable: { asNumber: 64498, asOrg: 'northbridge cable', domain: 'northbridge.example' },
  fibre: { asNumber: 64499, asOrg: 'clearline fibre', domain: 'clearline.example' },
  cellular: { asNumber: 64500, asOrg: 'skyreach mobile', domain: 'skyreach.example' },
  vpn: { asNumber: 64501, asOrg: 'example corp vpn', domain: 'vpn.example.com' },
  relay: { asNumber: 64502, asOrg: 'edge relay partner', domain: 'relay.example.net' },
  cloud: { asNumber: 64503, asOrg: 'cumulus cloud', domain: 'cumulus.example' },
  okta: { asNumber: 64504, asOrg: 'okta inc', domain: 'okta.com' },
  anonymiser: { asNumber: 64510, asOrg: 'rented servers', domain: 'servers.example.net' },
} as const;
export type NetworkName = keyof typeof networks;

/** The place behind an address: a city, a network, and a tunnel if the address is an anonymiser's. */
export function place(
  ip: string,
  city: CityName,
  network: NetworkName,
  tunnel: Tunnel | null = null,
): Place {
  const zone = network === 'office' ? 'Offices' : 'null';
  return { ip, ...cities[city], ...networks[network], zone, tunnel };
}

function town(
  city: string,
  state: string,
  country: string,
  postalCode: string,
  lat: number,
  lon: number,
  utc: number,
): City {
  return { city, state, country, postalCode, lat, lon, utc };
}
