import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Tests that do more in a deep run: files that run there alone, and those that ask `test/effort.ts` how much. */
function deepTests(): string[] {
  return readdirSync('test', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => join('test', file))
    .filter((file) => file.endsWith('.deep.test.ts') || asksForEffort(file));
}

function asksForEffort(file: string): boolean {
  return readFileSync(file, 'utf8').includes("/effort.ts'");
}

/** `vitest run` gives a quick answer; `vitest run --mode deep` has the full numbers. */
export default defineConfig(({ mode }) => {
  const isDeep = mode === 'deep';
  return {
    test: {
      include: isDeep ? deepTests() : ['test/**/*.test.ts'],
      exclude: isDeep ? [] : ['**/*.deep.test.ts'],
      env: { TEST_DEPTH: isDeep ? 'deep' : 'fast' },
      maxWorkers: '100%',
      // Files of one worker share the modules of src, which keep no state: a third less to do.
      isolate: false,
      testTimeout: 60_000,
    },
  };
});
