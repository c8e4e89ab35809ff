import { dice } from './dice.ts';

/** What sends a request, as Okta sees it. */
export interface Machine {
  readonly rawUserAgent: string;
  readonly os: string;
  readonly browser: string;
  readonly device: 'Computer' | 'Mobile' | 'Unknown';
  /** 64 hex digits that stand for the device-token cookie, or null if the client sends none. */
  readonly dtHash: string | null;
  /** Okta Verify's own record of the machine, or null if it is not enrolled. */
  readonly enrolled: {
    readonly id: string;
    readonly name: string;
    readonly version: string;
  } | null;
}

type Model = Pick<Machine, 'rawUserAgent' | 'os' | 'browser' | 'device'>;

const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)';

/** The kinds of machine that people use, with the browsers of early October 2023. */
const models = {
  mac: {
    rawUserAgent: `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${webkit} Chrome/117.0.0.0 Safari/537.36`,
    os: 'Mac OS X',
    browser: 'CHROME',
    device: 'Computer',
  },
  safari: {
    rawUserAgent:
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Safari/605.1.15',
    os: 'Mac OS X',
    browser: 'SAFARI',
    device: 'Computer',
  },
  windows: {
    rawUserAgent: `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/117.0.0.0 Safari/537.36`,
    os: 'Windows 10',
    browser: 'CHROME',
    device: 'Computer',
  },
  edge: {
    rawUserAgent: `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/117.0.0.0 Safari/537.36 Edg/117.0.2045.47`,
    os: 'Windows 10',
    browser: 'EDGE',
    device: 'Computer',
  },
  linux: {
    rawUserAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/118.0',
    os: 'Linux',
    browser: 'FIREFOX',
    device: 'Computer',
  },
  iphone: {
    rawUserAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Mobile/15E148 Safari/604.1',
    os: 'Mac OS X (iPhone)',
    browser: 'SAFARI',
    device: 'Mobile',
  },
  android: {
    rawUserAgent: `Mozilla/5.0 (Linux; Android 10; K) ${webkit} Chrome/117.0.0.0 Mobile Safari/537.36`,
    os: 'Android',
    browser: 'CHROME',
    device: 'Mobile',
  },
} as const satisfies Record<string, Model>;
export type ModelName = keyof typeof models;

/** The machine of `owner`, enrolled with Okta Verify, with a device token of its own. */
export function machine(model: ModelName, owner: string): Machine {
  const thrown = dice('machine', model, owner);
  const name = `${owner.split(' ').at(-1)?.toUpperCase()}-${model.toUpperCase()}-${thrown.hex(4).toUpperCase()}`;
  const enrolled = {
    id: `guo${thrown.letters(17)}`,
    name,
    version: versions[models[model].os] ?? '1',
  };
  return { ...models[model], dtHash: thrown.hex(64), enrolled };
}

/** A browser that Okta has not met: a user agent, its system, and the device token it presents. */
export function strangeBrowser(rawUserAgent: string, os: string, dtHash: string | null): Machine {
  return { rawUserAgent, os, browser: 'CHROME', device: 'Computer', dtHash, enrolled: null };
}

/** A program rather than a browser: no system, no device token. */
export function program(rawUserAgent: string): Machine {
  const unknown = { os: 'Unknown', browser: 'UNKNOWN', device: 'Unknown' } as const;
  return { rawUserAgent, ...unknown, dtHash: null, enrolled: null };
}

/** The same machine after its browser was updated: `Chrome/117.0.0.0` to `Chrome/118.0.0.0`. */
export function updated(before: Machine, from: string, to: string): Machine {
  if (!before.rawUserAgent.includes(from)) throw new RangeError(`no ${from} to update`);
  return { ...before, rawUserAgent: before.rawUserAgent.replaceAll(from, to) };
}

const versions: Readonly<Record<string, string>> = {
  'Mac OS X': '13.6.0',
  'Windows 10': '10.0.19045.3448',
  Linux: '22.04',
  'Mac OS X (iPhone)': '16.6.0',
  Android: '13',
};
