import { readFile, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { type Authority, accessToken, apiToken } from '../../okta/auth/authority.ts';
import { privateKey } from '../../okta/auth/private-key.ts';
import { looksSecret } from '../../okta/auth/quotable.ts';
import { keySecret, type Secret, tokenSecret } from '../../okta/auth/secret.ts';
import { signingKey } from '../../okta/auth/signing-key.ts';
import { type Client, type ClientOptions, createClient } from '../../okta/http/client.ts';
import { countedDown, realWorld } from '../../okta/http/node-world.ts';
import { type Org, parseOrg } from '../../okta/http/org.ts';
import { proxyOf } from '../../okta/http/proxy.ts';
import { createTransport, type Transport } from '../../okta/http/transport.ts';
import type { World } from '../../okta/http/world.ts';
import { breakdown, misuse } from '../failure.ts';
import type { ConnectionFlags } from '../option/connection-options.ts';
import type { Io } from '../terminal/io.ts';
import { product } from '../version.ts';
import { readLayers } from './config-layers.ts';
import { type ResolvedSetting, resolveSettings, type Settings, shareOf } from './settings.ts';

/** A client for an org, which has sent nothing yet, and what it was made of. */
export interface Connection {
  readonly client: Client;
  readonly settings: Settings;
  readonly world: World;
  /** Remarks to show before the first request, one line each. */
  readonly notes: readonly string[];
}

/** The settings of a run. */
export async function settingsOf(flags: ConnectionFlags, io: Io): Promise<Settings> {
  return resolveSettings(flags, io.env, await readLayers(flags.config, io));
}

/**
 * Makes a client for the org and the credential in the settings; throws misuse if one is missing. `tick`
 * gets the milliseconds left of a wait, every second.
 */
export async function connect(
  flags: ConnectionFlags,
  io: Io,
  {
    tick,
    ...over
  }: Pick<ClientOptions, 'signal' | 'onWait'> & { tick?: (left: number) => void } = {},
): Promise<Connection> {
  const settings = await settingsOf(flags, io);
  const plain = io.world ?? realWorld(io.env);
  const world = tick ? countedDown(plain, tick) : plain;
  if (io.env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') {
    const advice =
      'unset it; if your own proxy intercepts TLS, trust its CA: NODE_EXTRA_CA_CERTS=FILE';
    throw misuse('NODE_TLS_REJECT_UNAUTHORIZED=0 would send the token to anyone', advice);
  }
  if (!settings.org) {
    const [message, advice] = kinds.some((kind) => settings[kind] ?? settings[`${kind}File`])
      ? ['no org given', orgAdvice]
      : ['neither an org nor a credential given', `${orgAdvice}; and ${credentialAdvice}`];
    throw misuse(message, advice);
  }
  const org = parseOrg(settings.org.value, {
    customDomain: settings.customDomain?.value,
    loopback: io.env['OKTAHUNT_ALLOW_LOOPBACK'] === '1',
  });
  const transport = createTransport(world);
  const notes: string[] = [];
  const authority = await authorityOf({ settings, org, transport, world, notes }, io.stdin);
  const { version } = await product();
  const client = createClient({
    ...over,
    org,
    authority,
    transport,
    world,
    share: shareOf(settings.rateShare as ResolvedSetting),
    userAgent: `oktahunt/${version}`,
  });
  const proxy = proxyOf(org.origin, io.env);
  if (proxy) notes.push(`through the proxy ${proxy.name}`);
  return { client, settings, world, notes };
}

const orgAdvice =
  "set OKTA_CLIENT_ORGURL=https://acme.okta.com, give --org, or put it in a file: 'oktahunt init'";
const credentialAdvice =
  'set OKTA_CLIENT_TOKEN, or OKTA_CLIENT_CLIENTID and OKTA_CLIENT_PRIVATEKEY, or give --token-file FILE (- is standard input)';

type Kind = 'token' | 'accessToken' | 'privateKey';
const kinds = ['token', 'accessToken', 'privateKey'] as const satisfies readonly Kind[];
const modes: Readonly<Record<string, Kind>> = { SSWS: 'token', PrivateKey: 'privateKey' };

interface Source {
  readonly settings: Settings;
  readonly org: Org;
  readonly transport: Transport;
  readonly world: World;
  readonly notes: string[];
}

async function authorityOf(
  { settings, org, transport, world, notes }: Source,
  stdin: Readable,
): Promise<Authority> {
  const kind = kindOf(settings);
  const { secret, name } = await secretOf(settings, kind, stdin, notes);
  if (kind === 'token') return apiToken(secret);
  if (kind === 'accessToken') return accessToken(secret);
  if (!settings.clientId) {
    throw misuse(
      'a private key needs the client id of its app',
      'set OKTA_CLIENT_CLIENTID, or give --client-id',
    );
  }
  const scopes = (settings.scopes as ResolvedSetting).value
    .split(/[\s,]+/)
    .filter((scope) => scope !== '');
  const [clientId, keyId] = [settings.clientId.value, settings.keyId?.value];
  const key = signingKey(secret, name);
  return privateKey(org, { clientId, key, keyId, scopes }, transport, world);
}

/** The credential of the highest layer; of two in one layer, the authorization mode decides. */
function kindOf(settings: Settings): Kind {
  const given = kinds.flatMap((kind) => {
    const setting = better(settings[kind], settings[`${kind}File`]);
    return setting ? [{ kind, setting }] : [];
  });
  const [first] = given.toSorted((a, b) => a.setting.layer - b.setting.layer);
  if (!first) {
    throw misuse('no credential given', credentialAdvice);
  }
  const tied = given.filter(({ setting }) => setting.layer === first.setting.layer);
  if (tied.length === 1) return first.kind;
  const mode = modes[settings.authorizationMode?.value ?? ''];
  if (mode && tied.some(({ kind }) => kind === mode)) return mode;
  const names = tied.map(({ setting }) => setting.origin).join(' and ');
  throw misuse(
    `${names} are both given`,
    'unset one, or set OKTA_CLIENT_AUTHORIZATIONMODE to SSWS or PrivateKey',
  );
}

function better(
  a: ResolvedSetting | undefined,
  b: ResolvedSetting | undefined,
): ResolvedSetting | undefined {
  return a && b ? (a.layer <= b.layer ? a : b) : (a ?? b);
}

async function secretOf(
  settings: Settings,
  kind: Kind,
  stdin: Readable,
  notes: string[],
): Promise<{ readonly secret: Secret; readonly name: string }> {
  const file = settings[`${kind}File`];
  const setting = better(settings[kind], file) as ResolvedSetting;
  const read = kind === 'privateKey' ? keySecret : tokenSecret;
  if (setting !== file)
    return { secret: read(setting.value, setting.origin), name: setting.origin };
  const text = await readSecret(file.value, stdin, notes);
  const name = file.value === '-' ? 'standard input' : file.value;
  return { secret: read(text, name), name };
}

/** Largest credential file, in bytes. */
const longest = 65_536;

/** The text of a file with a secret, or of standard input; notes if others can read the file. Never quotes it. */
export async function readSecret(path: string, stdin: Readable, notes: string[]): Promise<string> {
  if (path === '-') {
    const parts: Buffer[] = [];
    for await (const part of stdin) parts.push(Buffer.from(part as Uint8Array));
    return Buffer.concat(parts).toString('utf8').slice(0, longest);
  }
  if (looksSecret(path)) {
    const advice = 'put it in a file and name that, or give - and pipe it in';
    throw misuse('a credential was given instead of the name of its file', advice);
  }
  try {
    const { size, mode } = await stat(path);
    if (size > longest) throw misuse(`${path} is too large for a credential`);
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      notes.push(`warning: other users can read ${path}; run chmod 600 on it`);
    }
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    throw breakdown(`cannot read ${path}: ${(error as Error).message}`);
  }
}
