import { readFile, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { type Authority, accessToken, apiToken } from '../../okta/auth/authority.ts';
import { privateKey } from '../../okta/auth/private-key.ts';
import { looksSecret } from '../../okta/auth/quotable.ts';
import { keySecret, type Secret, tokenSecret } from '../../okta/auth/secret.ts';
import { signingKey } from '../../okta/auth/signing-key.ts';
import { type Client, type ClientOptions, createClient } from '../../okta/http/client.ts';
import { type Org, parseOrg } from '../../okta/http/org.ts';
import { proxyOf } from '../../okta/http/proxy.ts';
import { createTransport, type Transport } from '../../okta/http/transport.ts';
import { realWorld, type World } from '../../okta/http/world.ts';
import { breakdown, misuse } from '../failure.ts';
import type { ConnectionFlags } from '../option/connection-options.ts';
import type { Io } from '../terminal/io.ts';
import { product } from '../version.ts';
import { readLayers } from './config-file.ts';
import { type ResolvedSetting, resolveSettings, type Settings, shareOf } from './settings.ts';

/** An org, ready to be asked. Nothing was sent yet. */
export interface Connection {
  readonly client: Client;
  readonly settings: Settings;
  readonly world: World;
  /** What the user should know before the first request, one line each. */
  readonly notes: readonly string[];
}

/** The settings of a run. */
export async function settingsOf(flags: ConnectionFlags, io: Io): Promise<Settings> {
  return resolveSettings(flags, io.env, await readLayers(flags.config, io));
}

/** Finds org and credential and makes a client of them; throws misuse if one of them is missing. */
export async function connect(
  flags: ConnectionFlags,
  io: Io,
  over: Pick<ClientOptions, 'signal' | 'onWait'> & { readonly world?: World } = {},
): Promise<Connection> {
  const settings = await settingsOf(flags, io);
  const world = over.world ?? io.world ?? realWorld(io.env);
  if (io.env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') {
    const fix = 'unset it; for a proxy of your own, name its certificate: NODE_EXTRA_CA_CERTS=FILE';
    throw misuse('NODE_TLS_REJECT_UNAUTHORIZED=0 would send the token to anyone', fix);
  }
  if (!settings.org) {
    const [what, fix] = kinds.some((kind) => settings[kind] ?? settings[`${kind}File`])
      ? ['no org is given', orgAdvice]
      : ['neither an org nor a credential is given', `${orgAdvice}; and ${credentialAdvice}`];
    throw misuse(what, fix);
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
  "set OKTA_CLIENT_ORGURL=https://acme.okta.com, give --org, or write a file with it: 'oktahunt init'";
const credentialAdvice =
  'set OKTA_CLIENT_TOKEN, or OKTA_CLIENT_CLIENTID and OKTA_CLIENT_PRIVATEKEY, or give --token-file FILE (- is standard input)';

type Kind = 'token' | 'accessToken' | 'privateKey';
const kinds = ['token', 'accessToken', 'privateKey'] as const satisfies readonly Kind[];
const modes: Readonly<Record<string, Kind>> = { SSWS: 'token', PrivateKey: 'privateKey' };

interface Ground {
  readonly settings: Settings;
  readonly org: Org;
  readonly transport: Transport;
  readonly world: World;
  readonly notes: string[];
}

async function authorityOf(
  { settings, org, transport, world, notes }: Ground,
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

/** The credential to use: the one that the highest layer gives; of two in the same, the mode decides. */
function kindOf(settings: Settings): Kind {
  const given = kinds.flatMap((kind) => {
    const setting = better(settings[kind], settings[`${kind}File`]);
    return setting ? [{ kind, setting }] : [];
  });
  const [first] = given.toSorted((a, b) => a.setting.layer - b.setting.layer);
  if (!first) {
    throw misuse('no credential is given', credentialAdvice);
  }
  const equal = given.filter(({ setting }) => setting.layer === first.setting.layer);
  if (equal.length === 1) return first.kind;
  const mode = modes[settings.authorizationMode?.value ?? ''];
  if (mode && equal.some(({ kind }) => kind === mode)) return mode;
  const names = equal.map(({ setting }) => setting.origin).join(' and ');
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

/** Longest file that is taken for a credential, in bytes. */
const longest = 65_536;

async function readSecret(path: string, stdin: Readable, notes: string[]): Promise<string> {
  if (path === '-') {
    const parts: Buffer[] = [];
    for await (const part of stdin) parts.push(Buffer.from(part as Uint8Array));
    return Buffer.concat(parts).toString('utf8').slice(0, longest);
  }
  if (looksSecret(path)) {
    const fix = 'put it in a file and name that, or give - and pipe it in';
    throw misuse('a credential stands where the name of its file belongs', fix);
  }
  try {
    const { size, mode } = await stat(path);
    if (size > longest) throw misuse(`${path} is too large for a credential`);
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      notes.push(`warning: others can read ${path}; chmod 600 it`);
    }
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    throw breakdown(`cannot read ${path}: ${(error as Error).message}`);
  }
}
