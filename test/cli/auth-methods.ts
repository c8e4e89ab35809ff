import { generateKeyPairSync } from 'node:crypto';
import { canary } from '../okta/builders.ts';
import type { FakeOkta, FakeOptions } from '../okta/fake/server.ts';

/** One way of authentication: what is set for it, how the org meets it, and what is secret about it. */
export interface Way {
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
  readonly org: Partial<FakeOptions>;
  /** The variable that holds the secret. */
  readonly variable: string;
  /** The option that names a file with it, or undefined if only the environment does. */
  readonly fileOption: string | undefined;
  /** Every text that may appear at the org alone, once it was asked. */
  readonly secrets: (fake: FakeOkta | undefined) => readonly string[];
}

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = keys.privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
const jwk = keys.privateKey.export({ format: 'jwk' });
const publicKey = keys.publicKey.export({ format: 'jwk' });
const clientId = '0oaserviceapp0000000';
const app = { clientId, publicKey, scopes: ['okta.logs.read'] };
const claims = { scp: ['okta.logs.read'], cid: clientId, sub: clientId, exp: 4_000_000_000 };
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
export const accessToken = `${part({ alg: 'RS256' })}.${part(claims)}.CANARYsignatureCANARYsignature`;

const given = (fake: FakeOkta | undefined): readonly string[] => [
  ...(fake?.tokens?.given() ?? []),
  ...(fake?.seen.flatMap(({ dpop }) => dpop ?? []) ?? []),
];
const lines = pem.split('\n').filter((line) => line.length > 20 && !line.startsWith('-----'));

/** All ways that there are. */
export const ways: readonly Way[] = [
  {
    name: 'token',
    env: { OKTA_CLIENT_TOKEN: canary },
    org: { tokens: [canary] },
    variable: 'OKTA_CLIENT_TOKEN',
    fileOption: '--token-file',
    secrets: () => [canary],
  },
  {
    name: 'private key',
    env: { OKTA_CLIENT_CLIENTID: clientId, OKTA_CLIENT_PRIVATEKEY: pem },
    org: { app: { ...app, dpop: false } },
    variable: 'OKTA_CLIENT_PRIVATEKEY',
    fileOption: '--private-key-file',
    secrets: (fake) => [...lines, ...given(fake)],
  },
  {
    name: 'DPoP',
    env: { OKTA_CLIENT_CLIENTID: clientId, OKTA_CLIENT_PRIVATEKEY: JSON.stringify(jwk) },
    org: { app: { ...app, dpop: true } },
    variable: 'OKTA_CLIENT_PRIVATEKEY',
    fileOption: '--private-key-file',
    secrets: (fake) => [jwk.d as string, jwk.p as string, jwk.qi as string, ...given(fake)],
  },
  {
    name: 'ready access token',
    env: { OKTAHUNT_ACCESS_TOKEN: accessToken },
    org: { tokens: [accessToken] },
    variable: 'OKTAHUNT_ACCESS_TOKEN',
    fileOption: undefined,
    secrets: () => [accessToken],
  },
];

/** A text as a hostile or careless server may send it back. */
export function spellingsOf(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  return [
    text,
    encodeURIComponent(text),
    JSON.stringify(text).slice(1, -1),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    bytes.toString('hex'),
  ];
}
