/** Runs what is run most, so that V8 keeps what it made of the program; prints what that prints. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadProgram } from '../bin/load-program.js';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const { run } = loadProgram(at('dist/program'));

// What is kept is read whole by every run, so a run that does much would make those slower that do little.
const folder = mkdtempSync(join(tmpdir(), 'oktahunt-build-'));
const log = join(folder, 'log.ndjson');
const [event] = readFileSync(at('fixtures/incidents/benign-day.ndjson'), 'utf8').split('\n');
writeFileSync(log, `${event}\n`);

for (const args of [['--help'], ['scan', log]]) {
  process.argv = [process.argv[0], at('bin/oktahunt.js'), ...args];
  await run(process);
}
rmSync(folder, { recursive: true });
process.exitCode = 0;
