import { setTimeout as delay } from 'node:timers/promises';
import { type ProxyEnvironment, proxyOf } from './proxy.ts';
import type { World } from './world.ts';

/** The world of this process; `environment` names the proxy, if there is one. */
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

/** Directly to the host, or through the proxy that the environment names for it. */
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

/** The world, with waits that report every second how much is left. */
export function countedDown(world: World, tick: (left: number) => void): World {
  return {
    ...world,
    sleep: async (ms, signal) => {
      for (let left = ms; left > 0; left -= 1_000) {
        tick(left);
        await world.sleep(Math.min(left, 1_000), signal);
      }
    },
  };
}
