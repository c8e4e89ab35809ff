import { type Claims, idOf } from '../../okta/auth/credential-holder.ts';
import { quotable } from '../../okta/auth/quotable.ts';
import type { Client } from '../../okta/http/client.ts';
import type { Lookup, Role, Roles } from '../../okta/manage/management-api.ts';
import type { Connection } from '../config/connection.ts';
import type { CheckResult, ShowResult } from './check-result.ts';

/** Shows the credential's owner and permissions, and warns about more than read access. */
export async function checkHolder(
  { client, world }: Connection,
  showResult: ShowResult,
): Promise<void> {
  const holder = client.holder();
  // Redacted before it is cut: half of a token would not be recognised.
  const show: ShowResult = ({ state, text, advice }) =>
    showResult({
      state,
      text: client.redact(text).slice(0, longest),
      ...(advice !== undefined && { advice: client.redact(advice) }),
    });
  if (holder.kind === 'user') return checkUser(client, show);
  if (holder.kind === 'app') {
    const { clientId, scopes, isBound } = holder;
    const kind = isBound ? 'access tokens bound to a key (DPoP)' : 'access tokens';
    await show({ state: 'ok', text: `Okta issues ${kind} to the app ${quotable(clientId)}` });
    await show(describeScopes(scopes));
    return checkRolesOf({ clientId, userId: undefined, scopes }, client, show);
  }
  const { claims } = holder;
  if (!claims) {
    const text = 'permissions of the access token: unknown, since it is not a JWT';
    return show({
      state: 'unknown',
      text,
      advice: 'find out to whom it was issued, with which scopes',
    });
  }
  for (const result of describeClaims(claims, world.now())) await show(result);
  await show(describeScopes(claims.scopes));
  await checkRolesOf(claims, client, show);
}

const longest = 500;

async function checkUser(client: Client, show: ShowResult): Promise<void> {
  const { openManagement } = await import('../../okta/manage/management-api.ts');
  const management = await openManagement(client);
  const self = await management.self();
  if (self.kind !== 'found') {
    return show(
      unknown('owner of the token', self, 'see Security > API > Tokens in the Admin Console'),
    );
  }
  const { id, login, status } = self.value;
  const owner = `the token belongs to ${login} (${id})`;
  await show(
    status === 'ACTIVE'
      ? { state: 'ok', text: owner }
      : {
          state: 'warn',
          text: `${owner}, whose status is ${status}`,
          advice: 'create a new token',
        },
  );
  await show(
    describeRoles(await management.rolesOfUser(id), 'the token has all their permissions'),
  );
}

type Bearer = Pick<Claims, 'clientId' | 'userId' | 'scopes'>;

/** Scopes limit what roles allow; the roles are looked up where the scopes permit it. */
async function checkRolesOf(
  { clientId, userId, scopes }: Bearer,
  client: Client,
  show: ShowResult,
): Promise<void> {
  const id = userId ?? idOf(clientId);
  const isAllowed = scopes?.some((scope) => /^okta\.roles\.(read|manage)$/.test(scope)) === true;
  if (id === undefined || !isAllowed) {
    const text = `admin roles of ${userId === undefined ? 'the app' : 'the user'}: unknown without the scope okta.roles.read`;
    return show({ state: 'unknown', text });
  }
  const { openManagement } = await import('../../okta/manage/management-api.ts');
  const management = await openManagement(client);
  const roles =
    userId === undefined ? await management.rolesOfApp(id) : await management.rolesOfUser(id);
  await show(describeRoles(roles, 'within its scopes the token has their permissions'));
}

/** Okta's roles that change nothing. */
const readOnlyRoles = ['READ_ONLY_ADMIN', 'REPORT_ADMIN'];

/** The result for admin roles; `meaning` says what they mean for the token. */
export function describeRoles(found: Lookup<Roles>, meaning: string): CheckResult {
  if (found.kind !== 'found') {
    return unknown('admin roles', found, 'see Security > Administrators in the Admin Console');
  }
  const { roles, isWhole } = found.value;
  const names = roles.map(nameOf).join(', ');
  if (roles.some(({ type }) => !readOnlyRoles.includes(type))) {
    const text = `the admin roles allow more than reading the log: ${names}; ${meaning}`;
    const advice = 'use a user or an app whose only role is Read-only or Report Administrator';
    return { state: 'warn', text, advice };
  }
  if (!isWhole)
    return { state: 'unknown', text: `admin roles: ${names}, and more that are unknown` };
  return roles.length > 0
    ? { state: 'ok', text: `admin roles: ${names} (read-only)` }
    : { state: 'unknown', text: 'no admin role is visible, though reading the log requires one' };
}

function nameOf({ type, label }: Role): string {
  return label === '' ? type : `${label} (${type})`;
}

/** The result for scopes: all but reading is more than needed. */
export function describeScopes(scopes: readonly string[] | undefined): CheckResult {
  if (!scopes) return { state: 'unknown', text: 'scopes of the token: unknown' };
  const text = `scopes: ${scopes.join(' ') || 'none'}`;
  const more = scopes.filter((scope) => !readingScope.test(scope));
  if (more.length > 0) {
    const advice = 'request only okta.logs.read, and grant the app no other scope';
    return { state: 'warn', text: `${text}; more than read access: ${more.join(' ')}`, advice };
  }
  if (!scopes.includes('okta.logs.read')) {
    return {
      state: 'warn',
      text: `${text}; okta.logs.read is missing`,
      advice: 'grant it to the app',
    };
  }
  const others = scopes.filter((scope) => !needed.includes(scope));
  return others.length > 0
    ? { state: 'warn', text: `${text}; not needed: ${others.join(' ')}`, advice: 'remove them' }
    : { state: 'ok', text: `${text} (read-only)` };
}

const readingScope = /^okta\.[a-zA-Z0-9.]+\.read(?:\.self)?$/;
/** The first for the log, the others for these checks. */
const needed = ['okta.logs.read', 'okta.users.read', 'okta.users.read.self', 'okta.roles.read'];

function describeClaims(claims: Claims, now: number): readonly CheckResult[] {
  const { clientId, userId, ends, isBound } = claims;
  const minutes = ends === undefined ? undefined : Math.floor((ends - now) / 60_000);
  const until =
    minutes === undefined
      ? ''
      : minutes < 0
        ? '; it has expired'
        : `; it expires in ${minutes} min`;
  const of = [clientId && `the app ${clientId}`, userId && `the user ${userId}`].filter(Boolean);
  const text =
    of.length === 0
      ? `the access token does not say to whom it was issued${until}`
      : `the access token says that it was issued to ${of.join(' for ')}${until}`;
  const results: CheckResult[] = [
    of.length === 0
      ? { state: 'unknown', text }
      : minutes !== undefined && minutes < 0
        ? { state: 'warn', text, advice: 'get a new one, or give the private key of the app' }
        : { state: 'ok', text },
  ];
  if (isBound) {
    const bound = 'the access token is only valid with a key (DPoP) that was not given';
    results.push({ state: 'warn', text: bound, advice: 'give the private key of the app instead' });
  }
  return results;
}

function unknown(
  what: string,
  lookup: Exclude<Lookup<unknown>, { kind: 'found' }>,
  advice: string,
): CheckResult {
  const why =
    lookup.kind === 'refused'
      ? lookup.status === 403
        ? 'the credential has no access (403)'
        : `Okta answered ${lookup.status}`
      : 'the answer was not understood';
  return { state: 'unknown', text: `${what}: unknown, ${why}`, advice };
}
