import { createDirect } from '../../src/okta/http/http-fetch.ts';
import type { World } from '../../src/okta/http/world.ts';
import { createDice } from './fake/dice.ts';

/** A world whose clock only moves when somebody sleeps. */
export interface FakeWorld extends World {
  /** Every sleep, in milliseconds. */
  readonly sleeps: readonly number[];
  readonly advance: (ms: number) => void;
}

export interface FakeWorldOptions {
  readonly start?: number;
  readonly seed?: number;
  /** What the local clock shows beside the true time; milliseconds. */
  readonly wrong?: number;
  /** Milliseconds of patience for every real one. */
  readonly speed?: number;
}

const direct = createDirect();

/** Noon of 20 November 2026, UTC. */
export const noon = Date.UTC(2026, 10, 20, 12);

export function aFakeWorld(
  options: FakeWorldOptions = {},
): FakeWorld & { readonly trueNow: () => number } {
  const { start = noon, seed = 1, wrong = 0, speed = 100 } = options;
  const dice = createDice(seed);
  const sleeps: number[] = [];
  let time = start;
  return {
    fetch: (url, init) => {
      if (new URL(url).hostname !== '127.0.0.1') throw new Error(`a test contacts ${url}`);
      return direct(url, init);
    },
    now: () => time + wrong,
    trueNow: () => time,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      sleeps.push(ms);
      time += ms;
    },
    after: (ms, late) => {
      const timer = setTimeout(late, ms / speed);
      return () => clearTimeout(timer);
    },
    random: dice.next,
    sleeps,
    advance: (ms) => {
      time += ms;
    },
  };
}
