import { type Message, retold, tell } from '../../language/message.ts';
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
  const show: ShowResult = ({ state, text, advice }) =>
    showResult({
      state,
      text: retold(text, client.redact),
      ...(advice !== undefined && { advice: retold(advice, client.redact) }),
    });
  if (holder.kind === 'user') return checkUser(client, show);
  if (holder.kind === 'app') {
    const { clientId, scopes, isBound } = holder;
    const text = tell(isBound ? 'doctor.issuesBound' : 'doctor.issues', {
      client: quotable(clientId),
    });
    await show({ state: 'ok', text });
    await show(describeScopes(scopes));
    return checkRolesOf({ clientId, userId: undefined, scopes }, client, show);
  }
  const { claims } = holder;
  if (!claims) {
    const text = tell('doctor.noJwt');
    return show({
      state: 'unknown',
      text,
      advice: tell('doctor.findOut'),
    });
  }
  for (const result of describeClaims(claims, world.now())) await show(result);
  await show(describeScopes(claims.scopes));
  await checkRolesOf(claims, client, show);
}

async function checkUser(client: Client, show: ShowResult): Promise<void> {
  const { openManagement } = await import('../../okta/manage/management-api.ts');
  const management = await openManagement(client);
  const self = await management.self();
  if (self.kind !== 'found') {
    return show(unknown(tell('doctor.owner'), self, tell('doctor.seeTokens')));
  }
  const { id, login, status } = self.value;
  await show(
    status === 'ACTIVE'
      ? { state: 'ok', text: tell('doctor.belongsTo', { login, id }) }
      : {
          state: 'warn',
          text: tell('doctor.belongsToStatus', { login, id, status }),
          advice: tell('doctor.newToken'),
        },
  );
  await show(describeRoles(await management.rolesOfUser(id), tell('doctor.allPermissions')));
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
    const text = tell(userId === undefined ? 'doctor.rolesOfApp' : 'doctor.rolesOfUser');
    return show({ state: 'unknown', text });
  }
  const { openManagement } = await import('../../okta/manage/management-api.ts');
  const management = await openManagement(client);
  const roles =
    userId === undefined ? await management.rolesOfApp(id) : await management.rolesOfUser(id);
  await show(describeRoles(roles, tell('doctor.withinScopes')));
}

/** Okta's roles that change nothing. */
const readOnlyRoles = ['READ_ONLY_ADMIN', 'REPORT_ADMIN'];

/** The result for admin roles; `meaning` says what they mean for the token. */
export function describeRoles(found: Lookup<Roles>, meaning: Message): CheckResult {
  if (found.kind !== 'found') {
    return unknown(tell('doctor.roles'), found, tell('doctor.seeAdministrators'));
  }
  const { roles, isWhole } = found.value;
  const names = roles.map(nameOf);
  if (roles.some(({ type }) => !readOnlyRoles.includes(type))) {
    const text = tell('doctor.rolesMore', { names, meaning });
    const advice = tell('doctor.readOnlyRole');
    return { state: 'warn', text, advice };
  }
  if (!isWhole) return { state: 'unknown', text: tell('doctor.rolesSome', { names }) };
  return roles.length > 0
    ? { state: 'ok', text: tell('doctor.rolesReadOnly', { names }) }
    : { state: 'unknown', text: tell('doctor.noRole') };
}

function nameOf({ type, label }: Role): string {
  return label === '' ? type : `${label} (${type})`;
}

/** The result for scopes: all but reading is more than needed. */
export function describeScopes(scopes: readonly string[] | undefined): CheckResult {
  if (!scopes) return { state: 'unknown', text: tell('doctor.noScopes') };
  const all = scopes.join(' ') || tell('doctor.none');
  const more = scopes.filter((scope) => !readingScope.test(scope));
  if (more.length > 0) {
    const text = tell('doctor.scopesMore', { scopes: all, more: more.join(' ') });
    return { state: 'warn', text, advice: tell('doctor.onlyRead') };
  }
  if (!scopes.includes('okta.logs.read')) {
    return {
      state: 'warn',
      text: tell('doctor.scopesLack', { scopes: all }),
      advice: tell('doctor.grantIt'),
    };
  }
  const others = scopes.filter((scope) => !needed.includes(scope));
  return others.length > 0
    ? {
        state: 'warn',
        text: tell('doctor.scopesUnneeded', { scopes: all, others: others.join(' ') }),
        advice: tell('doctor.removeThem'),
      }
    : { state: 'ok', text: tell('doctor.scopesReadOnly', { scopes: all }) };
}

const readingScope = /^okta\.[a-zA-Z0-9.]+\.read(?:\.self)?$/;
/** The first for the log, the others for these checks. */
const needed = ['okta.logs.read', 'okta.users.read', 'okta.users.read.self', 'okta.roles.read'];

function describeClaims(claims: Claims, now: number): readonly CheckResult[] {
  const { clientId, userId, ends, isBound } = claims;
  const minutes = ends === undefined ? undefined : Math.floor((ends - now) / 60_000);
  const what = issueOf(clientId, userId);
  const text =
    minutes === undefined
      ? what
      : minutes < 0
        ? tell('doctor.hasExpired', { what })
        : tell('doctor.expiresIn', { what, minutes: String(minutes) });
  const results: CheckResult[] = [
    !clientId && !userId
      ? { state: 'unknown', text }
      : minutes !== undefined && minutes < 0
        ? { state: 'warn', text, advice: tell('doctor.getNew') }
        : { state: 'ok', text },
  ];
  if (isBound) {
    const bound = tell('doctor.onlyWithKey');
    results.push({ state: 'warn', text: bound, advice: tell('doctor.giveKey') });
  }
  return results;
}

/** To whom an access token was issued. */
function issueOf(client: string | undefined, user: string | undefined): Message {
  if (client && user) return tell('doctor.issuedToBoth', { client, user });
  if (client) return tell('doctor.issuedToApp', { client });
  return user ? tell('doctor.issuedToUser', { user }) : tell('doctor.issuedToNobody');
}

function unknown(
  what: Message,
  lookup: Exclude<Lookup<unknown>, { kind: 'found' }>,
  advice: Message,
): CheckResult {
  const why =
    lookup.kind === 'refused'
      ? lookup.status === 403
        ? tell('doctor.noAccess')
        : tell('doctor.answered', { status: String(lookup.status) })
      : tell('doctor.notUnderstood');
  return { state: 'unknown', text: tell('doctor.unknown', { what, why }), advice };
}
