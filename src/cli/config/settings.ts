import { type Message, type MessageValue, tell } from '../../language/message.ts';
import { quotable } from '../../okta/auth/quotable.ts';
import { misuse } from '../failure.ts';
import type { Io } from '../terminal/io.ts';
import type { OptionValue } from './option-values.ts';

/** Where a setting may be: what concerns credentials must not come from whatever the current folder is. */
type Trust = 'any file' | 'own file' | 'no file';

/** A setting: the allowed sources of its value. What it means is `help.setting.` and its name. */
export interface SettingRow {
  /** Environment variables, of which the first that is set counts: the SDK's, ours, other tools'. */
  readonly env: readonly string[];
  readonly trust: Trust;
  readonly secret?: true;
  /** Whether it is a URL or a host, in which text before an @ is a login. */
  readonly isUrl?: true;
  readonly standard?: string;
}

/** The settings of the connection to an org. Options have the same names. */
export const settingRows = {
  org: {
    env: ['OKTA_CLIENT_ORGURL', 'OKTAHUNT_ORG', 'OKTA_ORG_DOMAIN'],
    trust: 'any file',
    isUrl: true,
  },
  customDomain: {
    env: ['OKTAHUNT_CUSTOM_DOMAIN'],
    trust: 'own file',
    isUrl: true,
  },
  token: {
    env: ['OKTA_CLIENT_TOKEN', 'OKTAHUNT_TOKEN'],
    trust: 'no file',
    secret: true,
  },
  tokenFile: {
    env: ['OKTAHUNT_TOKEN_FILE'],
    trust: 'own file',
  },
  accessToken: {
    env: ['OKTAHUNT_ACCESS_TOKEN'],
    trust: 'no file',
    secret: true,
  },
  accessTokenFile: {
    env: ['OKTAHUNT_ACCESS_TOKEN_FILE'],
    trust: 'own file',
  },
  privateKey: {
    env: ['OKTA_CLIENT_PRIVATEKEY', 'OKTAHUNT_PRIVATE_KEY', 'OKTA_PRIVATE_KEY'],
    trust: 'no file',
    secret: true,
  },
  privateKeyFile: {
    env: ['OKTAHUNT_PRIVATE_KEY_FILE'],
    trust: 'own file',
  },
  clientId: {
    env: ['OKTA_CLIENT_CLIENTID', 'OKTAHUNT_CLIENT_ID', 'OKTA_CLIENT_ID'],
    trust: 'own file',
  },
  keyId: {
    env: ['OKTA_CLIENT_KEYID', 'OKTAHUNT_KEY_ID'],
    trust: 'own file',
  },
  scopes: {
    env: ['OKTA_CLIENT_SCOPES', 'OKTAHUNT_SCOPES', 'OKTA_SCOPES'],
    trust: 'own file',
    standard: 'okta.logs.read',
  },
  authorizationMode: {
    env: ['OKTA_CLIENT_AUTHORIZATIONMODE'],
    trust: 'own file',
  },
  rateShare: {
    env: ['OKTAHUNT_RATE_SHARE'],
    trust: 'any file',
    standard: '50%',
  },
  lookback: {
    env: ['OKTAHUNT_LOOKBACK'],
    trust: 'any file',
    standard: 'auto',
  },
  overlap: {
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

/** A value and the layer that it comes from. */
export interface ResolvedSetting {
  readonly value: string;
  /** For people: `--org`, `OKTA_CLIENT_ORGURL`, a file, `default`. */
  readonly origin: MessageValue;
  /** Lower layers take precedence. */
  readonly layer: number;
}

export type Settings = Readonly<Partial<Record<SettingName, ResolvedSetting>>>;
export type SettingFlags = Readonly<Partial<Record<SettingName, string>>>;

/** One configuration file, read. */
export interface Layer {
  readonly file: string;
  /** Whether it is the user's file, or the project's. */
  readonly isOwn: boolean;
  readonly values: Readonly<Partial<Record<SettingName, string>>>;
  /** Options of commands, in the order of the file. */
  readonly options: readonly OptionValue[];
}

/** Resolves settings. Precedence: flags, environment, files in the given order, defaults. */
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
  return { value: row.standard, origin: tell('setting.default'), layer: 2 + files.length };
}

/** Why a file may not have a setting, or undefined if it may. */
export function refusalOf(name: SettingName, isOwn: boolean): Message | undefined {
  const { trust } = rowOf(name);
  if (trust === 'no file') {
    return tell('setting.isSecret', { name });
  }
  if (trust === 'own file' && !isOwn) {
    return tell('setting.onlyOwnOrEnvironment', { name });
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
  throw misuse(
    tell('setting.noShare', { origin, text: quotable(value) }),
    tell('setting.giveShare'),
  );
}
