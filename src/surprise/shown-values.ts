import type { Event } from '../event/event.ts';
import type { FieldOf } from '../event/field.ts';
import type { Json } from '../event/json.ts';
import { type Members, membersOf } from '../event/members.ts';
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

/** The members of an event that its session is looked at by. */
export type EventParts = Members<
  | 'actor'
  | 'authenticationContext'
  | 'client'
  | 'debugContext'
  | 'device'
  | 'outcome'
  | 'securityContext'
  | 'target'
  | 'transaction'
>;

const inVain: ReadonlySet<unknown> = new Set(['FAILURE', 'DENY', 'CHALLENGE', 'UNANSWERED']);

/** Whether nothing came of an event; then it teaches nothing of who was where. */
export function isRefused({ outcome }: EventParts): boolean {
  return inVain.has(membersOf<'result'>(outcome).result);
}

/** Okta's own actor, which is nobody. */
const okta = 'SystemPrincipal';

/** Whether a device that Okta Verify vouches for sent an event. */
export function isVouchedFor({ device }: EventParts): boolean {
  return textOf(membersOf<'id'>(device).id) !== undefined;
}

/** Whose event it is; undefined if it is nobody's, or Okta's own. */
export function belongingOf(parts: EventParts): Belonging | undefined {
  const { actor: who, transaction } = parts;
  const { alternateId, id, type } = membersOf<'alternateId' | 'id' | 'type'>(who);
  const login = textOf(alternateId);
  const actor = textOf(id) ?? login;
  if (actor === undefined || type === okta) return undefined;
  const { detail } = membersOf<'detail'>(transaction);
  const token = textOf(membersOf<'requestApiTokenId'>(detail).requestApiTokenId) ?? null;
  const isProgram = token !== null || type !== 'User';
  const session = isProgram ? null : sessionOf(parts);
  const kind = isProgram ? 'program' : session === null ? 'person' : 'session';
  return { actor, login: login ?? actor, token, session, kind };
}

function sessionOf({ authenticationContext }: EventParts): string | null {
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
export type ShownReader = (event: Event, known: KnownOfEvent, take: TakeValue) => void;

/** What was found of an event before. */
export interface KnownOfEvent {
  readonly parts: EventParts;
  /** Whether it has a place of its own; without one it shows no tunnel either. */
  readonly hasPlace: boolean;
  /** Whether nothing came of it. */
  readonly isRefused: boolean;
}

/** Prepares to read it. */
export function createShownReader(fieldOf: FieldOf): ShownReader {
  const factorName = createDebugReader('factor', ({ factor }) => factor, fieldOf);
  const conduct = remembering(conductOf);
  return ({ raw, type }, { parts, hasPlace, isRefused }, take) => {
    if (hasPlace) showTunnels(parts, take);
    const { credentialType } = membersOf<'credentialType'>(parts.authenticationContext);
    const factor = factorName(raw, parts.debugContext) ?? textOf(credentialType);
    if (factor !== undefined) take('factor', factor);
    take(isRefused ? 'refusal' : conduct(type), type);
    showApplications(parts, take);
  };
}

function conductOf(type: string): FeatureName {
  if (entryTypes.test(type)) return 'entry';
  return grantTypes.test(type) ? 'grant' : 'act';
}

function showTunnels({ securityContext }: EventParts, take: TakeValue): void {
  const { ipDetails } = membersOf<'ipDetails'>(securityContext);
  const services = membersOf<'ipServiceCategories'>(ipDetails).ipServiceCategories;
  if (!Array.isArray(services)) return;
  for (const service of services as readonly Json[]) {
    const { operator, type } = membersOf<'operator' | 'type'>(service);
    const name = textOf(operator) ?? textOf(type);
    if (name !== undefined) take('tunnel', name);
  }
}

function showApplications({ target: targets }: EventParts, take: TakeValue): void {
  if (!Array.isArray(targets)) return;
  for (const target of targets as readonly Json[]) {
    const { displayName, id, type } = membersOf<'displayName' | 'id' | 'type'>(target);
    if (type !== 'AppInstance') continue;
    const name = textOf(displayName) ?? textOf(id);
    if (name !== undefined) take('application', name);
  }
}
