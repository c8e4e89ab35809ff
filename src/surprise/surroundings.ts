import type { FieldOf } from '../event/field.ts';
import type { JsonObject } from '../event/json.ts';
import { membersOf } from '../event/members.ts';
import { createDebugReader, remembering, rememberingPairs, textOf } from './shown-text.ts';
import type { EventParts, SubjectKind } from './shown-values.ts';

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
  const tokenHash = createDebugReader('dtHash', ({ dtHash }) => dtHash, fieldOf);
  return (raw: JsonObject, parts: EventParts, kind: SubjectKind): ShownSurroundings | undefined => {
    const client = membersOf<'geographicalContext' | 'id' | 'ipAddress' | 'userAgent'>(
      parts.client,
    );
    const security = membersOf<'asOrg' | 'asNumber'>(parts.securityContext);
    const server = kind === 'program' ? undefined : textOf(client.id);
    if (server?.startsWith(oktaClient)) return undefined;
    const network = textOf(security.asOrg) ?? textOf(security.asNumber);
    // An application asks for tokens from its server, which says nothing of where the person is.
    if (server !== undefined) return { ...noSurroundings, server, network };
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
      device: textOf(membersOf<'id'>(parts.device).id) ?? tokenHash(raw, parts.debugContext),
      server,
    };
  };
}

/** Surroundings that show nothing. */
export const noSurroundings: ShownSurroundings = {
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

/** The texts of the values that surroundings show; undefined where they show none of a kind. */
export type SurroundingsNames = Readonly<
  Record<
    'country' | 'region' | 'network' | 'address' | 'machine' | 'device' | 'server',
    (of: Partial<ShownSurroundings>) => string | undefined
  >
>;

/** Prepares to name what is shown; each text that is made of others is made once. */
export function createSurroundingsNames(): SurroundingsNames {
  const region = rememberingPairs((area, country) => `${area}, ${country}`);
  const prefix = remembering(prefixOf);
  const machine = rememberingPairs((browser, system) => `${browser}, ${system}`);
  const program = remembering((agent) => agent.split(/[/ ]/, 1)[0] as string);
  const server = rememberingPairs((id, network) => `${id} ${network}`);
  return {
    country: ({ country }) => country,
    region: ({ area, country }) => (area === undefined ? area : region(area, country)),
    network: ({ network }) => network,
    address: ({ address }) => (address === undefined ? address : prefix(address)),
    machine({ agent, browser, system }) {
      // Of a program, which has neither browser nor system, the name that it gives itself.
      if (agent !== undefined) return program(agent);
      const isNamed = browser !== undefined || system !== undefined;
      return isNamed ? machine(browser ?? '', system) : undefined;
    },
    device: ({ device }) => device,
    server: (of) => (of.server === undefined ? undefined : server(of.server, of.network)),
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
