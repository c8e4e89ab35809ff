import { PassThrough, Writable } from 'node:stream';
import type { EngineModules } from '../../src/cli/scan/load-engine.ts';
import type { Io, Signal } from '../../src/cli/terminal/io.ts';
import type { ReportedOutcome } from '../../src/engine/outcome.ts';
import type { Finding } from '../../src/finding/finding.ts';
import type { Doubt, Summary } from '../../src/finding/summary.ts';
import type { Level } from '../../src/rule/level.ts';
import type { Rule } from '../../src/rule/rule.ts';
import { noTranslations } from '../../src/rule/translation.ts';

/** A world for the command line to run in, and what it left there. */
export interface World extends Io {
  /** What was written so far. */
  readonly out: () => string;
  readonly err: () => string;
  /** Sends a signal. */
  readonly send: (signal: Signal) => void;
  /** Codes given to `exit`. */
  readonly exits: readonly number[];
}

export interface WorldOptions {
  readonly env?: Record<string, string>;
  readonly terminal?: boolean;
  /** The error of every write to standard output. */
  readonly stdoutError?: string;
  readonly stderrError?: string;
  readonly now?: () => number;
  readonly cwd?: string;
  readonly world?: Io['world'];
}

/** A world without anything real in it. The clock stands at noon of 20 October 2023, UTC. */
export function aWorld(options: WorldOptions = {}): World {
  const [out, err]: [string[], string[]] = [[], []];
  const listeners = new Set<(signal: Signal) => void>();
  const exits: number[] = [];
  const isTTY = options.terminal === true;
  return {
    stdin: Object.assign(new PassThrough(), { isTTY }),
    stdout: Object.assign(collector(out, options.stdoutError), { isTTY, columns: 80 }),
    stderr: Object.assign(collector(err, options.stderrError), { isTTY, columns: 80 }),
    env: options.env ?? {},
    platform: 'linux',
    cwd: () => options.cwd ?? '/',
    ...(options.world && { world: options.world }),
    now: options.now ?? (() => Date.UTC(2023, 9, 20, 12)),
    onSignal: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    exit: (code) => exits.push(code),
    out: () => out.join(''),
    err: () => err.join(''),
    send: (signal) => {
      for (const listener of listeners) listener(signal);
    },
    exits,
  };
}

function collector(texts: string[], code?: string): Writable {
  return new Writable({
    write(chunk, _encoding, done) {
      if (code !== undefined) return done(Object.assign(new Error(`${code}: no`), { code }));
      texts.push(String(chunk));
      done();
    },
  });
}

export const noFindings: Readonly<Record<Level, number>> = {
  informational: 0,
  low: 0,
  medium: 0,
  high: 0,
  critical: 0,
};

/** The summary of a run over ten events that saw everything. */
export function aSummary(over: Partial<Summary> = {}): Summary {
  return {
    kind: 'summary',
    records: 10,
    evaluated: 10,
    duplicate: 0,
    filtered: 0,
    skipped: 0,
    skippedBy: {},
    sources: [],
    coverage: { first: null, last: null, since: null, until: null, gaps: [] },
    actors: 1,
    findings: noFindings,
    rules: [],
    state: { peakBytes: 4_096, spilledBytes: 0, forgottenEvents: 0, exact: true },
    doubts: [],
    ...over,
  };
}

export const aDoubt: Doubt = { code: 'skipped', message: 'one record was skipped' };

/** A finding, as far as the command line looks at it. */
export function aFinding(severity: Level): Finding {
  return { kind: 'finding', severity } as Finding;
}

/** A rule, as far as the command line looks at it; `rules` are those its one window refers to. */
export function aRule(name: string, rules: readonly string[] = [], over: Partial<Rule> = {}): Rule {
  const place = { file: `${name}.yml`, line: 1, column: 1 };
  const windows = [{ name: 'near', rules, facts: [], place }] as unknown as Rule['windows'];
  const texts = { title: `Title of ${name}`, status: 'test', tags: ['attack.t1539'] };
  const lists = { raises: [], catalogue: [], filters: [], silencedBy: [], inner: [] };
  return {
    name,
    id: `id-${name}`,
    level: 'low',
    generate: true,
    windows,
    condition: { kind: 'and', of: [] },
    place,
    ...texts,
    ...lists,
    ...over,
  } as Rule;
}

/** What an engine was asked for. */
export interface Calls {
  readonly rules: unknown[];
  readonly hunts: unknown[];
  readonly reports: unknown[];
}

/** An engine that reads nothing and finds `outcomes`. Its reports are a line per outcome. */
export function anEngine(outcomes: readonly ReportedOutcome[], over: Partial<EngineModules> = {}) {
  const calls: Calls = { rules: [], hunts: [], reports: [] };
  const reporter = (format: string) => ({
    describe: format,
    create: (options: unknown) => {
      calls.reports.push(options);
      return (outcome: ReportedOutcome) => `${format} ${describeOutcome(outcome)}\n`;
    },
  });
  const engine = {
    readEvents: async function* () {},
    hunt: async function* (events: AsyncIterable<unknown>, rules: unknown, options: unknown) {
      calls.hunts.push({ rules, options });
      for await (const _ of events);
      yield* outcomes;
    },
    loadRules: async (paths: readonly string[], options: unknown) => {
      calls.rules.push({ paths, options });
      return {
        rules: [aRule('session-moved'), aRule('admin-proxy')],
        lists: new Map(),
        filters: [],
        foreign: [],
        packs: [],
        translations: noTranslations,
        passedOver: { files: [], paths: [] },
      };
    },
    loadList: async (path: string) => [`entry of ${path}`],
    builtInRules: () => '/bundled/rules',
    loadReporter: async (format: string) => reporter(format),
    ...over,
  };
  return { calls, load: async () => engine as unknown as EngineModules };
}

function describeOutcome(outcome: ReportedOutcome): string {
  if (outcome.kind === 'finding') return outcome.severity;
  if (outcome.kind === 'rejection') return outcome.reason;
  if (outcome.kind === 'case') return `case ${outcome.severity}`;
  return `summary ${outcome.doubts.map((doubt) => doubt.code).join(',')}`.trimEnd();
}
