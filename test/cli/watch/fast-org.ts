import { join } from 'node:path';
import { main } from '../../../src/cli/main.ts';
import type { Io, Signal } from '../../../src/cli/terminal/io.ts';
import { canary } from '../../okta/builders.ts';
import type { Stored } from '../../okta/fake/log.ts';
import { type FakeOkta, type FakeOptions, startFakeOkta } from '../../okta/fake/server.ts';
import { aFakeWorld, noon } from '../../okta/fake-world.ts';
import { aWorld } from '../world.ts';

export const minute = 60_000;

/** What happens to a watch, and when. */
export interface FastRun {
  /** When it is stopped, in minutes after noon. */
  readonly until: number;
  readonly options: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: Signal;
  /** Called at each second of the fast clock, in milliseconds, with the means to send a signal. */
  readonly onSecond?: (now: number, send: (signal: Signal) => void) => Promise<void> | void;
  /** The process ends at the request, of any kind, that this is thrown for. */
  readonly killsAt?: (url: string) => boolean;
}

export interface FastResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly isKilled: boolean;
}

/** An org on loopback whose clock runs as fast as somebody waits, and watches of it. */
export async function startFastOrg(
  folder: string,
  events: readonly Stored[],
  options: Partial<FakeOptions> & { readonly seed?: number } = {},
) {
  const world = aFakeWorld({ seed: options.seed ?? 1 });
  const fake: FakeOkta = await startFakeOkta({
    events,
    now: world.trueNow,
    tokens: [canary],
    limit: 600,
    ...options,
  });
  const watch = async (run: FastRun): Promise<FastResult> => {
    let isKilled = false;
    const inWorld: NonNullable<Io['world']> = {
      ...world,
      fetch: (url, init) => {
        if (isKilled || run.killsAt?.(url) === true) {
          isKilled = true;
          return Promise.reject(new RangeError('killed'));
        }
        return world.fetch(url, init);
      },
      sleep: async (length, signal) => {
        if (isKilled) throw new RangeError('killed');
        await run.onSecond?.(world.trueNow(), io.send);
        if (world.trueNow() >= noon + run.until * minute) io.send(run.signal ?? 'SIGTERM');
        await world.sleep(length, signal);
      },
    };
    const io = aWorld({
      env: {
        OKTAHUNT_ALLOW_LOOPBACK: '1',
        OKTA_CLIENT_ORGURL: fake.url,
        OKTA_CLIENT_TOKEN: canary,
        XDG_CONFIG_HOME: folder,
        ...run.env,
      },
      now: world.now,
      cwd: folder,
      world: inWorld,
    });
    const store = join(folder, 'store');
    const code = await main(['watch', '--store', store, ...run.options], io);
    const ended = { code, out: io.out(), err: io.err(), isKilled };
    if ((ended.out + ended.err).includes(canary))
      throw new Error('the credential is in the output');
    return ended;
  };
  return { fake, world, watch, store: join(folder, 'store') };
}
