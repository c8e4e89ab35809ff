import { quotable } from '../../okta/auth/quotable.ts';
import { misuse } from '../failure.ts';
import type { Io } from '../terminal/io.ts';

/** Where a value may stand: what is said about credentials must not come from a folder one happens to be in. */
type Trust = 'any file' | 'own file' | 'no file';

/** One setting: what it is, and where its value may come from. */
export interface SettingRow {
  readonly describe: string;
  /** Environment variables, the first that is set counts: the SDK's name, ours, those of other tools. */
  readonly env: readonly string[];
  readonly trust: Trust;
  readonly secret?: true;
  /** Whether it is a URL or a host: what stands before an @ in it is a login then. */
  readonly isUrl?: true;
  readonly standard?: string;
}

/** Every setting of the connection to an org. Flags have the same names. */
export const settingRows = {
  org: {
    describe: 'URL of the org, for example https://acme.okta.com',
    env: ['OKTA_CLIENT_ORGURL', 'OKTAHUNT_ORG', 'OKTA_ORG_DOMAIN'],
    trust: 'any file',
    isUrl: true,
  },
  customDomain: {
    describe: "the org's own domain, if its URL is not below one of Okta's",
    env: ['OKTAHUNT_CUSTOM_DOMAIN'],
    trust: 'own file',
    isUrl: true,
  },
  token: {
    describe: 'API token (SSWS)',
    env: ['OKTA_CLIENT_TOKEN', 'OKTAHUNT_TOKEN'],
    trust: 'no file',
    secret: true,
  },
  tokenFile: {
    describe: 'file that holds the API token; - is standard input',
    env: ['OKTAHUNT_TOKEN_FILE'],
    trust: 'own file',
  },
  accessToken: {
    describe: 'OAuth access token that was got elsewhere',
    env: ['OKTAHUNT_ACCESS_TOKEN'],
    trust: 'no file',
    secret: true,
  },
  accessTokenFile: {
    describe: 'file that holds such an access token; - is standard input',
    env: ['OKTAHUNT_ACCESS_TOKEN_FILE'],
    trust: 'own file',
  },
  privateKey: {
    describe: 'private key of a service app, RSA or EC, JWK or PEM',
    env: ['OKTA_CLIENT_PRIVATEKEY', 'OKTAHUNT_PRIVATE_KEY', 'OKTA_PRIVATE_KEY'],
    trust: 'no file',
    secret: true,
  },
  privateKeyFile: {
    describe: 'file that holds the private key; - is standard input',
    env: ['OKTAHUNT_PRIVATE_KEY_FILE'],
    trust: 'own file',
  },
  clientId: {
    describe: 'client id of the service app',
    env: ['OKTA_CLIENT_CLIENTID', 'OKTAHUNT_CLIENT_ID', 'OKTA_CLIENT_ID'],
    trust: 'own file',
  },
  keyId: {
    describe: 'key id of the private key, if the app has several',
    env: ['OKTA_CLIENT_KEYID', 'OKTAHUNT_KEY_ID'],
    trust: 'own file',
  },
  scopes: {
    describe: 'OAuth scopes to ask for, separated by spaces',
    env: ['OKTA_CLIENT_SCOPES', 'OKTAHUNT_SCOPES', 'OKTA_SCOPES'],
    trust: 'own file',
    standard: 'okta.logs.read',
  },
  authorizationMode: {
    describe: 'SSWS or PrivateKey, where credentials of both kinds are given',
    env: ['OKTA_CLIENT_AUTHORIZATIONMODE'],
    trust: 'own file',
  },
  rateShare: {
    describe: "the part of the org's rate limit to use",
    env: ['OKTAHUNT_RATE_SHARE'],
    trust: 'any file',
    standard: '50%',
  },
  lookback: {
    describe: 'how far before --since to pull as memory for windows: auto, 0 or a time such as 24h',
    env: ['OKTAHUNT_LOOKBACK'],
    trust: 'any file',
    standard: 'auto',
  },
  overlap: {
    describe: 'how late events may turn up: so much is pulled again next time',
    env: ['OKTAHUNT_OVERLAP'],
    trust: 'any file',
    standard: '1h',
  },
} as const satisfies Record<string, SettingRow>;

export type SettingName = keyof typeof settingRows;

/** The row of a setting. */
export function rowOf(name: SettingName): SettingRow {
  return settingRows[name];
}

export const settingNames = Object.keys(settingRows) as readonly SettingName[];

/** A value and the layer that it came from. */
export interface ResolvedSetting {
  readonly value: string;
  /** As one says it to people: `--org`, `OKTA_CLIENT_ORGURL`, a file, `default`. */
  readonly origin: string;
  /** The lower, the more it counts. */
  readonly layer: number;
}

export type Settings = Readonly<Partial<Record<SettingName, ResolvedSetting>>>;
export type SettingFlags = Readonly<Partial<Record<SettingName, string>>>;

/** One configuration file, read. */
export interface Layer {
  readonly file: string;
  /** Whether the user chose it, or it lay in the working directory. */
  readonly isOwn: boolean;
  readonly values: Readonly<Partial<Record<SettingName, string>>>;
}

/** Puts the layers together: flags, then the environment, then files in the given order, then defaults. */
export function resolveSettings(
  flags: SettingFlags,
  env: Io['env'],
  files: readonly Layer[],
): Settings {
  const settings: Partial<Record<SettingName, ResolvedSetting>> = {};
  for (const name of settingNames) {
    const found = settingOf(name, flags, env, files);
    if (found) settings[name] = found;
  }
  return settings;
}

function settingOf(
  name: SettingName,
  flags: SettingFlags,
  env: Io['env'],
  files: readonly Layer[],
): ResolvedSetting | undefined {
  const row = rowOf(name);
  const flag = flags[name];
  if (flag !== undefined) return { value: flag, origin: flagOf(name), layer: 0 };
  for (const variable of row.env) {
    const value = env[variable];
    if (value) return { value, origin: variable, layer: 1 };
  }
  for (const [index, { file, values }] of files.entries()) {
    const value = values[name];
    if (value !== undefined) return { value, origin: file, layer: 2 + index };
  }
  if (row.standard === undefined) return undefined;
  return { value: row.standard, origin: 'default', layer: 2 + files.length };
}

/** Why a file may not hold a setting, or undefined if it may. */
export function refusalOf(name: SettingName, isOwn: boolean): string | undefined {
  const { trust } = rowOf(name);
  if (trust === 'no file') {
    return `${name} is a secret and stands in no configuration file; put it in a file of its own (${name}File)`;
  }
  if (trust === 'own file' && !isOwn) {
    return `${name} may not come from a project's file, only from your own, the environment or an option`;
  }
  return undefined;
}

/** `--rate-share` for `rateShare`. */
export function flagOf(name: SettingName): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** A share such as `50%` as a number above 0 and at most 1. */
export function shareOf({ value, origin }: ResolvedSetting): number {
  const percent = /^(\d{1,3})%?$/.exec(value.trim());
  const share = Number(percent?.[1] ?? 0) / 100;
  if (share > 0 && share <= 1) return share;
  throw misuse(`${origin}: '${quotable(value)}' is no share of the rate limit`, 'give 1% to 100%');
}
