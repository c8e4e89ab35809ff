import { spawnSync } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
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
 * one event and `--help` against an empty program of Node; a log in several formats against reading it and parsing each
 * line, against jq, and against one query of DuckDB and ClickHouse where they are installed; with few rules, with several
 * threads, with few and many people, and of several sizes. Run in the folder of the package:
 *
 *     npm run bench:against -- --events 20000 --runs 5
 *
 * `npm run bench:costs` prints this and what `bench:speed` and `bench:look` say, one after the other.
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

/** How many rules a public catalogue of rules without windows has. */
const stateless = 21;

const runs = Number(values.runs);
const folder = mkdtempSync(join(tmpdir(), 'against-'));
try {
  compareStarts();
  compareLogs();
  compareRules();
  comparePeople();
  compareSizes();
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
    ['--help', oktahunt('--help')],
    ['scan --help', oktahunt('scan', '--help')],
  ]);
}

function compareLogs(): void {
  const log = join(folder, 'log.ndjson');
  const { lines, size } = writeLog(log);
  const [array, packed] = [join(folder, 'log.json'), join(folder, 'log.ndjson.gz')];
  writeFileSync(array, `[${lines.join(',\n')}]`);
  writeFileSync(packed, gzipSync(readFileSync(log)));
  const count = `SELECT actor.id, count(*) FROM`;
  print(`\n${lines.length} events, ${Math.round(size / 1e6)} MB\n`);
  printTable('reading and JSON.parse', parsed(log), [
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

/** A scan with few rules, and with all of them in several threads. */
function compareRules(): void {
  const log = join(folder, 'log.ndjson');
  const rules = join(folder, 'rules');
  mkdirSync(rules);
  for (let at = 0; at < stateless; at++) writeFileSync(join(rules, `${at}.yml`), aRule(at));
  const few = ['--no-builtin-rules', '--rules', rules];
  print('');
  printTable('reading and JSON.parse', parsed(log), [
    [`scan, ${stateless} rules without windows`, oktahunt('scan', log, '-q', ...few)],
    ...['1', '2', '3', '4'].map(
      (jobs) => [`scan, --jobs ${jobs}`, oktahunt('scan', log, '-q', '--jobs', jobs)] as const,
    ),
  ]);
}

/** A rule about one event, such as public catalogues have. */
function aRule(at: number): string {
  const types = ['user.session.start', 'policy.lifecycle.update', 'user.mfa.factor.deactivate'];
  return [
    `title: Stateless ${at}`,
    `name: stateless-${at}`,
    'logsource: {product: okta, service: okta}',
    'detection:',
    `  one: {eventType: '${types[at % types.length]}', 'outcome.reason|contains': 'reason ${at}'}`,
    `  other: {displayMessage|startswith: 'Message ${at}'}`,
    '  condition: one or other',
    'level: low',
  ].join('\n');
}

/** The same number of events of few people and of many. */
function comparePeople(): void {
  print('\n| people | parsing, ms | scan, ms | against parsing |\n|---:|---:|---:|---:|');
  for (const people of [40, 250, 2_000]) {
    const log = join(folder, `of-${people}.ndjson`);
    writeLog(log, { people });
    printScan(String(people), log);
  }
}

/** Logs of half, once and twice the events: the cost of an event stays as it is. */
function compareSizes(): void {
  print('\n| events | parsing, ms | scan, ms | against parsing |\n|---:|---:|---:|---:|');
  for (const share of [0.5, 1, 2]) {
    const events = Number(values.events) * share;
    const log = join(folder, `with-${events}.ndjson`);
    writeLog(log, { events });
    printScan(String(events), log);
  }
}

function printScan(name: string, log: string): void {
  const [parsing, scan] = [parsed(log), oktahunt('scan', log, '-q')];
  if (parsing === undefined || scan === undefined) throw new Error('a scan did not run');
  const ratio = (scan / parsing).toFixed(2);
  print(`| ${name} | ${parsing.toFixed(0)} | ${scan.toFixed(0)} | ${ratio} |`);
}

function parsed(log: string): number | undefined {
  return quickest(process.execPath, ['-e', parsing, log]);
}

function writeLog(
  file: string,
  { people = 250, events = Number(values.events) } = {},
): { readonly lines: readonly string[]; readonly size: number } {
  const to = openSync(file, 'w');
  const lines: string[] = [];
  let size = 0;
  const seed = Number(values.seed);
  for (const record of simulate({ seed, people, engine: 'identity', events })) {
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
