import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { v8Flags } from '../../src/cli/v8-flags.ts';

test.each(v8Flags)('V8 knows %s, so that nothing is said of it on stderr', (flag) => {
  const { stderr, status } = spawnSync(process.execPath, [flag, '-e', '0'], { encoding: 'utf8' });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
});
