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
  if (typeof value !== 'string') return undefined;
  if (isPlaceholder(value)) return undefined;
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
  const isProgram = token !== null || type !== 'User';
  const session = isProgram ? null : sessionOf(raw);
  const kind = isProgram ? 'program' : session === null ? 'person' : 'session';
  return { actor, login: login ?? actor, token, session, kind };
}

function sessionOf(raw: JsonObject): string | null {
  const context = at(raw, 'authenticationContext');
  return textOf(at(context, 'externalSessionId')) ?? textOf(at(context, 'rootSessionId')) ?? null;
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
  const texts: ShownTexts = {
    conduct: remembering(conductOf),
    region: remembering((region, country) => `${region}, ${country}`),
    prefix: remembering(prefixOf),
    machine: remembering((browser, system) => `${browser}, ${system}`),
    program: remembering((agent) => agent.split(/[/ ]/, 1)[0] as string),
  };
  return (event, kind, take) => {
    const { raw, type } = event;
    const client = at(raw, 'client');
    const clientId = kind === 'program' ? undefined : textOf(at(client, 'id'));
    if (clientId === undefined) {
      showPlace(raw, client, texts, take);
      showMachine(client, texts, take);
      const device = textOf(at(at(raw, 'device'), 'id')) ?? tokenHash(raw);
      if (device !== undefined) take('device', device);
    } else if (!clientId.startsWith(oktaClient)) {
      // An application asks for tokens from its server, which says nothing of where the person is.
      take('server', `${clientId} ${networkOf(raw) ?? ''}`);
    }
    const factor =
      factorName(raw) ?? textOf(at(at(raw, 'authenticationContext'), 'credentialType'));
    if (factor !== undefined) take('factor', factor);
    take(isRefused(event) ? 'refusal' : texts.conduct(type), type);
    showApplications(raw, take);
  };
}

function conductOf(type: string): FeatureName {
  if (entryTypes.test(type)) return 'entry';
  return grantTypes.test(type) ? 'grant' : 'act';
}

/** So many texts are remembered with what was made of them: those of a log come again and again. */
const mostRemembered = 4_096;

/** Remembers what was made of two texts, the second of which may be missing. */
function remembering<T>(
  make: (one: string, other: string) => T,
): (one: string, other?: string) => T {
  let known = new Map<string, Map<string, T>>();
  let size = 0;
  return (one, other = '') => {
    const ofOne = known.get(one);
    const met = ofOne?.get(other);
    if (met !== undefined) return met;
    if (++size > mostRemembered) [known, size] = [new Map(), 1];
    const made = make(one, other);
    known.set(one, (known.get(one) ?? new Map()).set(other, made));
    return made;
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

/** Texts that are made of those of a log, each made once. */
interface ShownTexts {
  readonly conduct: (type: string) => FeatureName;
  readonly region: (region: string, country?: string) => string;
  readonly prefix: (address: string) => string;
  readonly machine: (browser: string, system?: string) => string;
  readonly program: (agent: string) => string;
}

function showPlace(
  raw: JsonObject,
  client: Json | undefined,
  texts: ShownTexts,
  take: TakeValue,
): void {
  const geography = at(client, 'geographicalContext');
  const country = textOf(at(geography, 'country'));
  const region = textOf(at(geography, 'state')) ?? textOf(at(geography, 'city'));
  if (country !== undefined) take('country', country);
  if (region !== undefined) take('region', texts.region(region, country));
  const network = networkOf(raw);
  if (network !== undefined) take('network', network);
  const address = textOf(at(client, 'ipAddress'));
  if (address !== undefined) take('address', texts.prefix(address));
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
function showMachine(client: Json | undefined, texts: ShownTexts, take: TakeValue): void {
  const agent = at(client, 'userAgent');
  const system = textOf(at(agent, 'os'));
  const browser = textOf(at(agent, 'browser'));
  if (system !== undefined || browser !== undefined) {
    take('machine', texts.machine(browser ?? '', system));
    return;
  }
  const name = textOf(at(agent, 'rawUserAgent'));
  if (name !== undefined) take('machine', texts.program(name));
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
