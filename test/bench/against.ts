import { spawnSync } from 'node:child_process';
import {
  closeSync,
  cpSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { simulate } from '../organization/simulation.ts';

/**
 * What the installed program takes, against what else there is, as ratios of wall time in one run, the least of several:
 * one event, a small incident and `--help` against an empty program of Node; a log in several formats against reading it and parsing each
 * line, against jq, and against one query of DuckDB and ClickHouse where they are installed. Run in the folder of the package:
 *
 *     npm run bench:against -- --events 20000 --runs 5
 */
const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '20000' },
    runs: { type: 'string', default: '5' },
    seed: { type: 'string', default: '3' },
  },
});

/** A program of Node for what any reader must do at least. */
const parsing = `
  const { createReadStream } = require('node:fs');
  let rest = '';
  createReadStream(process.argv[1], { encoding: 'utf8', highWaterMark: 2 ** 18 })
    .on('data', (chunk) => {
      const lines = (rest + chunk).split('\\n');
      rest = lines.pop();
      for (const line of lines) JSON.parse(line);
    });
`;

const runs = Number(values.runs);
const folder = mkdtempSync(join(tmpdir(), 'against-'));
try {
  compareStarts();
  compareLogs();
} finally {
  rmSync(folder, { recursive: true });
}

/** Milliseconds of the quickest of several runs; undefined if there is no such program, or it fails. */
function quickest(command: string, args: readonly string[]): number | undefined {
  let least: number | undefined;
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    const { status, error } = spawnSync(command, args, { stdio: 'ignore' });
    if (error || status === null || status > 1) return undefined;
    least = Math.min(least ?? Number.POSITIVE_INFINITY, performance.now() - start);
  }
  return least;
}

function oktahunt(...args: readonly string[]): number | undefined {
  return quickest(process.execPath, ['bin/oktahunt.js', ...args]);
}

function compareStarts(): void {
  const one = join(folder, 'one.ndjson');
  const [event] = readFileSync('fixtures/incidents/benign-day.ndjson', 'utf8').split('\n');
  writeFileSync(one, `${event}\n`);
  printTable('node -e 0', quickest(process.execPath, ['-e', '0']), [
    ['scan of one event', oktahunt('scan', one)],
    ['scan of one event, rules from their files', oktahunt('scan', one, '--skip', 'alert-high')],
    [
      'scan of one event, nothing kept of the code',
      quickest(process.execPath, [copyOfProgram(), 'scan', one]),
    ],
    [
      'scan that finds something',
      oktahunt('scan', 'fixtures/incidents/beyondtrust-2023-10-02.ndjson'),
    ],
    ['--help', oktahunt('--help')],
    ['scan --help', oktahunt('scan', '--help')],
  ]);
}

/** The program in a folder in which nothing can be kept. */
function copyOfProgram(): string {
  const copy = join(folder, 'package');
  for (const part of ['bin', 'rules', 'package.json', 'dist']) {
    cpSync(part, join(copy, part), { recursive: true });
  }
  const code = join(copy, 'dist', 'program', 'code');
  rmSync(code, { recursive: true, force: true });
  // A file where the folder would be.
  writeFileSync(code, '');
  return join(copy, 'bin', 'oktahunt.js');
}

function compareLogs(): void {
  const log = join(folder, 'log.ndjson');
  const { lines, size } = writeLog(log);
  const [array, packed] = [join(folder, 'log.json'), join(folder, 'log.ndjson.gz')];
  writeFileSync(array, `[${lines.join(',\n')}]`);
  writeFileSync(packed, gzipSync(readFileSync(log)));
  const count = `SELECT actor.id, count(*) FROM`;
  print(`\n${lines.length} events, ${Math.round(size / 1e6)} MB\n`);
  printTable('reading and JSON.parse', quickest(process.execPath, ['-e', parsing, log]), [
    ['scan, NDJSON', oktahunt('scan', log, '-q')],
    ['scan, one JSON array', oktahunt('scan', array, '-q')],
    ['scan, NDJSON with gzip', oktahunt('scan', packed, '-q')],
    ['convert-log', oktahunt('convert-log', log)],
    ['jq, one field', quickest('jq', ['.actor.id', log])],
    [
      'DuckDB, one query',
      quickest('duckdb', ['-c', `${count} read_json_auto('${log}') GROUP BY 1`]),
    ],
    [
      'ClickHouse, one query',
      quickest('clickhouse', ['local', '-q', `${count} file('${log}', JSONEachRow) GROUP BY 1`]),
    ],
  ]);
}

function writeLog(file: string): { readonly lines: readonly string[]; readonly size: number } {
  const to = openSync(file, 'w');
  const lines: string[] = [];
  let size = 0;
  const [seed, events] = [Number(values.seed), Number(values.events)];
  for (const record of simulate({ seed, people: 250, engine: 'identity', events })) {
    const line = JSON.stringify(record);
    lines.push(line);
    size += writeSync(to, `${line}\n`);
  }
  closeSync(to);
  return { lines, size };
}

function printTable(
  what: string,
  base: number | undefined,
  rows: readonly (readonly [name: string, time: number | undefined])[],
): void {
  if (base === undefined) throw new Error(`${what} did not run`);
  print(`| | ms | against ${what} |\n|---|---:|---:|`);
  print(`| ${what} | ${base.toFixed(0)} | 1 |`);
  for (const [name, time] of rows) {
    if (time !== undefined) print(`| ${name} | ${time.toFixed(0)} | ${(time / base).toFixed(2)} |`);
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
