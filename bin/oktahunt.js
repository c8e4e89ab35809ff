#!/usr/bin/env node
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const folder = join(__dirname, '..', 'dist', 'program');

if (existsSync(folder)) {
  const { loadProgram } = require('./load-program.js');
  const { run } = loadProgram(folder);
  run(process).then((exitCode) => {
    process.exitCode = exitCode;
  });
} else {
  process.stderr.write('error: oktahunt is not built\n  fix: npm ci && npm run build\n');
  process.exitCode = 3;
}
