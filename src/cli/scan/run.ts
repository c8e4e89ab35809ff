import { randomInt } from 'node:crypto';
import type { Doubt, Summary } from '../../finding/summary.ts';
import { createSpillFile, type SpillFile } from '../../input/file/spill-file.ts';
import type { RuleSet } from '../../rule/rule.ts';
import type { CommandContext } from '../config/command-context.ts';
import { exitCodeOf, exitCodes } from '../exit-code.ts';
import type { Target } from '../option/output-format.ts';
import { checkReports, digestOf, loadRuleSet } from '../rules/rule-set.ts';
import { canRedraw, fileCanvas, streamCanvas } from '../terminal/canvas.ts';
import { fileSink } from '../terminal/file-sink.ts';
import { type Interrupt, onInterrupt } from '../terminal/interrupt.ts';
import type { Io } from '../terminal/io.ts';
import { drawProgress, noProgress, type Progress } from '../terminal/progress.ts';
import { streamSink } from '../terminal/sink.ts';
import { type StatusMessages, statusMessages } from '../terminal/status-messages.ts';
import { tellWaiting } from '../terminal/waiting.ts';
import { product } from '../version.ts';
import { verifyArchives, withoutEmptyArchives } from '../watch/archives.ts';
import type { EngineModules } from './load-engine.ts';
import type { OrgSource } from './org-source.ts';
import { readUntil } from './reading.ts';
import { holdReports, type ReportOutput, type Reports } from './report-outputs.ts';
import { select } from './rule-selection.ts';
import type { ScanOptions } from './scan-options.ts';

/** A run on its way: all that its steps share. */
interface Run {
  readonly plan: ScanOptions;
  readonly io: Io;
  readonly engine: EngineModules;
  readonly rules: RuleSet;
  readonly interrupt: Interrupt;
  readonly aside: StatusMessages;
  readonly spill: SpillFile;
}

/** Scans as planned, writes all reports, and returns the exit code. */
export async function runScan(plan: ScanOptions, { io, load }: CommandContext): Promise<number> {
  const engine = await load();
  const set = await loadRuleSet(engine, plan.rules, io);
  await checkReports(set, plan.rules, { stderr: io.stderr, quiet: plan.quiet });
  const rules = select(set, plan.selection);
  const opened: ReportOutput[] = [];
  const spill = createSpillFile();
  const discard = (): void => {
    for (const { sink } of opened) sink.discard();
    spill.close();
  };
  const interrupt = onInterrupt(io, discard);
  const run: Run = { plan, io, engine, rules, interrupt, aside: statusMessages(plan, io), spill };
  try {
    for (const target of plan.targets) opened.push(await openReport(run, target));
    const reports = holdReports(opened, () => interrupt.goOn('telling'));
    const summary = await tell(run, reports);
    await reports.finish();
    const exitCode = await conclude(run, summary);
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
  const { engine, io, rules } = run;
  const { color, verbose, minSeverity } = run.plan;
  const isStdout = path === undefined;
  const canvas = isStdout ? streamCanvas(io.stdout, io.env, io.platform, color) : fileCanvas();
  const mayTell = (): boolean => run.interrupt.hasTime('telling');
  const tool = { ...(await product()), rulesDigest: digestOf(rules) };
  return {
    render: engine.reporters[format].create({ tool, ...canvas, verbose, minSeverity, mayTell }),
    sink: isStdout ? streamSink(io.stdout, 'standard output') : await fileSink(path),
  };
}

/** Hunts, and gives every outcome to every report. Returns the last outcome, the summary. */
async function tell(run: Run, reports: Reports): Promise<Summary> {
  const progress = progressOf(run);
  const opened = await openEvents(run, progress);
  const { events, admit } = readUntil(run.interrupt, opened.events, opened.file);
  const options = {
    ...optionsOf(run),
    ...(opened.covered && { covered: opened.covered }),
  };
  let summary: Summary | undefined;
  try {
    for await (const found of run.engine.hunt(events, run.rules, options)) {
      if (found.kind === 'explanation') continue;
      if (found.kind === 'progress') {
        progress.judging(found);
        continue;
      }
      progress.clear();
      const outcome = found.kind === 'summary' ? admit(opened.admit(found)) : found;
      await reports.write(outcome);
      if (outcome.kind === 'rejection') await run.aside.rejection(outcome);
      if (outcome.kind === 'summary') summary = outcome;
    }
  } finally {
    progress.clear();
  }
  if (!summary) throw new Error('the hunt ended without a summary');
  return summary;
}

/** The input of a run, and what is read at the moment. */
interface Opened extends OrgSource {
  readonly file: () => string;
}

/** The input of a run, and what its source has to say about the summary. */
async function openEvents(run: Run, progress: Progress): Promise<Opened> {
  const { engine, plan, io, interrupt, rules } = run;
  if (plan.live) {
    const { openOrgSource } = await import('./org-source.ts');
    const live = await openOrgSource(plan.live, {
      io,
      engine,
      rules,
      interrupt,
      quiet: plan.quiet,
    });
    return { ...live, file: () => 'the log of the org' };
  }
  let file = '';
  let doubts: readonly Doubt[] = [];
  const waiting = tellWaiting(io, plan.quiet);
  const events = (async function* () {
    doubts = await verifyArchives(plan.paths, interrupt.abort);
    yield* engine.readEvents(await withoutEmptyArchives(plan.paths), {
      stdin: io.stdin,
      signal: interrupt.abort,
      onProgress: (position) => {
        file = position.file;
        progress.update(position);
      },
      ...(plan.encoding !== undefined && { encoding: plan.encoding }),
      onWait: (name, why) => {
        progress.clear();
        waiting(name, why);
      },
    });
  })();
  const admit = (summary: Summary) => ({ ...summary, doubts: [...summary.doubts, ...doubts] });
  return { events, admit, file: () => file };
}

function optionsOf({ plan, spill, interrupt }: Run) {
  const { since, until, minSeverity } = plan;
  const { budget, overflow } = plan.state;
  return {
    minSeverity,
    state: { budget, seed: randomInt(2 ** 32), ...(overflow === 'spill' && { spill }) },
    goOn: interrupt.goOn,
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
  };
}

function progressOf({ plan, io }: Run): Progress {
  if (plan.quiet || !canRedraw(io.stderr, io.env)) return noProgress;
  const canvas = streamCanvas(io.stderr, io.env, io.platform, 'never');
  return drawProgress((text) => io.stderr.write(text), io.now, canvas);
}

async function conclude({ plan, interrupt, aside }: Run, summary: Summary): Promise<number> {
  const { failOn, allowPartial } = plan;
  const { findings, doubts } = summary;
  const interruptedBy = interrupt.by();
  const verdict = { findings, doubtful: doubts.length > 0, failOn, interruptedBy };
  const exitCode = exitCodeOf({ ...verdict, allowPartial });
  await aside.summary(summary, exitCode !== exitCodeOf({ ...verdict, allowPartial: false }));
  return exitCode;
}
