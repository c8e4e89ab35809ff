import type { Event } from '../event/event.ts';
import type { FieldOf } from '../event/field.ts';
import type { Json, JsonObject } from '../event/json.ts';
import { membersOf } from '../event/members.ts';
import type { FeatureName } from './feature.ts';
import { createDebugReader, remembering, textOf } from './shown-text.ts';

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

const inVain: ReadonlySet<unknown> = new Set(['FAILURE', 'DENY', 'CHALLENGE', 'UNANSWERED']);

/** Whether nothing came of an event; then it teaches nothing of who was where. */
export function isRefused({ raw }: Event): boolean {
  const { outcome } = membersOf<'outcome'>(raw);
  return inVain.has(membersOf<'result'>(outcome).result);
}

/** Okta's own actor, which is nobody. */
const okta = 'SystemPrincipal';

/** Whether a device that Okta Verify vouches for sent an event. */
export function isVouchedFor({ raw }: Event): boolean {
  const { device } = membersOf<'device'>(raw);
  return textOf(membersOf<'id'>(device).id) !== undefined;
}

/** Whose event it is; undefined if it is nobody's, or Okta's own. */
export function belongingOf({ raw }: Event): Belonging | undefined {
  const { actor: who, transaction } = membersOf<'actor' | 'transaction'>(raw);
  const { alternateId, id, type } = membersOf<'alternateId' | 'id' | 'type'>(who);
  const login = textOf(alternateId);
  const actor = textOf(id) ?? login;
  if (actor === undefined || type === okta) return undefined;
  const { detail } = membersOf<'detail'>(transaction);
  const token = textOf(membersOf<'requestApiTokenId'>(detail).requestApiTokenId) ?? null;
  const isProgram = token !== null || type !== 'User';
  const session = isProgram ? null : sessionOf(raw);
  const kind = isProgram ? 'program' : session === null ? 'person' : 'session';
  return { actor, login: login ?? actor, token, session, kind };
}

function sessionOf(raw: JsonObject): string | null {
  const { authenticationContext } = membersOf<'authenticationContext'>(raw);
  const { externalSessionId, rootSessionId } = membersOf<'externalSessionId' | 'rootSessionId'>(
    authenticationContext,
  );
  return textOf(externalSessionId) ?? textOf(rootSessionId) ?? null;
}

/** Event types of signing in and out. How that is done is one aspect; what is done then is another. */
const entryTypes =
  /^(?:user\.authentication\.|user\.session\.(?:start|end)$|policy\.evaluate|system\.\w+\.send)/;
const grantTypes = /^app\.oauth2\./;

/** Hands over what an event shows beside its surroundings, but for what follows from its time. */
export type ShownReader = (event: Event, hasPlace: boolean, take: TakeValue) => void;

/** Prepares to read it; without a place of its own an event shows no tunnel either. */
export function createShownReader(fieldOf: FieldOf): ShownReader {
  const factorName = createDebugReader('factor', fieldOf);
  const conduct = remembering(conductOf);
  return (event, hasPlace, take) => {
    const { raw, type } = event;
    if (hasPlace) showTunnels(raw, take);
    const { authenticationContext } = membersOf<'authenticationContext'>(raw);
    const { credentialType } = membersOf<'credentialType'>(authenticationContext);
    const factor = factorName(raw) ?? textOf(credentialType);
    if (factor !== undefined) take('factor', factor);
    take(isRefused(event) ? 'refusal' : conduct(type), type);
    showApplications(raw, take);
  };
}

function conductOf(type: string): FeatureName {
  if (entryTypes.test(type)) return 'entry';
  return grantTypes.test(type) ? 'grant' : 'act';
}

function showTunnels(raw: JsonObject, take: TakeValue): void {
  const { securityContext } = membersOf<'securityContext'>(raw);
  const { ipDetails } = membersOf<'ipDetails'>(securityContext);
  const services = membersOf<'ipServiceCategories'>(ipDetails).ipServiceCategories;
  if (!Array.isArray(services)) return;
  for (const service of services as readonly Json[]) {
    const { operator, type } = membersOf<'operator' | 'type'>(service);
    const name = textOf(operator) ?? textOf(type);
    if (name !== undefined) take('tunnel', name);
  }
}

function showApplications(raw: JsonObject, take: TakeValue): void {
  const { target: targets } = membersOf<'target'>(raw);
  if (!Array.isArray(targets)) return;
  for (const target of targets as readonly Json[]) {
    const { displayName, id, type } = membersOf<'displayName' | 'id' | 'type'>(target);
    if (type !== 'AppInstance') continue;
    const name = textOf(displayName) ?? textOf(id);
    if (name !== undefined) take('application', name);
  }
}
