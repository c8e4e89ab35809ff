import { setTimeout as delay } from 'node:timers/promises';
import { type ProxyEnvironment, proxyOf } from './proxy.ts';

/** All that the client needs of the world outside; tests give their own. */
export interface World {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** The wall clock, in milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** Returns after so many milliseconds of a clock that cannot be set; throws the signal's reason if it fires. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Calls `late` after so many milliseconds, unless the returned function is called before. */
  readonly after: (ms: number, late: () => void) => () => void;
  /** At least 0, less than 1. */
  readonly random: () => number;
}

/** The world of this process; `environment` says which proxy is in between. */
export function realWorld(environment: ProxyEnvironment): World {
  return {
    fetch: createFetch(environment),
    now: Date.now,
    sleep: async (ms, signal) => {
      await delay(ms, undefined, signal ? { signal } : {}).catch((error: unknown) => {
        signal?.throwIfAborted();
        throw error;
      });
    },
    after: (ms, late) => {
      const timer = setTimeout(late, ms);
      return () => clearTimeout(timer);
    },
    random: Math.random,
  };
}

/** Straight to the host, or through the proxy that the environment names for it. */
function createFetch(environment: ProxyEnvironment): World['fetch'] {
  const tunnels = new Map<string, World['fetch']>();
  let direct: World['fetch'] | undefined;
  return async (url, init) => {
    const proxy = proxyOf(url, environment);
    if (!proxy) {
      direct ??= (await import('./http-fetch.ts')).createDirect();
      return direct(url, init);
    }
    const { createTunnel } = await import('./tunnel.ts');
    const tunnel = tunnels.get(proxy.name) ?? createTunnel(proxy);
    tunnels.set(proxy.name, tunnel);
    return tunnel(url, init);
  };
}
