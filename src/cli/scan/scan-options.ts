import { join } from 'node:path';
import { isoTime } from '../../event/time.ts';
import { tell } from '../../language/message.ts';
import { usualBudget } from '../../library/usual-budget.ts';
import type { Level } from '../../rule/level.ts';
import type { Gate } from '../exit-code.ts';
import { misuse } from '../failure.ts';
import type { Overflow } from '../option/byte-size.ts';
import type { ConnectionFlags } from '../option/connection-options.ts';
import {
  type DeliverFlags,
  type DeliverTarget,
  deadLettersName,
} from '../option/deliver-option.ts';
import { type Display, type DisplayFlags, displayOf } from '../option/display-options.ts';
import {
  isForPeople,
  keyHere,
  type OutputFormat,
  type Target,
  targetsOf,
} from '../option/output-format.ts';
import { parseMoment } from '../option/time-option.ts';
import { type RuleFiles, type RuleFlags, ruleFilesOf } from '../rules/rule-options.ts';
import type { Io } from '../terminal/io.ts';
import { type FocusOptions, focusOf } from './focus-options.ts';
import type { OrgSourceOptions } from './org-source.ts';
import type { RuleSelection } from './rule-selection.ts';

/** The options of `scan` as given; `scan/command.ts` says what each means. */
export interface ScanFlags extends ConnectionFlags, RuleFlags, DisplayFlags, DeliverFlags {
  /** An archive folder for what is pulled. */
  readonly save?: string;
  /** The same, for an existing archive. */
  readonly store?: string;
  readonly since?: string;
  readonly until?: string;
  /** A label of `TextDecoder`. */
  readonly encoding?: string;
  readonly pack?: readonly string[];
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly case?: readonly string[];
  readonly user?: readonly string[];
  readonly ip?: readonly string[];
  readonly minSeverity: Level;
  readonly failOn: Gate;
  readonly allowPartial?: boolean;
  readonly showSuppressed?: boolean;
  readonly rawEvents?: boolean;
  /** Bytes. */
  readonly stateBudget?: number;
  readonly stateOverflow?: Overflow;
  readonly jobs?: number;
  readonly format?: OutputFormat;
  readonly output?: readonly Target[];
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly details?: boolean;
  readonly baseline?: string;
  readonly dispositions?: string;
}

/** The checked options of a scan. */
export interface ScanOptions {
  /** For a scan of an org's log; there are no paths then. */
  readonly live: OrgSourceOptions | undefined;
  /** The connection as given, which names the org of the log. */
  readonly connection: ConnectionFlags;
  readonly paths: readonly string[];
  /** The encoding of input that does not declare one. */
  readonly encoding: string | undefined;
  /** Milliseconds since 1970 UTC. */
  readonly since: number | undefined;
  readonly until: number | undefined;
  readonly rules: RuleFiles;
  readonly selection: RuleSelection;
  /** What to report, if not everything. */
  readonly focus: FocusOptions | undefined;
  /** The report that says what is known, and the file of what people made of findings. */
  readonly baseline: string | undefined;
  readonly dispositions: string | undefined;
  readonly minSeverity: Level;
  readonly failOn: Gate;
  readonly allowPartial: boolean;
  /** List what filters took away. */
  readonly showSuppressed: boolean;
  /** Keep the listed events of findings whole. */
  readonly rawEvents: boolean;
  readonly state: StatePlan;
  /** How many threads evaluate rules. */
  readonly jobs: number;
  readonly targets: readonly Target[];
  readonly deliver: readonly DeliverTarget[];
  /** The file for what could not be delivered. */
  readonly deadLetters: string;
  readonly display: Display;
  readonly quiet: boolean;
  /** Tell every skipped record, and report as `details` says. */
  readonly verbose: boolean;
  /** Report every finding in full, and how complete the scan was. */
  readonly details: boolean;
}

/** The memory budget of a run, in bytes, and what happens beyond it. */
export interface StatePlan {
  readonly budget: number;
  readonly overflow: Overflow;
}

/** Checks the options against each other and resolves times; throws misuse. */
export function readScanOptions(
  paths: readonly string[],
  flags: ScanFlags,
  io: Pick<Io, 'now' | 'stdin' | 'env'>,
): ScanOptions {
  const targets = targetsOf(flags.format, flags.output ?? []);
  const period = periodOf(flags, io.now());
  const live = liveOf(paths, flags, period, io.now());
  if (!live) checkPaths(paths, targets, io);
  return {
    live,
    connection: flags,
    paths,
    encoding: flags.encoding,
    ...period,
    rules: ruleFilesOf(flags),
    selection: { packs: flags.pack ?? [], only: flags.only ?? [], skip: flags.skip ?? [] },
    focus: focusOf(flags),
    baseline: flags.baseline,
    dispositions: flags.dispositions,
    minSeverity: flags.minSeverity,
    failOn: flags.failOn,
    allowPartial: flags.allowPartial === true,
    showSuppressed: flags.showSuppressed === true,
    rawEvents: flags.rawEvents === true,
    state: { budget: flags.stateBudget ?? usualBudget, overflow: flags.stateOverflow ?? 'spill' },
    jobs: flags.jobs ?? 1,
    targets,
    deliver: flags.deliver ?? [],
    deadLetters: flags.deadLetters ?? deadLettersIn(flags.store ?? flags.save),
    display: displayOf(flags, isForPeople(targets), io),
    quiet: flags.quiet === true,
    verbose: flags.verbose === true,
    details: flags.details === true || flags.verbose === true,
  };
}

function deadLettersIn(archive: string | undefined): string {
  return archive === undefined ? deadLettersName : join(archive, deadLettersName);
}

function checkPaths(
  paths: readonly string[],
  targets: readonly Target[],
  io: Pick<Io, 'stdin'>,
): void {
  if (paths.length === 0) {
    throw misuse(tell('misuse.nothingToScan'), tell('misuse.nameOrPull'));
  }
  if (paths.includes('-') && io.stdin.isTTY === true) {
    throw misuse(tell('misuse.terminalNoLog'), tell('misuse.pipeExport'));
  }
  const inputs = new Set(paths.map(keyHere));
  const both = targets.find(({ path }) => path !== undefined && inputs.has(keyHere(path)));
  if (both)
    throw misuse(
      tell('misuse.bothInputAndOutput', { path: both.path ?? '' }),
      tell('misuse.otherOutput'),
    );
}

/** A scan with `--since` and no files pulls from the org. */
function liveOf(
  paths: readonly string[],
  flags: ScanFlags,
  { since, until = Number.POSITIVE_INFINITY }: ReturnType<typeof periodOf>,
  now: number,
): OrgSourceOptions | undefined {
  const folder = flags.store ?? flags.save;
  if (flags.store !== undefined && flags.save !== undefined) {
    throw misuse(tell('misuse.saveAndStore'), tell('misuse.giveOne'));
  }
  if (paths.length === 0 && since !== undefined && flags.encoding !== undefined) {
    throw misuse(tell('misuse.encodingOfFiles'), tell('misuse.leaveOut'));
  }
  if (paths.length > 0 || since === undefined) {
    if (folder === undefined) return undefined;
    throw misuse(tell('misuse.saveOfOrg'), tell('misuse.scanArchive', { folder }));
  }
  return { span: { since, until: Math.min(until, now) }, flags, folder };
}

/** The times of `--since` and `--until`; misuse if one is no time, or nothing lies between them. */
export function periodOf(flags: Pick<ScanFlags, 'since' | 'until' | 'tz'>, now: number) {
  const momentOf = (text: string | undefined, option: string): number | undefined =>
    text === undefined ? undefined : parseMoment(text, option, now, flags.tz);
  const [since, until] = [momentOf(flags.since, '--since'), momentOf(flags.until, '--until')];
  if (since !== undefined && until !== undefined && since >= until) {
    const ends = { since: isoTime(since), until: isoTime(until) };
    throw misuse(tell('misuse.sinceAfterUntil', ends));
  }
  return { since, until };
}
