import { type Claims, idOf } from '../../okta/auth/credential-holder.ts';
import { quotable } from '../../okta/auth/quotable.ts';
import type { Client } from '../../okta/http/client.ts';
import type { Role, Roles, Seen } from '../../okta/manage/management-api.ts';
import type { Connection } from '../config/connection.ts';
import type { CheckResult, TellResult } from './check-result.ts';

/** Tells whose the credential is and what it may do, and warns if that is more than reading. */
export async function checkHolder({ client, world }: Connection, tell: TellResult): Promise<void> {
  const holder = client.holder();
  // Cut after it is redacted: half of a token would not be recognised.
  const say: TellResult = ({ state, text, fix }) =>
    tell({
      state,
      text: client.redact(text).slice(0, longest),
      ...(fix !== undefined && { fix: client.redact(fix) }),
    });
  if (holder.kind === 'user') return checkUser(client, say);
  if (holder.kind === 'app') {
    const { clientId, scopes, isBound } = holder;
    const kind = isBound ? 'access tokens that are bound to a key (DPoP)' : 'access tokens';
    await say({ state: 'ok', text: `Okta gives the app ${quotable(clientId)} ${kind}` });
    await say(describeScopes(scopes));
    return checkRolesOf({ clientId, userId: undefined, scopes }, client, say);
  }
  const { claims } = holder;
  if (!claims) {
    const text = 'what the access token may do: unknown, it says nothing about itself';
    return say({ state: 'unknown', text, fix: 'see whom it was given to, and with which scopes' });
  }
  for (const result of describeClaims(claims, world.now())) await say(result);
  await say(describeScopes(claims.scopes));
  await checkRolesOf(claims, client, say);
}

const longest = 500;

async function checkUser(client: Client, say: TellResult): Promise<void> {
  const { openManagement } = await import('../../okta/manage/management-api.ts');
  const management = await openManagement(client);
  const self = await management.self();
  if (self.kind !== 'seen') {
    return say(unseen('owner of the token', self, 'see the admin console: Security, API, Tokens'));
  }
  const { id, login, status } = self.value;
  const whose = `the token is of ${login} (${id})`;
  await say(
    status === 'ACTIVE'
      ? { state: 'ok', text: whose }
      : { state: 'warn', text: `${whose}, whose status is ${status}`, fix: 'make a new token' },
  );
  await say(describeRoles(await management.rolesOfUser(id), 'the token may do all that they may'));
}

type Bearer = Pick<Claims, 'clientId' | 'userId' | 'scopes'>;

/** Of a token with scopes the roles can do no more than these; they are asked for where it is allowed. */
async function checkRolesOf(
  { clientId, userId, scopes }: Bearer,
  client: Client,
  say: TellResult,
): Promise<void> {
  const id = userId ?? idOf(clientId);
  const isAllowed = scopes?.some((scope) => /^okta\.roles\.(read|manage)$/.test(scope)) === true;
  if (id === undefined || !isAllowed) {
    const text = `admin roles of ${userId === undefined ? 'the app' : 'the user'}: unknown, to look takes the scope okta.roles.read`;
    return say({ state: 'unknown', text });
  }
  const { openManagement } = await import('../../okta/manage/management-api.ts');
  const management = await openManagement(client);
  const seen =
    userId === undefined ? await management.rolesOfApp(id) : await management.rolesOfUser(id);
  await say(describeRoles(seen, 'within its scopes the token may do what they may'));
}

/** Roles of Okta's that change nothing. */
const readers = ['READ_ONLY_ADMIN', 'REPORT_ADMIN'];

/** What is told about admin roles; `reach` says what they mean for the token. */
export function describeRoles(seen: Seen<Roles>, reach: string): CheckResult {
  if (seen.kind !== 'seen') {
    return unseen('admin roles', seen, 'see the admin console: Security, Administrators');
  }
  const { roles, isWhole } = seen.value;
  const names = roles.map(nameOf).join(', ');
  if (roles.some(({ type }) => !readers.includes(type))) {
    const text = `more than reading the log is possible with the admin roles: ${names}; ${reach}`;
    const fix = 'give it to a user or an app whose only role is Read-only or Report Administrator';
    return { state: 'warn', text, fix };
  }
  if (!isWhole) return { state: 'unknown', text: `there are more admin roles than ${names}` };
  return roles.length > 0
    ? { state: 'ok', text: `admin roles: ${names}, which change nothing` }
    : { state: 'unknown', text: 'no admin role can be seen, though reading the log takes one' };
}

function nameOf({ type, label }: Role): string {
  return label === '' ? type : `${label} (${type})`;
}

/** What is told about scopes: reading is fine, all else is more than is needed. */
export function describeScopes(scopes: readonly string[] | undefined): CheckResult {
  if (!scopes) return { state: 'unknown', text: 'scopes of the token: unknown' };
  const text = `scopes: ${scopes.join(' ') || 'none'}`;
  const more = scopes.filter((scope) => !readingScope.test(scope));
  if (more.length > 0) {
    const fix = 'ask for okta.logs.read alone, and grant the app no other';
    return { state: 'warn', text: `${text}; more than reading: ${more.join(' ')}`, fix };
  }
  if (!scopes.includes('okta.logs.read')) {
    return { state: 'warn', text: `${text}; without okta.logs.read`, fix: 'grant it to the app' };
  }
  const others = scopes.filter((scope) => !needed.includes(scope));
  return others.length > 0
    ? { state: 'warn', text: `${text}; not needed: ${others.join(' ')}`, fix: 'take them away' }
    : { state: 'ok', text: `${text}, which only read` };
}

const readingScope = /^okta\.[a-zA-Z0-9.]+\.read(?:\.self)?$/;
/** The first for the log, the others for what is told here. */
const needed = ['okta.logs.read', 'okta.users.read', 'okta.users.read.self', 'okta.roles.read'];

function describeClaims(claims: Claims, now: number): readonly CheckResult[] {
  const { clientId, userId, ends, isBound } = claims;
  const minutes = ends === undefined ? undefined : Math.floor((ends - now) / 60_000);
  const until =
    minutes === undefined ? '' : minutes < 0 ? ', and has ended' : `, for ${minutes} minutes more`;
  const of = [clientId && `the app ${clientId}`, userId && `the user ${userId}`].filter(Boolean);
  const text = `the access token says that it is of ${of.join(' and ') || 'nobody'}${until}`;
  const results: CheckResult[] = [
    of.length === 0
      ? { state: 'unknown', text }
      : minutes !== undefined && minutes < 0
        ? { state: 'warn', text, fix: 'get a new one, or give the private key of the app' }
        : { state: 'ok', text },
  ];
  if (isBound) {
    const bound = 'the access token counts only with a key (DPoP) that is not given here';
    results.push({ state: 'warn', text: bound, fix: 'give the private key of the app instead' });
  }
  return results;
}

function unseen(
  what: string,
  seen: Exclude<Seen<unknown>, { kind: 'seen' }>,
  fix: string,
): CheckResult {
  const why =
    seen.kind === 'refused'
      ? seen.status === 403
        ? 'the credential is not allowed to look (403)'
        : `Okta answers ${seen.status}`
      : 'the answer is not understood';
  return { state: 'unknown', text: `${what}: unknown, ${why}`, fix };
}
