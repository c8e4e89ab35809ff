const { join } = require('node:path');
const { parentPort, workerData } = require('node:worker_threads');
const { loadThread } = require('./load-program.js');

/** A thread of a scan with `--jobs`. */
const { runShareThread } = loadThread(join(__dirname, '..', 'dist', 'program'), 'share-thread.cjs');
runShareThread(parentPort, workerData);
