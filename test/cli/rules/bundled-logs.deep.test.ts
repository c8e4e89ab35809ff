import { expect, test } from 'vitest';
import { main } from '../../../src/cli/main.ts';
import { aWorld } from '../world.ts';

test('rules test passes for the bundled rules, and finds their logs', async () => {
  const world = aWorld({});
  const code = await main(['rules', 'test', '--strict', '-f', 'json'], world);
  const told = JSON.parse(world.out()) as { samples: number; failed: number; untested: number };
  expect(told).toMatchObject({ failed: 0, untested: 0 });
  expect(told.samples).toBeGreaterThan(250);
  expect(code).toBe(0);
}, 600_000);
