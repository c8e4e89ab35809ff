import { hour } from '../stories/clock.ts';
import { type Dice, dice } from '../stories/dice.ts';
import { dayOfMoment, moment } from './calendar.ts';
import { type Employee, isTravelling, whereaboutsOf } from './employee.ts';
import { address6For, addressFor, type Site, site, type TownName } from './network.ts';

/** The office's address, of which the firewall uses two. */
export function officeSite({ branch, kind }: Employee, at: number): Site {
  if (kind === 'contractor')
    return site(addressFor('contractor', branch.town), branch.town, 'contractor');
  const half = dice('firewall', branch.town, Math.floor(at / hour)).below(2);
  return site(addressFor('office', branch.town, half), branch.town, 'office', { zone: 'Offices' });
}

/** The address at home; the provider gives another one every few weeks, and geography is not sure of the town. */
export function homeSite(who: Employee, at: number): Site {
  const { branch, login } = who;
  const lease = Math.floor((dayOfMoment(at) + dice('lease', login).below(19)) / 19);
  const net = branch.homeNets[dice('provider', login).below(branch.homeNets.length)] ?? 'comcast';
  const isV6 = who.hasV6 && dice('v6', login, Math.floor(at / 600_000)).chance(0.5);
  const town = dice('home town', login, lease, isV6 ? 6 : 4).chance(0.8)
    ? branch.town
    : branch.nearby;
  const ip = isV6
    ? address6For(`home ${login} ${lease}`, dayOfMoment(at))
    : addressFor('home', login, lease);
  return site(ip, town, net);
}

/** A mobile carrier's address: another one every other hour, from exits that may be far away. */
export function cellularSite(who: Employee, at: number): Site {
  const slot = Math.floor(at / (2 * hour));
  const thrown = dice('cellular', who.login, slot);
  const town = thrown.pick(who.branch.carrierExits);
  const ip = thrown.chance(0.6)
    ? address6For(`carrier ${who.branch.carrier}`, who.login, slot)
    : addressFor('carrier', who.branch.carrier, thrown.below(400));
  return site(ip, town, who.branch.carrier);
}

/** The company's gateway in the cloud: several exits of one region, on some days in another country. */
function gatewaySite({ branch, login }: Employee, at: number): Site {
  const day = dayOfMoment(at);
  const exits = branch.gatewayExits;
  const isRepair = dice('gateway repair', branch.town, day).chance(0.03);
  const usual = exits.slice(0, Math.max(1, exits.length - 1));
  const town = isRepair
    ? (exits.at(-1) as TownName)
    : dice('gateway exit', login, Math.floor(at / (5 * hour))).pick(usual);
  const ip = addressFor('gateway', town, dice('gateway address', login, day).below(6));
  // Okta calls the exits of some regions proxies, and knows what kind of those.
  const isProxy = town !== 'Manchester' && town !== 'Chicago';
  const service =
    town === 'London' || town === 'Ashburn'
      ? ({ operator: 'ZSCALER_PROXY', type: 'PROXY', isAnonymous: false } as const)
      : null;
  return site(ip, town, 'zscaler', { isProxy, service });
}

/** The company's own VPN, which leaves from the data centre of the region. */
function companyVpnSite({ branch }: Employee): Site {
  const town = branch.zone === 'eastern' || branch.zone === 'central' ? 'Ashburn' : 'London';
  return site(addressFor('company vpn', town), town, 'companyVpn', { zone: 'VPN' });
}

/** An exit of iCloud Private Relay near the owner, another one every few minutes. */
function relaySite({ branch, login }: Employee, at: number): Site {
  const thrown = dice('relay', login, Math.floor(at / 900_000));
  const town = thrown.chance(0.7)
    ? branch.town
    : thrown.pick([branch.nearby, ...branch.carrierExits]);
  const service = {
    operator: 'APPLE_ICLOUD_RELAY_PROXY',
    type: 'PROXY',
    isAnonymous: true,
  } as const;
  const net = thrown.chance(0.5) ? 'akamai' : 'cloudflare';
  return site(address6For(`relay ${town}`, thrown.below(4_000)), town, net, {
    isProxy: true,
    service,
  });
}

/** A VPN that somebody pays for at home, always the same brand. */
function consumerVpnSite({ branch, login }: Employee, at: number): Site {
  const service = { operator: 'NORD_VPN', type: 'VPN', isAnonymous: true } as const;
  const thrown = dice('consumer vpn', login, dayOfMoment(at));
  const town = thrown.pick([branch.gatewayExits[0] as TownName, branch.town]);
  return site(addressFor('nord', town, thrown.below(9)), town, 'm247', { isProxy: true, service });
}

/** The desktop that a contractor rents in a cloud. */
function cloudDesktopSite({ login }: Employee, at: number): Site {
  const net = dice('desktop cloud', login).chance(0.5) ? 'microsoft' : 'amazon';
  const pool = dice('desktop', login, dayOfMoment(at)).below(3);
  return site(addressFor('desktop', net, pool), 'Dublin', net);
}

const destinations: readonly TownName[] = [
  'Dublin',
  'Amsterdam',
  'Singapore',
  'Chicago',
  'Lisbon',
  'London',
];

/** Where a traveller is on a day. */
function destinationOf(who: Employee, day: number): TownName {
  return dice('destination', who.login, Math.floor(day / 7)).pick(
    destinations.filter((town) => town !== who.branch.town && town !== who.branch.nearby),
  );
}

function hotelSite(who: Employee, at: number): Site {
  const town = destinationOf(who, dayOfMoment(at));
  return site(addressFor('hotel', town, dice('hotel', who.login, town).below(12)), town, 'hotel');
}

/** Where the laptop is at a moment, with what stands between it and the internet. */
export function laptopSite(who: Employee, at: number): Site {
  const day = dayOfMoment(at);
  const where = whereaboutsOf(who, day);
  if (who.route === 'gateway') return gatewaySite(who, at);
  if (who.route === 'cloud desktop') return cloudDesktopSite(who, at);
  if (where === 'office') return officeSite(who, at);
  if (who.route === 'relay') return relaySite(who, at);
  const here = where === 'away' ? hotelSite(who, at) : homeSite(who, at);
  const thrown: Dice = dice('toggle', who.login, Math.floor(at / (hour * 1.5)));
  if (who.route === 'company VPN at times' && thrown.chance(0.5)) return companyVpnSite(who);
  return who.route === 'consumer VPN' && thrown.chance(0.8) ? consumerVpnSite(who, at) : here;
}

/** Where the phone is at a moment: home, office or on the way. Abroad its carrier still brings it home. */
export function phoneSite(who: Employee, at: number): Site {
  const day = dayOfMoment(at);
  const slot = Math.floor(at / (hour / 2));
  const thrown = dice('phone', who.login, slot);
  if (isTravelling(who, day))
    return thrown.chance(0.6) ? cellularSite(who, at) : hotelSite(who, at);
  const local = (at - moment(who.branch.zone, day, 0)) / hour;
  const isOut = local > who.begins / 60 - 1 && local < 19;
  if (thrown.chance(isOut ? 0.45 : 0.15)) return cellularSite(who, at);
  return isOut && who.kind !== 'mobile only' && whereaboutsOf(who, day) === 'office'
    ? officeSite(who, at)
    : homeSite(who, at);
}
