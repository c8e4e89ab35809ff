import { fileURLToPath } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { loadProgram } from './load-program.js';

/** A thread of a scan with `--jobs`. */
const folder = fileURLToPath(new URL('../dist/program', import.meta.url));
const { runShareThread } = loadProgram(folder, 'share-thread.cjs');
await runShareThread(parentPort, workerData);
