#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../dist/program', import.meta.url));

if (existsSync(folder)) {
  const { loadProgram } = await import('./load-program.js');
  const { run } = loadProgram(folder);
  process.exitCode = await run(process);
} else {
  process.stderr.write('error: oktahunt is not built\n  fix: npm ci && npm run build\n');
  process.exitCode = 3;
}
