import { randomInt } from 'node:crypto';
import type { Summary } from '../../finding/summary.ts';
import { createSpillFile, type SpillFile } from '../../input/file/spill-file.ts';
import type { LoadedRules } from '../../input/rule-files.ts';
import { inForce } from '../../rule/filters-in-force.ts';
import type { CommandContext } from '../config/command-context.ts';
import { exitCodeOf, exitCodes } from '../exit-code.ts';
import type { Target } from '../option/output-format.ts';
import { checkReports, digestOf, loadRuleSet } from '../rules/rule-set.ts';
import { canRedraw, fileCanvas, streamCanvas } from '../terminal/canvas.ts';
import { commandText } from '../terminal/command-text.ts';
import { fileSink } from '../terminal/file-sink.ts';
import { type Interrupt, onInterrupt } from '../terminal/interrupt.ts';
import type { Io } from '../terminal/io.ts';
import { drawProgress, noProgress, type Progress } from '../terminal/progress.ts';
import { streamSink } from '../terminal/sink.ts';
import { type StatusMessages, statusMessages } from '../terminal/status-messages.ts';
import { product } from '../version.ts';
import type { EngineModules } from './load-engine.ts';
import { openFiles } from './open-files.ts';
import type { OrgSource } from './org-source.ts';
import { readUntil } from './reading.ts';
import { holdReports, type ReportOutput, type Reports } from './report-outputs.ts';
import { select } from './rule-selection.ts';
import type { ScanOptions } from './scan-options.ts';

/** What the steps of a running scan share. */
interface Run {
  readonly options: ScanOptions;
  readonly io: Io;
  readonly engine: EngineModules;
  readonly rules: LoadedRules;
  readonly interrupt: Interrupt;
  readonly status: StatusMessages;
  readonly spill: SpillFile;
  /** What to type to run it again. */
  readonly command: string | undefined;
  /** The moment of the run, by which filters may have expired; milliseconds. */
  readonly now: number;
}

/** At most so many alerts that filters took away are listed. */
const suppressedListed = 1_000;

/** Scans, writes all reports, and returns the exit code. */
export async function runScan(options: ScanOptions, context: CommandContext): Promise<number> {
  const { io, load } = context;
  const command = commandText(context.argv ?? []);
  const engine = await load();
  const set = await loadRuleSet(engine, options.rules, io);
  await checkReports(set, options.rules, { stderr: io.stderr, quiet: options.quiet });
  const rules = select(set, options.selection);
  const opened: ReportOutput[] = [];
  const spill = createSpillFile();
  const discard = (): void => {
    for (const { sink } of opened) sink.discard();
    spill.close();
  };
  const interrupt = onInterrupt(io, discard);
  const status = statusMessages(options, io);
  const now = io.now();
  const run: Run = { options, io, engine, rules, interrupt, status, spill, command, now };
  try {
    for (const target of options.targets) opened.push(await openReport(run, target));
    const reports = holdReports(opened, () => interrupt.shouldContinue('reporting'));
    const summary = await hunt(run, reports);
    await reports.finish();
    const exitCode = await close(run, summary);
    const isCut = reports.isCut() && interrupt.by() === undefined;
    return isCut ? exitCodes.brokenPipe : exitCode;
  } catch (error) {
    discard();
    throw error;
  } finally {
    interrupt.release();
    spill.close();
  }
}

async function openReport(run: Run, { format, path }: Target): Promise<ReportOutput> {
  const { engine, io, rules, command } = run;
  const { color, details: verbose, verbose: facts, minSeverity } = run.options;
  const again = command === undefined ? {} : { command };
  const isStdout = path === undefined;
  const canvas = isStdout ? streamCanvas(io.stdout, io.env, io.platform, color) : fileCanvas();
  const mayContinue = (): boolean => run.interrupt.hasTime('reporting');
  const tool = { ...(await product()), rulesDigest: digestOf(inForce(rules, run.now)) };
  const options = { tool, ...canvas, verbose, facts, minSeverity, mayContinue };
  return {
    render: engine.reporters[format].create({ ...options, ...again }),
    sink: isStdout ? streamSink(io.stdout, 'standard output') : await fileSink(path),
  };
}

/** Hunts, and writes every outcome to every report. Returns the last outcome, the summary. */
async function hunt(run: Run, reports: Reports): Promise<Summary> {
  const progress = progressOf(run);
  const opened = await openEvents(run, progress);
  const { events, admit } = readUntil(run.interrupt, opened.events, opened.file);
  const { covered } = opened;
  const options = { ...huntOptions(run), ...(covered && { covered }) };
  let summary: Summary | undefined;
  try {
    for await (const found of run.engine.hunt(events, run.rules, options)) {
      if (found.kind === 'explanation' || found.kind === 'tally') continue;
      if (found.kind === 'progress') {
        progress.evaluating(found);
        continue;
      }
      progress.clear();
      const outcome = found.kind === 'summary' ? admit(opened.admit(found)) : found;
      await reports.write(outcome);
      if (outcome.kind === 'rejection') await run.status.rejection(outcome);
      if (outcome.kind === 'summary') summary = outcome;
    }
  } finally {
    progress.clear();
  }
  if (!summary) throw new Error('the hunt ended without a summary');
  return summary;
}

interface Input extends OrgSource {
  /** What is being read. */
  readonly file: () => string;
}

async function openEvents(run: Run, progress: Progress): Promise<Input> {
  const { engine, options, io, interrupt, rules } = run;
  const { live, quiet, paths, encoding } = options;
  if (live) {
    const { openOrgSource } = await import('./org-source.ts');
    const source = await openOrgSource(live, { io, engine, rules, interrupt, quiet });
    return { ...source, file: () => 'the log of the org' };
  }
  const signal = interrupt.abort;
  return openFiles({ paths, encoding, quiet }, { io, engine, signal, progress });
}

function huntOptions({ options, spill, interrupt, now, rules: { packs } }: Run) {
  const { since, until, minSeverity, showSuppressed } = options;
  const { budget, overflow } = options.state;
  return {
    now,
    packs,
    minSeverity,
    ...(showSuppressed && { listSuppressed: suppressedListed }),
    state: { budget, seed: randomInt(2 ** 32), ...(overflow === 'spill' && { spill }) },
    shouldContinue: interrupt.shouldContinue,
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
  };
}

function progressOf({ options, io }: Run): Progress {
  if (options.quiet || !canRedraw(io.stderr, io.env)) return noProgress;
  const canvas = streamCanvas(io.stderr, io.env, io.platform, 'never');
  return drawProgress((text) => io.stderr.write(text), io.now, canvas);
}

/** Writes the closing messages, and returns the exit code. */
async function close({ options, interrupt, status }: Run, summary: Summary): Promise<number> {
  const { failOn, allowPartial } = options;
  const { findings, doubts } = summary;
  const interruptedBy = interrupt.by();
  const verdict = { findings, doubtful: doubts.length > 0, failOn, interruptedBy };
  const exitCode = exitCodeOf({ ...verdict, allowPartial });
  await status.summary(summary, exitCode !== exitCodeOf({ ...verdict, allowPartial: false }));
  return exitCode;
}
