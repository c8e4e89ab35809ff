import { spawnSync } from 'node:child_process';
import {
  closeSync,
  createReadStream,
  mkdtempSync,
  openSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { compileRules } from '../../src/detection/compile.ts';
import type { CompiledRule, CompiledRuleSet } from '../../src/detection/compiled-rule.ts';
import { hunt } from '../../src/hunt.ts';
import { readEvents } from '../../src/input/events.ts';
import { createSpillFile } from '../../src/input/file/spill-file.ts';
import { loadRules } from '../../src/input/rule-files.ts';
import { usualBudget } from '../../src/library/usual-budget.ts';
import { parseRules } from '../../src/rule/link.ts';
import { producesFindings } from '../../src/rule/rule.ts';
import { simulate } from '../organization/simulation.ts';

/**
 * What a scan costs, against the least that anybody must do with a log: read it and parse each line. Both are processor
 * time of one process in one run, so the ratio says the same on any machine. Run in the folder of the package:
 *
 *     npm run bench:speed -- --events 50000
 *
 * The log is that of a simulated organization, some 2.6 KB an event. `--log <file>` takes NDJSON from a file instead.
 *
 *     npm run bench:speed -- --memory 50000,200000,500000
 *
 * says instead what memory a scan of so many events takes at most, each in a process of its own, as `oktahunt scan` does it.
 */
const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '50000' },
    seed: { type: 'string', default: '3' },
    people: { type: 'string', default: '250' },
    log: { type: 'string' },
    rules: { type: 'string', default: 'rules' },
    memory: { type: 'string' },
    /** The process that is measured. */
    alone: { type: 'boolean', default: false },
  },
});

const { setV8Flags } = (await import(pathToFileURL('bin/v8-flags.js').href)) as {
  setV8Flags(): void;
};
setV8Flags();

/** Parsing is measured so often, and the least counts for all rows. */
const parsingTurns = 5;

const folder = mkdtempSync(join(tmpdir(), 'speed-'));
try {
  if (values.alone) await scanAlone(values.log as string);
  else if (values.memory !== undefined) printMemory(values.memory.split(',').map(Number));
  else await printTable(values.log ?? writeLog(join(folder, 'log.ndjson'), Number(values.events)));
} finally {
  rmSync(folder, { recursive: true });
}

async function printTable(log: string): Promise<void> {
  const set = compileRules(await loadRules([values.rules]));
  print('| rules | evaluated | parsing | reading | events | judging | scan | us an event |');
  print('|---|---:|---:|---:|---:|---:|---:|---:|');
  // Once before it counts: what is evaluated later would profit from code that is compiled already.
  await costOfScan(log, set);
  const measured = [];
  for (let turn = 0; turn < parsingTurns; turn++) measured.push(await costOfParsing(log));
  const parsing = Math.min(...measured.map((one) => one.parsing));
  const { events } = measured[0] as (typeof measured)[number];
  for (const [name, rules] of ruleSets(set)) {
    const reading = await costOf(async () => {
      for await (const _ of readEvents([log]));
    });
    const scan = await costOfScan(log, { ...set, rules });
    const ratio = (cost: number): string => (cost / parsing).toFixed(2);
    const whole = scan.events + scan.judging;
    const each = (cost: number): string => ((cost * 1_000) / events).toFixed(0);
    print(
      `| ${name} | ${rules.length} | ${each(parsing)} us | ${ratio(reading)} | ${ratio(scan.events)} | ${ratio(scan.judging)} | ${ratio(whole)} | ${each(whole)} |`,
    );
  }
  print('\nEach cost is a multiple of parsing.');
}

/** Sets of rules by name, those that the others need included. */
function ruleSets({ rules }: CompiledRuleSet): [string, readonly CompiledRule[]][] {
  const found = rules.filter((rule) => producesFindings(rule) && rule.about === 'event');
  const every = (count: number): readonly CompiledRule[] =>
    found.filter((_, at) => at % Math.ceil(found.length / count) === 0).slice(0, count);
  const stateful = found.filter(({ windows }) => windows.length > 0).slice(0, 48);
  return [
    ['1', withNeeded(every(1), rules)],
    ['12', withNeeded(every(12), rules)],
    ['60', withNeeded(every(60), rules)],
    ['all', rules],
    ['all, 100 stateless more', [...rules, ...statelessRules(100)]],
    ['all, 48 stateful twice', [...rules, ...stateful.map(copyOf)]],
  ];
}

/** Some rules, and those that they refer to, in the order of all. */
function withNeeded(
  some: readonly CompiledRule[],
  rules: readonly CompiledRule[],
): readonly CompiledRule[] {
  const needed = new Set(some);
  for (const rule of rules.toReversed()) {
    const isNeeded = [...needed].some((other) => refersTo(other, rule.name));
    if (isNeeded) needed.add(rule);
  }
  return rules.filter((rule) => needed.has(rule));
}

function refersTo({ windows, correlation }: CompiledRule, name: string): boolean {
  return (
    windows.some((window) => window.rules.includes(name)) ||
    correlation?.rules.some((one) => one.name === name) === true
  );
}

function copyOf(rule: CompiledRule): CompiledRule {
  return { ...rule, name: `${rule.name}-again`, id: `${rule.id.slice(0, -1)}x` };
}

/** Rules with questions of their own about events that the log has. */
function statelessRules(count: number): readonly CompiledRule[] {
  const types = ['user.session.start', 'user.authentication.sso', 'policy.evaluate_sign_on'];
  const texts = Array.from({ length: count }, (_, at) =>
    [
      `title: Stateless ${at}`,
      `name: stateless-${at}`,
      `id: 00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
      'logsource: {product: okta, service: okta}',
      'detection:',
      `  one: {eventType: '${types[at % types.length]}', 'client.userAgent.rawUserAgent|contains': 'agent ${at}'}`,
      `  other: {'outcome.reason|contains': 'reason ${at}', 'client.ipAddress|cidr': '10.${at}.0.0/16'}`,
      '  condition: one or other and one',
      'level: low',
      'summary: stateless',
    ].join('\n'),
  );
  return compileRules(parseRules(texts.join('\n---\n'), 'stateless.yml')).rules;
}

async function costOfParsing(log: string): Promise<{ events: number; parsing: number }> {
  let events = 0;
  const parsing = await costOf(async () => {
    let rest = '';
    for await (const chunk of createReadStream(log, { encoding: 'utf8', highWaterMark: 2 ** 18 })) {
      const lines = `${rest}${chunk}`.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        JSON.parse(line);
        events++;
      }
    }
  });
  return { events, parsing };
}

/** Until the first rule is evaluated, and from then on. */
async function costOfScan(log: string, rules: CompiledRuleSet) {
  const start = processorTime();
  let judged: number | undefined;
  for await (const outcome of hunt(readEvents([log]), rules)) {
    if (outcome.kind === 'progress') judged ??= processorTime();
  }
  const end = processorTime();
  return { events: (judged ?? end) - start, judging: end - (judged ?? end) };
}

async function costOf(work: () => Promise<void>): Promise<number> {
  const start = processorTime();
  await work();
  return processorTime() - start;
}

/** Milliseconds of all threads. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** What a scan takes, by the size of the log. */
function printMemory(sizes: readonly number[]): void {
  print('| events | log | memory | spilled | findings | processor time |');
  print('|---:|---:|---:|---:|---:|---:|');
  for (const events of sizes) {
    const log = writeLog(join(folder, 'log.ndjson'), events);
    const own = process.argv[1] as string;
    const { stdout } = spawnSync(process.execPath, [own, '--alone', '--log', log], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    print(`| ${events} | ${megabytes(statSync(log).size)} MB | ${stdout.trim()} |`);
  }
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1024 ** 2);
}

/** Scans as the command does, and prints what that took. */
async function scanAlone(log: string): Promise<void> {
  const set = compileRules(await loadRules([values.rules]));
  const spill = createSpillFile(folder);
  let [findings, spilled] = [0, 0];
  for await (const outcome of hunt(readEvents([log]), set, {
    state: { budget: usualBudget, spill },
  })) {
    if (outcome.kind === 'finding') findings++;
    if (outcome.kind === 'summary') spilled = outcome.state.spilledBytes;
  }
  const most = Math.round(process.resourceUsage().maxRSS / 1024);
  const seconds = Math.round(processorTime() / 1_000);
  print(`${most} MB | ${megabytes(spilled)} MB | ${findings} | ${seconds} s`);
}

function writeLog(file: string, events: number): string {
  const to = openSync(file, 'w');
  const { seed, people } = values;
  for (const record of simulate({
    seed: Number(seed),
    people: Number(people),
    engine: 'identity',
    events,
  })) {
    writeSync(to, `${JSON.stringify(record)}\n`);
  }
  closeSync(to);
  return file;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
