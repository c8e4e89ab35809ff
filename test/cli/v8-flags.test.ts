import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

const at = new URL('../../bin/v8-flags.js', import.meta.url).href;
const { v8Flags } = (await import(at)) as { readonly v8Flags: readonly string[] };

test.each(v8Flags)('V8 knows %s, so that nothing is said of it on stderr', (flag) => {
  const { stderr, status } = spawnSync(process.execPath, [flag, '-e', '0'], { encoding: 'utf8' });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
});
