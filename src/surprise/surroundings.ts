import type { FieldOf } from '../event/field.ts';
import type { JsonObject } from '../event/json.ts';
import { membersOf } from '../event/members.ts';
import { createDebugReader, ownText, remembering, textOf } from './shown-text.ts';
import type { SubjectKind, TakeValue } from './shown-values.ts';

/**
 * Where and with what somebody acts, as texts of an event. It is the same in event after event, so it is compared with that
 * of the one before as it stands.
 */
export interface ShownSurroundings {
  readonly country: string | undefined;
  /** State or city. */
  readonly area: string | undefined;
  readonly network: string | undefined;
  readonly address: string | undefined;
  readonly browser: string | undefined;
  readonly system: string | undefined;
  /** The name that a program gives itself; undefined where there is a browser or a system. */
  readonly agent: string | undefined;
  readonly device: string | undefined;
  /** An application whose server asks for tokens: then of the rest nothing but the network is known. */
  readonly server: string | undefined;
}

/** Okta's own OAuth clients have ids that begin like this. */
const oktaClient = 'okta.';

/** Prepares to read them of the events of a kind of subject; undefined for Okta's own. */
export function createSurroundingsReader(fieldOf: FieldOf) {
  const tokenHash = createDebugReader('dtHash', fieldOf);
  return (raw: JsonObject, kind: SubjectKind): ShownSurroundings | undefined => {
    const parts = membersOf<'client' | 'device' | 'securityContext'>(raw);
    const client = membersOf<'geographicalContext' | 'id' | 'ipAddress' | 'userAgent'>(
      parts.client,
    );
    const security = membersOf<'asOrg' | 'asNumber'>(parts.securityContext);
    const server = kind === 'program' ? undefined : textOf(client.id);
    if (server?.startsWith(oktaClient)) return undefined;
    const network = textOf(security.asOrg) ?? textOf(security.asNumber);
    // An application asks for tokens from its server, which says nothing of where the person is.
    if (server !== undefined) return { ...nothing, server, network };
    const geography = membersOf<'city' | 'country' | 'state'>(client.geographicalContext);
    const agent = membersOf<'browser' | 'os' | 'rawUserAgent'>(client.userAgent);
    const [browser, system] = [textOf(agent.browser), textOf(agent.os)];
    const isNamed = browser !== undefined || system !== undefined;
    return {
      country: textOf(geography.country),
      area: textOf(geography.state) ?? textOf(geography.city),
      network,
      address: textOf(client.ipAddress),
      browser,
      system,
      agent: isNamed ? undefined : textOf(agent.rawUserAgent),
      device: textOf(membersOf<'id'>(parts.device).id) ?? tokenHash(raw),
      server,
    };
  };
}

const nothing: ShownSurroundings = {
  country: undefined,
  area: undefined,
  network: undefined,
  address: undefined,
  browser: undefined,
  system: undefined,
  agent: undefined,
  device: undefined,
  server: undefined,
};

/** Whether all texts of both are the same. */
export function areSame(a: ShownSurroundings, b: ShownSurroundings): boolean {
  return (
    a.address === b.address &&
    a.device === b.device &&
    a.browser === b.browser &&
    a.system === b.system &&
    a.agent === b.agent &&
    a.network === b.network &&
    a.country === b.country &&
    a.area === b.area &&
    a.server === b.server
  );
}

/** The same texts, to be kept. */
export function ownTexts(all: ShownSurroundings): ShownSurroundings {
  const own = (text: string | undefined) => (text === undefined ? text : ownText(text));
  return {
    country: own(all.country),
    area: own(all.area),
    network: own(all.network),
    address: own(all.address),
    browser: own(all.browser),
    system: own(all.system),
    agent: own(all.agent),
    device: own(all.device),
    server: own(all.server),
  };
}

/** Hands over what surroundings show. */
export type ShowSurroundings = (surroundings: ShownSurroundings, take: TakeValue) => void;

/** Prepares to name what is shown; each text that is made of others is made once. */
export function createSurroundingsNaming(): ShowSurroundings {
  const region = remembering((area, country) => `${area}, ${country}`);
  const prefix = remembering(prefixOf);
  const machine = remembering((browser, system) => `${browser}, ${system}`);
  const program = remembering((agent) => agent.split(/[/ ]/, 1)[0] as string);
  return ({ country, area, network, address, browser, system, agent, device, server }, take) => {
    if (server !== undefined) {
      take('server', `${server} ${network ?? ''}`);
      return;
    }
    if (country !== undefined) take('country', country);
    if (area !== undefined) take('region', region(area, country));
    if (network !== undefined) take('network', network);
    if (address !== undefined) take('address', prefix(address));
    // Of a program, which has neither browser nor system, the name that it gives itself.
    if (agent !== undefined) take('machine', program(agent));
    else if (browser !== undefined || system !== undefined) {
      take('machine', machine(browser ?? '', system));
    }
    if (device !== undefined) take('device', device);
  };
}

/** The network of an address: its first 24 bits, or 48 of version 6. */
export function prefixOf(address: string): string {
  const [mark, count, end] = address.includes(':')
    ? [':' as const, 3, '::/48']
    : ['.' as const, 3, '.0/24'];
  let from = 0;
  for (let part = 0; part < count; part++) {
    const next = address.indexOf(mark, from);
    if (next < 0) return address;
    from = next + 1;
  }
  return `${address.slice(0, from - 1)}${end}`;
}
