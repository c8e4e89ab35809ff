import { dice } from '../stories/dice.ts';
import { dayLength } from './calendar.ts';

/** A browser as a request shows it. */
export interface Agent {
  readonly rawUserAgent: string;
  readonly os: string;
  readonly browser: string;
}

/** What sends requests: a machine with a browser that is upgraded in the course of time, or a program. */
export interface Device {
  readonly agentAt: (at: number) => Agent;
  readonly kind: 'Computer' | 'Mobile' | 'Unknown';
  /** 64 hex digits that stand for the device-token cookie, and the browser's fingerprint; null if none is sent. */
  readonly token: string | null;
  readonly fingerprint: string | null;
  /** Okta Verify's record of the machine, or null if it is not enrolled. */
  readonly enrolled: {
    readonly id: string;
    readonly name: string;
    readonly platform: string;
    readonly version: string;
    readonly managed: boolean;
  } | null;
}

const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)';
const chromeReleased = Date.parse('2024-01-23T00:00:00Z');

/** Chrome, Edge and Firefox have a new major version every four weeks; `lag` is how many days it takes to arrive. */
const major = (first: number, at: number, lag: number): number =>
  first + Math.floor((at - chromeReleased - lag * dayLength) / (28 * dayLength));

const safariReleases = [
  [Date.parse('2024-05-13T00:00:00Z'), '17.5'],
  [Date.parse('2024-03-05T00:00:00Z'), '17.4'],
  [Date.parse('2024-01-22T00:00:00Z'), '17.3'],
] as const;
const safari = (at: number, lag: number): string =>
  safariReleases.find(([released]) => at - lag * dayLength >= released)?.[1] ?? '17.2';

type Model = Omit<Agent, 'rawUserAgent'> & {
  readonly kind: Device['kind'];
  readonly platform: string;
  readonly version: string;
  readonly write: (at: number, lag: number) => string;
};

const models = {
  mac: {
    os: 'Mac OS X',
    browser: 'CHROME',
    kind: 'Computer',
    platform: 'MACOS',
    version: '14.3.1',
    write: (at, lag) =>
      `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${webkit} Chrome/${major(121, at, lag)}.0.0.0 Safari/537.36`,
  },
  safari: {
    os: 'Mac OS X',
    browser: 'SAFARI',
    kind: 'Computer',
    platform: 'MACOS',
    version: '14.3.1',
    write: (at, lag) =>
      `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${safari(at, lag)} Safari/605.1.15`,
  },
  windows: {
    os: 'Windows 10',
    browser: 'CHROME',
    kind: 'Computer',
    platform: 'WINDOWS',
    version: '10.0.19045.4046',
    write: (at, lag) =>
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/${major(121, at, lag)}.0.0.0 Safari/537.36`,
  },
  edge: {
    os: 'Windows 10',
    browser: 'EDGE',
    kind: 'Computer',
    platform: 'WINDOWS',
    version: '10.0.22631.3155',
    write: (at, lag) => {
      const version = major(121, at, lag);
      return `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/${version}.0.0.0 Safari/537.36 Edg/${version}.0.0.0`;
    },
  },
  linux: {
    os: 'Linux',
    browser: 'FIREFOX',
    kind: 'Computer',
    platform: 'LINUX',
    version: '22.04',
    write: (at, lag) =>
      `Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/${major(122, at, lag)}.0`,
  },
  iphone: {
    os: 'iOS (iPhone)',
    browser: 'SAFARI',
    kind: 'Mobile',
    platform: 'IOS',
    version: '17.3.1',
    write: (at, lag) => {
      const version = safari(at, lag);
      return `Mozilla/5.0 (iPhone; CPU iPhone OS ${version.replace('.', '_')} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${version} Mobile/15E148 Safari/604.1`;
    },
  },
  ipad: {
    os: 'iOS (iPad)',
    browser: 'SAFARI',
    kind: 'Mobile',
    platform: 'IOS',
    version: '17.3.1',
    write: (at, lag) => {
      const version = safari(at, lag);
      return `Mozilla/5.0 (iPad; CPU OS ${version.replace('.', '_')} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${version} Mobile/15E148 Safari/604.1`;
    },
  },
  android: {
    os: 'Android',
    browser: 'CHROME',
    kind: 'Mobile',
    platform: 'ANDROID',
    version: '14',
    write: (at, lag) =>
      `Mozilla/5.0 (Linux; Android 10; K) ${webkit} Chrome/${major(121, at, lag)}.0.0.0 Mobile Safari/537.36`,
  },
} as const satisfies Record<string, Model>;
export type DeviceModel = keyof typeof models;

const agents = new Map<string, Agent>();

function agentOf(rawUserAgent: string, os: string, browser: string): Agent {
  const known = agents.get(rawUserAgent);
  if (known) return known;
  const agent = { rawUserAgent, os, browser };
  agents.set(rawUserAgent, agent);
  return agent;
}

/** A machine of `owner`; it is enrolled with Okta Verify unless told otherwise. */
export function deviceOf(model: DeviceModel, owner: string, isEnrolled = true): Device {
  const thrown = dice('device', model, owner);
  const { write, os, browser, kind, platform, version }: Model = models[model];
  const lag = thrown.below(11);
  const enrolled = {
    id: `guo${thrown.letters(17)}`,
    name: `EX-${platform.slice(0, 3)}-${thrown.hex(6).toUpperCase()}`,
    platform,
    version,
    managed: kind === 'Computer',
  };
  return {
    agentAt: (at) => agentOf(write(at, lag), os, browser),
    kind,
    token: thrown.hex(64),
    fingerprint: thrown.hex(32),
    enrolled: isEnrolled ? enrolled : null,
  };
}

/** A browser that never changes, with a device token of its own or none. */
export function browserOf(rawUserAgent: string, os: string, token: string | null): Device {
  const fingerprint = token && dice('fingerprint', token).hex(32);
  const browser = rawUserAgent.includes('Firefox') ? 'FIREFOX' : 'CHROME';
  const agent = agentOf(rawUserAgent, os, browser);
  return { agentAt: () => agent, kind: 'Computer', token, fingerprint, enrolled: null };
}

/** A program rather than a browser: no system, no device token. */
export function programOf(rawUserAgent: string): Device {
  const agent = agentOf(rawUserAgent, 'Unknown', 'UNKNOWN');
  const nothing = { token: null, fingerprint: null, enrolled: null };
  return { agentAt: () => agent, kind: 'Unknown', ...nothing };
}

/** The same device as it shows itself inside an application that carries a browser. */
export function inWebView(outer: Device): Device {
  const agentAt = (at: number): Agent => {
    const { rawUserAgent, os, browser } = outer.agentAt(at);
    return agentOf(`${rawUserAgent} Teams/24033.811.2738.2546/49`, os, browser);
  };
  return { ...outer, agentAt };
}

/** The same tablet when it asks for desktop pages. */
export function inDesktopMode(tablet: Device): Device {
  const agentAt = (at: number): Agent => {
    const [version = ''] = /Version\/[\d.]+/.exec(tablet.agentAt(at).rawUserAgent) ?? [];
    const rawUserAgent = models.safari.write(at, 0).replace(/Version\/[\d.]+/, version);
    return agentOf(rawUserAgent, models.safari.os, 'SAFARI');
  };
  return { ...tablet, agentAt, kind: 'Computer' };
}
