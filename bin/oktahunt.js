#!/usr/bin/env node
import { existsSync } from 'node:fs';

const main = new URL('../dist/cli/main.js', import.meta.url);

if (existsSync(main)) {
  const { run } = await import(main.href);
  process.exitCode = await run(process);
} else {
  process.stderr.write('error: oktahunt is not built\n  fix: npm ci && npm run build\n');
  process.exitCode = 3;
}
