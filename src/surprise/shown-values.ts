import type { Event } from '../event/event.ts';
import type { FieldOf } from '../event/field.ts';
import { isObject, type Json, type JsonObject, own } from '../event/json.ts';
import { isPlaceholder } from '../window/dictionary.ts';
import type { FeatureName } from './feature.ts';

/** Takes one value that an event shows. */
export type TakeValue = (feature: FeatureName, text: string) => void;

/** Who acts: a person in a session, a person without one, or a program. */
export type SubjectKind = 'session' | 'person' | 'program';

/** Whose event it is. */
export interface Belonging {
  readonly actor: string;
  readonly login: string;
  /** The API token behind it. */
  readonly token: string | null;
  /** The session it belongs to; null for programs, and for people who have none (yet). */
  readonly session: string | null;
  readonly kind: SubjectKind;
}

/** Texts are cut here: a value is told from others by its beginning. */
const longest = 120;

const inVain: ReadonlySet<unknown> = new Set(['FAILURE', 'DENY', 'CHALLENGE', 'UNANSWERED']);

/** Whether nothing came of an event; then it teaches nothing of who was where. */
export function isRefused({ raw }: Event): boolean {
  return inVain.has(at(at(raw, 'outcome'), 'result'));
}

function at(value: Json | undefined, key: string): Json | undefined {
  return isObject(value) ? own(value, key) : undefined;
}

function textOf(value: Json | undefined): string | undefined {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string' || isPlaceholder(value)) return undefined;
  return value.length > longest ? value.slice(0, longest) : value;
}

/** Okta's own actor, which is nobody. */
const okta = 'SystemPrincipal';

/** Whether a device that Okta Verify vouches for sent an event. */
export function isVouchedFor({ raw }: Event): boolean {
  return textOf(at(at(raw, 'device'), 'id')) !== undefined;
}

/** Whose event it is; undefined if it is nobody's, or Okta's own. */
export function belongingOf({ raw }: Event): Belonging | undefined {
  const who = at(raw, 'actor');
  const login = textOf(at(who, 'alternateId'));
  const actor = textOf(at(who, 'id')) ?? login;
  const type = at(who, 'type');
  if (actor === undefined || type === okta) return undefined;
  const token = textOf(at(at(at(raw, 'transaction'), 'detail'), 'requestApiTokenId')) ?? null;
  const shared = { actor, login: login ?? actor, token };
  if (token !== null || type !== 'User') return { ...shared, session: null, kind: 'program' };
  const context = at(raw, 'authenticationContext');
  const session =
    textOf(at(context, 'externalSessionId')) ?? textOf(at(context, 'rootSessionId')) ?? null;
  return { ...shared, session, kind: session === null ? 'person' : 'session' };
}

/** Event types of signing in and out. How that is done is one aspect; what is done then is another. */
const entryTypes =
  /^(?:user\.authentication\.|user\.session\.(?:start|end)$|policy\.evaluate|system\.\w+\.send)/;
const grantTypes = /^app\.oauth2\./;

/** Okta's own OAuth clients have ids that begin like this. */
const oktaClient = 'okta.';

/** Hands over what an event of a kind of subject shows, but for what follows from its time. */
export type ShownReader = (event: Event, kind: SubjectKind, take: TakeValue) => void;

export function createShownReader(fieldOf: FieldOf): ShownReader {
  const [tokenHash, factorName] = ['dtHash', 'factor'].map((name) =>
    createDebugReader(name, fieldOf),
  ) as [DebugReader, DebugReader];
  const conductOf = createConductMemo();
  return (event, kind, take) => {
    const { raw, type } = event;
    const client = at(raw, 'client');
    const clientId = kind === 'program' ? undefined : textOf(at(client, 'id'));
    if (clientId === undefined) {
      showPlace(raw, client, take);
      showMachine(client, take);
      const device = textOf(at(at(raw, 'device'), 'id')) ?? tokenHash(raw);
      if (device !== undefined) take('device', device);
    } else if (!clientId.startsWith(oktaClient)) {
      // An application asks for tokens from its server, which says nothing of where the person is.
      take('server', `${clientId} ${networkOf(raw) ?? ''}`);
    }
    const factor =
      factorName(raw) ?? textOf(at(at(raw, 'authenticationContext'), 'credentialType'));
    if (factor !== undefined) take('factor', factor);
    take(isRefused(event) ? 'refusal' : conductOf(type), type);
    showApplications(raw, take);
  };
}

function createConductMemo(): (type: string) => FeatureName {
  const known = new Map<string, FeatureName>();
  return (type) => {
    const met = known.get(type);
    if (met !== undefined) return met;
    const conduct = entryTypes.test(type) ? 'entry' : grantTypes.test(type) ? 'grant' : 'act';
    if (known.size < 4_096) known.set(type, conduct);
    return conduct;
  };
}

type DebugReader = (raw: JsonObject) => string | undefined;

/** Reads an entry of debugData where Okta writes it, which is fast; else wherever it may be. */
function createDebugReader(name: string, fieldOf: FieldOf): DebugReader {
  const field = fieldOf(`debugContext.debugData.${name}`);
  return (raw) => {
    const data = at(at(raw, 'debugContext'), 'debugData');
    return textOf(isObject(data) ? own(data, name) : field.read(raw)[0]);
  };
}

function networkOf(raw: JsonObject): string | undefined {
  const security = at(raw, 'securityContext');
  return textOf(at(security, 'asOrg')) ?? textOf(at(security, 'asNumber'));
}

function showPlace(raw: JsonObject, client: Json | undefined, take: TakeValue): void {
  const geography = at(client, 'geographicalContext');
  const country = textOf(at(geography, 'country'));
  const region = textOf(at(geography, 'state')) ?? textOf(at(geography, 'city'));
  if (country !== undefined) take('country', country);
  if (region !== undefined) take('region', `${region}, ${country ?? ''}`);
  const network = networkOf(raw);
  if (network !== undefined) take('network', network);
  const address = textOf(at(client, 'ipAddress'));
  if (address !== undefined) take('address', prefixOf(address));
  const services = at(at(at(raw, 'securityContext'), 'ipDetails'), 'ipServiceCategories');
  if (!Array.isArray(services)) return;
  for (const service of services as readonly Json[]) {
    const name = textOf(at(service, 'operator')) ?? textOf(at(service, 'type'));
    if (name !== undefined) take('tunnel', name);
  }
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

/** Browser and system; of a program, which has neither, the name it gives itself. */
function showMachine(client: Json | undefined, take: TakeValue): void {
  const agent = at(client, 'userAgent');
  const system = textOf(at(agent, 'os'));
  const browser = textOf(at(agent, 'browser'));
  if (system !== undefined || browser !== undefined) {
    take('machine', `${browser ?? ''}, ${system ?? ''}`);
    return;
  }
  const name = textOf(at(agent, 'rawUserAgent'));
  if (name !== undefined) take('machine', name.split(/[/ ]/, 1)[0] as string);
}

function showApplications(raw: JsonObject, take: TakeValue): void {
  const targets = own(raw, 'target');
  if (!Array.isArray(targets)) return;
  for (const target of targets as readonly Json[]) {
    if (at(target, 'type') !== 'AppInstance') continue;
    const name = textOf(at(target, 'displayName')) ?? textOf(at(target, 'id'));
    if (name !== undefined) take('application', name);
  }
}
