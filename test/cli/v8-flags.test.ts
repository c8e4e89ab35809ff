import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

const at = new URL('../../bin/v8-flags.js', import.meta.url).href;
const { v8Flags, stopGrowing } = (await import(at)) as {
  readonly v8Flags: readonly string[];
  readonly stopGrowing: string;
};

test.each([...v8Flags, stopGrowing])(
  'V8 knows %s, so that nothing is said of it on stderr',
  (flag) => {
    const { stderr, status } = spawnSync(process.execPath, [flag, '-e', '0'], { encoding: 'utf8' });
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  },
);

/** Keeps objects for a while, as a scan does, and says how large the room for new ones became. */
const busy = `
  const { setV8Flags } = await import(process.argv[1]);
  if (process.argv[2] === 'set') setV8Flags();
  const { getHeapSpaceStatistics } = await import('node:v8');
  const kept = [];
  for (let turn = 0; turn < 100; turn++) {
    for (let n = 0; n < 50_000; n++) kept[n % 100_000] = { turn, n };
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  const { space_size } = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
  console.log(space_size / 1024 ** 2);
`;

test('the room for new objects stays small', () => {
  const size = (set: string): number => {
    const args = ['--input-type=module', '-e', busy, at, set];
    return Number(spawnSync(process.execPath, args, { encoding: 'utf8' }).stdout);
  };
  const [set, unset] = [size('set'), size('unset')];
  expect(set).toBeGreaterThan(0);
  expect(set).toBeLessThanOrEqual(unset / 2);
});
