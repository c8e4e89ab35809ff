/** Runs what is run most, so that V8 keeps what it made of the program; prints what that prints. */
import { fileURLToPath } from 'node:url';
import { loadProgram } from '../bin/load-program.js';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const { run } = loadProgram(at('dist/program'));

for (const args of [['--help'], ['scan', at('fixtures/incidents/beyondtrust-2023-10-02.ndjson')]]) {
  process.argv = [process.argv[0], at('bin/oktahunt.js'), ...args];
  await run(process);
}
process.exitCode = 0;
