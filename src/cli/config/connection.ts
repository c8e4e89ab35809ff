import { readFile, stat } from 'node:fs/promises';
import { type Message, type MessageValue, tell } from '../../language/message.ts';
import { connectOrg, type OrgConnectionOptions } from '../../library/org-connection.ts';
import { looksSecret } from '../../okta/auth/quotable.ts';
import type { Client, ClientOptions } from '../../okta/http/client.ts';
import { countedDown, realWorld } from '../../okta/http/node-world.ts';
import { parseOrg } from '../../okta/http/org.ts';
import { proxyOf } from '../../okta/http/proxy.ts';
import type { World } from '../../okta/http/world.ts';
import { breakdown, misuse } from '../failure.ts';
import type { ConnectionFlags } from '../option/connection-options.ts';
import type { Io } from '../terminal/io.ts';
import { readLayers } from './config-layers.ts';
import { type ResolvedSetting, resolveSettings, type Settings, shareOf } from './settings.ts';

/** A client for an org, which has sent nothing yet, and what it was made of. */
export interface Connection {
  readonly client: Client;
  readonly settings: Settings;
  readonly world: World;
  /** Remarks to show before the first request, one line each. */
  readonly notes: readonly ConnectionNote[];
}

/** A remark on a connection; a warning is shown even if quiet. */
export interface ConnectionNote {
  readonly kind: 'note' | 'warning';
  readonly told: Message;
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
    throw misuse(tell('connection.noTls'), tell('connection.unsetTls'));
  }
  if (!settings.org) {
    const [message, advice] = kinds.some((kind) => settings[kind] ?? settings[`${kind}File`])
      ? [tell('connection.noOrg'), orgAdvice]
      : [
          tell('connection.noOrgNorCredential'),
          tell('connection.giveBoth', { org: orgAdvice, credential: credentialAdvice }),
        ];
    throw misuse(message, advice);
  }
  const notes: ConnectionNote[] = [];
  const rules = {
    customDomain: settings.customDomain?.value,
    loopback: io.env['OKTAHUNT_ALLOW_LOOPBACK'] === '1',
  };
  // A wrong org is told before standard input is waited for.
  parseOrg(settings.org.value, rules);
  const client = await connectOrg({
    ...over,
    ...rules,
    ...(await credentialOf(settings, io, notes)),
    org: settings.org.value,
    rateShare: shareOf(settings.rateShare as ResolvedSetting),
    world,
  });
  const proxy = proxyOf(client.org.origin, io.env);
  if (proxy) notes.push({ kind: 'note', told: tell('connection.viaProxy', { name: proxy.name }) });
  return { client, settings, world, notes };
}

const orgAdvice = tell('connection.giveOrg');
const credentialAdvice = tell('connection.giveCredential');

type Kind = 'token' | 'accessToken' | 'privateKey';
const kinds = ['token', 'accessToken', 'privateKey'] as const satisfies readonly Kind[];
const modes: Readonly<Record<string, Kind>> = { SSWS: 'token', PrivateKey: 'privateKey' };

/** Where a credential may come from; on Windows the mode of a file says nothing of who may read it. */
type CredentialIo = Pick<Io, 'stdin' | 'platform'>;

type GivenCredential = Pick<OrgConnectionOptions, 'credential' | 'credentialName'>;

async function credentialOf(
  settings: Settings,
  io: CredentialIo,
  notes: ConnectionNote[],
): Promise<GivenCredential> {
  const kind = kindOf(settings);
  const { text, name: credentialName } = await secretOf(settings, kind, io, notes);
  if (kind === 'token') return { credential: { kind: 'api-token', token: text }, credentialName };
  if (kind === 'accessToken') {
    return { credential: { kind: 'access-token', token: text }, credentialName };
  }
  if (!settings.clientId) {
    throw misuse(tell('connection.noClientId'), tell('connection.giveClientId'));
  }
  const scopes = (settings.scopes as ResolvedSetting).value
    .split(/[\s,]+/)
    .filter((scope) => scope !== '');
  const [clientId, keyId] = [settings.clientId.value, settings.keyId?.value];
  const credential = { kind: 'private-key', clientId, privateKey: text, keyId, scopes } as const;
  return { credential, credentialName };
}

/** The credential of the highest layer; of two in one layer, the authorization mode decides. */
function kindOf(settings: Settings): Kind {
  const given = kinds.flatMap((kind) => {
    const setting = better(settings[kind], settings[`${kind}File`]);
    return setting ? [{ kind, setting }] : [];
  });
  const [first] = given.toSorted((a, b) => a.setting.layer - b.setting.layer);
  if (!first) {
    throw misuse(tell('connection.noCredential'), credentialAdvice);
  }
  const tied = given.filter(({ setting }) => setting.layer === first.setting.layer);
  if (tied.length === 1) return first.kind;
  const mode = modes[settings.authorizationMode?.value ?? ''];
  if (mode && tied.some(({ kind }) => kind === mode)) return mode;
  const [one = '', other = ''] = tied.map(({ setting }) => setting.origin);
  throw misuse(tell('connection.bothGiven', { one, other }), tell('connection.unsetOne'));
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
  io: CredentialIo,
  notes: ConnectionNote[],
): Promise<{ readonly text: string; readonly name: MessageValue }> {
  const file = settings[`${kind}File`];
  const setting = better(settings[kind], file) as ResolvedSetting;
  if (setting !== file) return { text: setting.value, name: setting.origin };
  const text = await readSecret(file.value, io, notes);
  return { text, name: file.value === '-' ? tell('output.stdin') : file.value };
}

/** Largest credential file, in bytes. */
const longest = 65_536;

/** The text of a file with a secret, or of standard input; notes if others can read the file. Never quotes it. */
export async function readSecret(
  path: string,
  { stdin, platform }: CredentialIo,
  notes: ConnectionNote[],
): Promise<string> {
  if (path === '-') {
    const parts: Buffer[] = [];
    for await (const part of stdin) parts.push(Buffer.from(part as Uint8Array));
    return Buffer.concat(parts).toString('utf8').slice(0, longest);
  }
  if (looksSecret(path)) {
    throw misuse(tell('connection.isCredential'), tell('connection.putInFile'));
  }
  try {
    const { size, mode } = await stat(path);
    if (size > longest) throw misuse(tell('connection.fileTooLarge', { path }));
    if (platform !== 'win32' && (mode & 0o077) !== 0) {
      notes.push({ kind: 'warning', told: tell('connection.othersRead', { path }) });
    }
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    throw breakdown(tell('output.cannotRead', { name: path, reason: (error as Error).message }));
  }
}
