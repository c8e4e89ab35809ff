import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { main } from '../../../src/cli/main.ts';
import { canary } from '../../okta/builders.ts';
import { makeEvents } from '../../okta/fake/events.ts';
import { type FakeOkta, type FakeOptions, startFakeOkta } from '../../okta/fake/server.ts';
import type { ServiceApp } from '../../okta/fake/token.ts';
import { aFakeWorld, noon } from '../../okta/fake-world.ts';
import { type Way, ways } from '../auth-methods.ts';
import { aWorld } from '../world.ts';

vi.setConfig({ testTimeout: 30_000 });

const hour = 3_600_000;
const events = makeEvents({ count: 5, seed: 1, from: noon - 5 * hour, to: noon - hour });
let folder = '';
const fakes: FakeOkta[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oktahunt-'));
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  for (const fake of fakes.splice(0)) await fake.close();
});

const way = (name: string): Way => ways.find((candidate) => candidate.name === name) as Way;

/** What doctor says of the org, a line each, with its mark; advice is indented. */
async function doctor(
  { env, org }: Pick<Way, 'env' | 'org'>,
  options: Partial<FakeOptions> = {},
  over: Record<string, string> = {},
) {
  const world = aFakeWorld({ speed: 1_000 });
  const fake = await startFakeOkta({ events, now: world.trueNow, ...org, ...options });
  fakes.push(fake);
  const all = { OKTAHUNT_ALLOW_LOOPBACK: '1', OKTA_CLIENT_ORGURL: fake.url, LANG: 'C.UTF-8' };
  const io = aWorld({
    env: { ...all, XDG_CONFIG_HOME: folder, ...env, ...over },
    now: world.now,
    world,
    cwd: folder,
  });
  const code = await main(['doctor'], io);
  return { code, out: io.out(), fake };
}

const self = { id: '00u1', status: 'ACTIVE', profile: { login: 'ann@example.com' } };
const role = (type: string, label = '') => ({ id: 'ra1', type, label });
const rolesOf = (...roles: readonly unknown[]) => ({ self, roles: { 'users/00u1': roles } });

describe('doctor, of an API token', () => {
  test('tells whose it is, and that a reader’s roles are fine', async () => {
    const holders = rolesOf(
      role('READ_ONLY_ADMIN', 'Read-only Administrator'),
      role('REPORT_ADMIN'),
    );
    const { code, out, fake } = await doctor(way('token'), { holders });
    expect(code).toBe(0);
    expect(out).toMatch(/^✓ the token belongs to ann@example\.com \(00u1\)$/m);
    expect(out).toMatch(
      /^✓ admin roles: Read-only Administrator \(READ_ONLY_ADMIN\), REPORT_ADMIN \(read-only\)$/m,
    );
    expect([...new Set(fake.all)]).toEqual([
      'GET /api/v1/logs',
      'GET /api/v1/users/me',
      'GET /api/v1/users/00u1/roles',
    ]);
  });

  test.each([
    'SUPER_ADMIN',
    'ORG_ADMIN',
    'APP_ADMIN',
    'HELP_DESK_ADMIN',
    'CUSTOM',
    'ACCESS_REQUESTS_ADMIN',
    'INVENTED_TODAY',
  ])('warns where the owner may do more than read: %s', async (type) => {
    const holders = rolesOf(role('READ_ONLY_ADMIN'), role(type, 'Label'));
    const { code, out } = await doctor(way('token'), { holders });
    expect(code).toBe(0);
    expect(out).toMatch(
      new RegExp(
        `^! the admin roles allow more than reading .*Label \\(${type}\\).*\\n {4}\\S`,
        'm',
      ),
    );
  });

  test.each([
    ['nobody may look', {}, /^\? owner of the token: unknown, .* no access \(403\)$/m],
    ['there is no such path', { status: 404 }, /^\? owner .*, Okta answered 404$/m],
    ['the user is of no known shape', { self: [] }, /^\? owner .*not understood$/m],
    ['the id leads elsewhere', { self: { ...self, id: '..' } }, /^\? owner .*not understood$/m],
    ['the roles may not be seen', { self }, /^\? admin roles: unknown, .* \(403\)$/m],
    [
      'the roles are no list',
      { self, roles: { 'users/00u1': {} } },
      /^\? admin roles: .*not understood$/m,
    ],
    ['a role is none', rolesOf(null), /^\? admin roles: .*not understood$/m],
    [
      'a role has no type',
      rolesOf({ id: 'x' }),
      /^! the admin roles allow more than reading .*unknown/m,
    ],
    ['there is none', rolesOf(), /^\? no admin role is visible/m],
  ])('calls nothing fine that it has not seen: %s', async (_, holders, line) => {
    const { code, out } = await doctor(way('token'), { holders: holders as never });
    expect(code).toBe(0);
    expect(out).toMatch(line);
    expect(out).not.toMatch(/✓ admin roles/);
  });

  test('tells of an owner who is suspended', async () => {
    const holders = { ...rolesOf(), self: { ...self, status: 'SUSPENDED' } };
    const { out } = await doctor(way('token'), { holders });
    expect(out).toMatch(
      /^! the token belongs to ann@example\.com \(00u1\), whose status is SUSPENDED$/m,
    );
  });

  test('says whose it is also where it may not read the log, and ends with that', async () => {
    const fault = () => ({
      name: '403',
      apply: (_: unknown, response: import('node:http').ServerResponse) =>
        void response.writeHead(403).end('{"errorCode":"E0000006","errorSummary":"no"}'),
    });
    const { code, out } = await doctor(way('token'), {
      holders: rolesOf(role('APP_ADMIN')),
      fault,
    });
    expect(code).toBe(3);
    expect(out).toMatch(/the token belongs to ann@example[\s\S]*APP_ADMIN[\s\S]*\n✗ .*403/);
  });

  test('shows no token that comes back as a name, not even half of it', async () => {
    const login = `${'x'.repeat(465)}${canary}`;
    const holders = { ...rolesOf(role(canary, canary)), self: { ...self, profile: { login } } };
    const { out } = await doctor(way('token'), { holders });
    expect(out).toContain('[redacted]');
    expect(out).not.toMatch(/CANARY|abcdefgh/);
  });
});

const keyed = (app: Partial<ServiceApp>): Pick<Way, 'env' | 'org'> => {
  const { env, org } = way('private key');
  return { env, org: { app: { ...(org.app as ServiceApp), ...app } } };
};
const allScopes = ['okta.logs.read', 'okta.roles.read', 'okta.users.manage', 'okta.apps.read'];

describe('doctor, of a service app', () => {
  test.each([
    ['okta.logs.read', /^✓ scopes: okta\.logs\.read \(read-only\)$/m],
    [
      'okta.logs.read okta.roles.read',
      /^✓ scopes: okta\.logs\.read okta\.roles\.read \(read-only\)$/m,
    ],
    [
      'okta.logs.read okta.users.manage',
      /^! scopes: .*more than read access: okta\.users\.manage\n {4}/m,
    ],
    ['okta.logs.read okta.apps.read', /^! scopes: .*not needed: okta\.apps\.read\n {4}/m],
  ])('looks at the scopes that were granted: %s', async (scopes, line) => {
    const holders = { roles: { 'clients/0oaserviceapp0000000': [role('REPORT_ADMIN')] } };
    const { env, org } = keyed({ scopes: allScopes });
    const { code, out } = await doctor({ env, org }, { holders }, { OKTA_CLIENT_SCOPES: scopes });
    expect(code).toBe(0);
    expect(out).toMatch(/^✓ Okta issues access tokens to the app 0oaserviceapp0000000$/m);
    expect(out).toMatch(line);
    const roles = scopes.includes('okta.roles.read')
      ? /^✓ admin roles: REPORT_ADMIN/m
      : /^\? admin roles of the app: unknown/m;
    expect(out).toMatch(roles);
  });

  test.each([false, true])('reads its roles through the SDK’s classes (DPoP: %s)', async (dpop) => {
    const holders = { roles: { 'clients/0oaserviceapp0000000': [role('SUPER_ADMIN')] } };
    const { env, org } = keyed({ scopes: allScopes, dpop, nonceLasts: 1 });
    const scopes = { OKTA_CLIENT_SCOPES: 'okta.logs.read okta.roles.read' };
    const { out, fake } = await doctor({ env, org }, { holders }, scopes);
    expect(out).toMatch(/^! the admin roles allow more than reading .*SUPER_ADMIN/m);
    expect(out.includes('bound to a key (DPoP)')).toBe(dpop);
    expect(fake.all.at(-1)).toBe('GET /oauth2/v1/clients/0oaserviceapp0000000/roles');
  });
});

const tokenOf = (claims: unknown): string => {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256' })}.${part(claims)}.c2lnbmF0dXJl`;
};
const soon = noon / 1_000 + 1_800;

describe('doctor, of a ready access token', () => {
  test.each([
    [
      { scp: ['okta.logs.read'], cid: '0oa1', exp: soon },
      [
        /^✓ the access token says that it was issued to the app 0oa1; it expires in 30 min$/m,
        /^✓ scopes/m,
        /^\? admin roles of the app/m,
      ],
    ],
    [
      { scp: ['okta.logs.read', 'okta.roles.read'], cid: '0oa1', uid: '00u1', exp: soon },
      [
        /to the app 0oa1 for the user 00u1/,
        /^! the admin roles allow more than reading .*ORG_ADMIN/m,
      ],
    ],
    [
      { scp: ['okta.logs.read', 'okta.roles.read'], cid: '0oa1' },
      [/^✓ admin roles: REPORT_ADMIN/m],
    ],
    [
      { scp: ['okta.users.read'], cid: '0oa1' },
      [/^! scopes: okta\.users\.read; okta\.logs\.read is missing/m],
    ],
    [
      { scp: ['okta.logs.read', 'openid'] },
      [/^\? the access token does not say to whom/m, /^! .*read access: openid$/m],
    ],
    [
      { cid: '0oa1', exp: soon - 7_200 },
      [/^! .*it has expired$/m, /^\? scopes of the token: unknown$/m],
    ],
    [
      { cid: '0oa1', cnf: { jkt: 'x' } },
      [/^! the access token is only valid with a key \(DPoP\)/m],
    ],
    [
      { cid: '../x', uid: {}, scp: 'okta.logs.read', exp: 'x' },
      [/^\? the access token does not say to whom it was issued$/m, /^\? scopes of the token/m],
    ],
  ])('tells what its claims say, and no more: %j', async (claims, lines) => {
    const token = tokenOf(claims);
    const holders = {
      roles: { 'clients/0oa1': [role('REPORT_ADMIN')], 'users/00u1': [role('ORG_ADMIN')] },
    };
    const env = { OKTAHUNT_ACCESS_TOKEN: token };
    const { code, out } = await doctor({ env, org: { tokens: [token] } }, { holders });
    expect(code).toBe(0);
    for (const line of lines) expect(out).toMatch(line);
    expect(out).not.toContain(token.slice(10, 30));
  });

  test.each(['00opaque-token-0123456789', 'a.b', 'a.b.c', `${'W10'}.${'W10'}.x`, '..'])(
    'that says nothing is unknown: %s',
    async (token) => {
      const env = { OKTAHUNT_ACCESS_TOKEN: token };
      const { out } = await doctor({ env, org: { tokens: [token] } });
      expect(out).toMatch(/^\? permissions of the access token: unknown/m);
      expect(out).not.toMatch(/✓ scopes/);
    },
  );
});
