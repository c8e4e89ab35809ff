import { resolve } from 'node:path';
import type { Level } from '../../rule/level.ts';
import type { Gate } from '../exit-code.ts';
import { misuse } from '../failure.ts';
import type { Overflow } from '../option/byte-size.ts';
import type { ConnectionFlags } from '../option/connection-options.ts';
import { type OutputFormat, type Target, targetsOf } from '../option/output-format.ts';
import { parseMoment } from '../option/time-option.ts';
import type { ColorChoice } from '../terminal/color.ts';
import type { Io } from '../terminal/io.ts';
import type { OrgSourceOptions } from './org-source.ts';
import type { Selection } from './rule-selection.ts';

/** The options of `scan` as the command line gives them; `scan.ts` says what each means. */
export interface ScanFlags extends ConnectionFlags {
  /** A folder to keep what is pulled. */
  readonly save?: string;
  /** The same, for an archive that is there. */
  readonly store?: string;
  readonly since?: string;
  readonly until?: string;
  /** A label of `TextDecoder`. */
  readonly encoding?: string;
  readonly rules?: readonly string[];
  readonly builtinRules: boolean;
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly list?: readonly NamedFile[];
  readonly minSeverity: Level;
  readonly failOn: Gate;
  readonly allowPartial?: boolean;
  /** Bytes. */
  readonly stateBudget?: number;
  readonly stateOverflow?: Overflow;
  readonly format?: OutputFormat;
  readonly output?: readonly Target[];
  /** False for `--no-color`. */
  readonly color: ColorChoice | false;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

/** `NAME=FILE` of `--list`. */
export interface NamedFile {
  readonly name: string;
  readonly file: string;
}

/** Bytes to remember in, unless told otherwise. */
const usualBudget = 512 * 1024 ** 2;

/** A scan, thought through: nothing in it needs checking any more. */
export interface ScanOptions {
  /** Set if the log comes from an org; then there are no paths. */
  readonly live: OrgSourceOptions | undefined;
  readonly paths: readonly string[];
  /** What the texts are in that do not say it. */
  readonly encoding: string | undefined;
  /** Milliseconds since 1970 UTC. */
  readonly since: number | undefined;
  readonly until: number | undefined;
  readonly rules: RuleFiles;
  readonly selection: Selection;
  readonly minSeverity: Level;
  readonly failOn: Gate;
  readonly allowPartial: boolean;
  readonly state: StatePlan;
  readonly targets: readonly Target[];
  readonly color: ColorChoice;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

/** What a run may keep in memory, in bytes, and what becomes of the rest. */
export interface StatePlan {
  readonly budget: number;
  readonly overflow: Overflow;
}

/** Where the rules of a run come from. */
export interface RuleFiles {
  readonly builtIn: boolean;
  readonly paths: readonly string[];
  readonly lists: readonly NamedFile[];
}

/** Checks the options against each other and resolves times; throws misuse. */
export function readScanOptions(
  paths: readonly string[],
  flags: ScanFlags,
  io: Pick<Io, 'now' | 'stdin'>,
): ScanOptions {
  const targets = targetsOf(flags.format, flags.output ?? []);
  const period = periodOf(flags, io.now());
  const live = liveOf(paths, flags, period, io.now());
  if (!live) checkPaths(paths, targets, io.stdin.isTTY === true);
  return {
    live,
    paths,
    encoding: flags.encoding,
    ...period,
    rules: ruleFilesOf(flags),
    selection: { only: flags.only ?? [], skip: flags.skip ?? [] },
    minSeverity: flags.minSeverity,
    failOn: flags.failOn,
    allowPartial: flags.allowPartial === true,
    state: { budget: flags.stateBudget ?? usualBudget, overflow: flags.stateOverflow ?? 'spill' },
    targets,
    color: flags.color === false ? 'never' : flags.color,
    quiet: flags.quiet === true,
    verbose: flags.verbose === true,
  };
}

/** Where the rules come from; leaving out the bundled ones without giving others is misuse. */
export function ruleFilesOf(flags: Pick<ScanFlags, 'rules' | 'builtinRules' | 'list'>): RuleFiles {
  const paths = flags.rules ?? [];
  if (!flags.builtinRules && paths.length === 0) {
    throw misuse('--no-builtin-rules leaves no rules', 'add your own: --rules PATH');
  }
  return { builtIn: flags.builtinRules, paths, lists: flags.list ?? [] };
}

/** Parses `NAME=FILE`. */
export function parseNamedFile(text: string): NamedFile {
  const at = text.indexOf('=');
  if (at < 1 || at === text.length - 1) {
    throw misuse(`--list '${text}' is not NAME=FILE`, 'for example --list offices=offices.txt');
  }
  return { name: text.slice(0, at), file: text.slice(at + 1) };
}

function checkPaths(paths: readonly string[], targets: readonly Target[], isTerminal: boolean) {
  if (paths.length === 0) {
    throw misuse(
      'nothing to scan: no file was named, and no time to pull from the org',
      'name a file, a folder or -, or pull: oktahunt scan --since 7d',
    );
  }
  if (paths.includes('-') && isTerminal) {
    throw misuse(
      'standard input is a terminal, there is no log in it',
      'send it an export, for example: gunzip -c logs.gz | oktahunt scan -',
    );
  }
  const inputs = new Set(paths.map((path) => resolve(path)));
  const both = targets.find(({ path }) => path !== undefined && inputs.has(resolve(path)));
  if (both) throw misuse(`'${both.path}' is to be read and to be written`, 'name another output');
}

/** A scan without files asks the org itself, if it says since when. */
function liveOf(
  paths: readonly string[],
  flags: ScanFlags,
  { since, until = Number.POSITIVE_INFINITY }: ReturnType<typeof periodOf>,
  now: number,
): OrgSourceOptions | undefined {
  const folder = flags.store ?? flags.save;
  if (flags.store !== undefined && flags.save !== undefined) {
    throw misuse('--save and --store name two archives', 'give one of them');
  }
  if (paths.length === 0 && since !== undefined && flags.encoding !== undefined) {
    throw misuse('--encoding is for files; what the org sends is in UTF-8', 'leave it out');
  }
  if (paths.length > 0 || since === undefined) {
    if (folder === undefined) return undefined;
    const fix = `give --since and no files; or judge the archive as it is: oktahunt scan ${folder}`;
    throw misuse('--save and --store are for a scan of the org itself', fix);
  }
  return { span: { since, until: Math.min(until, now) }, flags, folder };
}

function periodOf(flags: Pick<ScanFlags, 'since' | 'until'>, now: number) {
  const since = flags.since === undefined ? undefined : parseMoment(flags.since, '--since', now);
  const until = flags.until === undefined ? undefined : parseMoment(flags.until, '--until', now);
  if (since !== undefined && until !== undefined && since >= until) {
    const [from, to] = [new Date(since).toISOString(), new Date(until).toISOString()];
    throw misuse(`--since (${from}) is not before --until (${to})`);
  }
  return { since, until };
}
