import type { ReportedOutcome } from '../../engine/outcome.ts';
import type { Summary } from '../../finding/summary.ts';
import { createShareableSpill, type ShareableSpill } from '../../input/file/spill-file.ts';
import { hashSeed } from '../../input/hash-seed.ts';
import { say } from '../../language/language.ts';
import { languages } from '../../language/languages.ts';
import type { RunFacts } from '../../report/finding/reporter.ts';
import { levels } from '../../rule/level.ts';
import type { CommandContext } from '../config/command-context.ts';
import { exitCodeOf, exitCodes } from '../exit-code.ts';
import { logTo } from '../log/run-log.ts';
import type { Target } from '../option/output-format.ts';
import { themeFor } from '../terminal/canvas.ts';
import { commandText } from '../terminal/command-text.ts';
import { fileSink } from '../terminal/file-sink.ts';
import { type Interrupt, onInterrupt } from '../terminal/interrupt.ts';
import type { Io } from '../terminal/io.ts';
import { reportSink } from '../terminal/pager.ts';
import { type Progress, showProgress } from '../terminal/progress.ts';
import { type StatusMessages, statusMessages } from '../terminal/status-messages.ts';
import { product } from '../version.ts';
import { createNarrowing, type Narrowing } from './focused-report.ts';
import type { EngineModules } from './load-engine.ts';
import type { ScanRules } from './loaded-rules.ts';
import { openFiles } from './open-files.ts';
import type { OrgSource } from './org-source.ts';
import { readUntil } from './reading.ts';
import { holdReports, type ReportOutput, type Reports } from './report-outputs.ts';
import { runFactsOf } from './run-facts.ts';
import type { RunDeliveries } from './scan-deliveries.ts';
import type { ScanOptions } from './scan-options.ts';
import { scanRules } from './scan-rules.ts';
import type { DividedHunt } from './threads/divided-hunt.ts';

/** What the steps of a running scan share. */
interface Run {
  readonly options: ScanOptions;
  readonly io: Io;
  readonly engine: EngineModules;
  readonly rules: ScanRules;
  readonly interrupt: Interrupt;
  readonly status: StatusMessages;
  readonly spill: ShareableSpill;
  readonly narrowing: Narrowing;
  /** What to type to run it again. */
  readonly command: string | undefined;
  /** The moment of the run, by which filters may have expired; milliseconds. */
  readonly now: number;
  /** For the reports that machines read. */
  readonly facts: RunFacts | undefined;
  readonly deliveries: RunDeliveries | undefined;
}

/** At most so many alerts that filters took away are listed. */
const suppressedListed = 1_000;

/** Scans, writes all reports, and returns the exit code. */
export async function runScan(options: ScanOptions, context: CommandContext): Promise<number> {
  const { io, load } = context;
  const command = commandText(context.argv ?? [], io.platform);
  const engine = await load();
  const rules = await scanRules(options, engine, context);
  const narrowing = await narrowingOf(options, rules);
  const opened: ReportOutput[] = [];
  const spill = createShareableSpill();
  const discard = (): void => {
    for (const { sink } of opened) sink.discard();
    spill.close();
  };
  const interrupt = onInterrupt(io, discard);
  const status = statusMessages(options, io);
  const now = io.now();
  const isDelivering = options.deliver.length > 0;
  const forMachines = isDelivering || options.targets.some(({ format }) => format !== 'table');
  const facts = forMachines
    ? await runFactsOf(options.connection, io, now, languages[options.display.language])
    : undefined;
  const shared = { options, io, engine, rules, interrupt, status, spill, command, now, facts };
  const deliveries = isDelivering ? await deliveriesOf(options, io) : undefined;
  const run: Run = { ...shared, narrowing, deliveries };
  try {
    for (const target of options.targets) opened.push(await openReport(run, target));
    const reports = holdReports(opened, () => interrupt.shouldContinue('reporting'));
    const summary = await hunt(run, reports);
    await reports.finish();
    const isDelivered = (await deliveries?.finish(interrupt.abort)) ?? true;
    const exitCode = await close(run, summary);
    if (!isDelivered && interrupt.by() === undefined) return exitCodes.breakdown;
    const isCut = reports.isCut() && interrupt.by() === undefined;
    return isCut ? exitCodes.brokenPipe : exitCode;
  } catch (error) {
    discard();
    await deliveries?.discard();
    throw error;
  } finally {
    interrupt.release();
    spill.close();
  }
}

async function narrowingOf(
  { focus, baseline, dispositions }: ScanOptions,
  { rulesDigest }: ScanRules,
): Promise<Narrowing> {
  if (baseline === undefined && dispositions === undefined) {
    return { focus, baseline, dispositions: new Map(), rulesDigest };
  }
  const { readBaseline, readMarks } = await import('./known-findings.ts');
  return {
    focus,
    baseline: baseline === undefined ? undefined : await readBaseline(baseline),
    dispositions: await readMarks(dispositions),
    rulesDigest,
  };
}

async function openReport(run: Run, { format, path }: Target): Promise<ReportOutput> {
  const { engine, io, command, interrupt } = run;
  const { display, details: verbose, verbose: facts, minSeverity } = run.options;
  const again = command === undefined ? {} : { command };
  const isStdout = path === undefined;
  const isLong = verbose && format === 'table';
  const theme = themeFor(display, isStdout ? io.stdout : undefined, io);
  const mayContinue = (): boolean => run.interrupt.hasTime('reporting');
  const tool = { ...(await product()), rulesDigest: run.narrowing.rulesDigest };
  const ran = run.facts && { run: run.facts };
  const options = { tool, ...ran, ...theme, verbose, facts, minSeverity, mayContinue };
  return {
    render: (await engine.loadReporter(format)).create({ ...options, ...again }),
    sink: isStdout ? reportSink({ display, isLong }, io, interrupt) : await fileSink(path),
  };
}

/** Hunts, and writes every outcome to every report. Returns the last outcome, the summary. */
async function hunt(run: Run, reports: Reports): Promise<Summary> {
  const progress = progressOf(run);
  const divided = await divide(run);
  const opened = await openEvents(run, progress, divided);
  const language = languages[run.options.display.language];
  const { events, admit } = readUntil(run.interrupt, opened.events, opened.file, language);
  const { covered } = opened;
  const options = { ...huntOptions(run), ...(covered && { covered }) };
  const outcomes = divided
    ? divided.hunt(events, options)
    : run.engine.hunt(events, run.rules.hunted, options);
  const narrowed = createNarrowing(run.narrowing);
  let summary: Summary | undefined;
  try {
    for await (const found of outcomes) {
      if (found.kind === 'explanation' || found.kind === 'tally') continue;
      if (found.kind === 'progress') {
        progress.evaluating(found);
        continue;
      }
      progress.clear();
      const outcome = found.kind === 'summary' ? admit(opened.admit(found)) : found;
      for (const reported of narrowed(outcome)) {
        await reports.write(reported);
        await deliver(run, reported);
        if (reported.kind === 'rejection') await run.status.rejection(reported);
        if (reported.kind === 'summary') summary = reported;
      }
    }
  } finally {
    progress.clear();
    await divided?.threads.close();
  }
  if (!summary) throw new Error('the hunt ended without a summary');
  return summary;
}

/** Prepares threads if that was asked for, and says if that cannot be. */
async function divide({ options, io, rules, now, spill }: Run): Promise<DividedHunt | undefined> {
  const { jobs, quiet } = options;
  if (jobs === 1) return undefined;
  const { budget, overflow } = options.state;
  const { language } = options.display;
  if (overflow !== 'spill') {
    const line = say(languages[language], 'status.oneJob');
    if (!quiet) await logTo(io, { event: 'scan.note', line });
    return undefined;
  }
  const { divideHunt } = await import('./threads/divided-hunt.ts');
  const order = { language, budget, spill, packs: rules.packs, options: engineOptions(options) };
  return divideHunt({ ...order, rules: rules.hunted, jobs, now });
}

/** Loads what deliveries need only for a run that has some. */
async function deliveriesOf(
  { deliver: targets, deadLetters, display, quiet }: ScanOptions,
  io: Io,
): Promise<RunDeliveries> {
  const { openRunDeliveries } = await import('./scan-deliveries.ts');
  const language = languages[display.language];
  const { zone } = display;
  return openRunDeliveries({ targets, deadLetters, io, language, spoken: language, zone, quiet });
}

/** Hands a finding or case to the receivers, with what is known of the run. */
async function deliver(
  { deliveries, facts, narrowing }: Run,
  outcome: ReportedOutcome,
): Promise<void> {
  if (!deliveries || (outcome.kind !== 'finding' && outcome.kind !== 'case')) return;
  const { withRun } = await import('../../report/finding/machine/found-by.ts');
  const tool = { ...(await product()), rulesDigest: narrowing.rulesDigest };
  await deliveries.send(withRun(outcome, { tool, ...(facts && { run: facts }) }));
}

interface Input extends OrgSource {
  /** What is being read. */
  readonly file: () => string;
}

async function openEvents(
  run: Run,
  progress: Progress,
  divided: DividedHunt | undefined,
): Promise<Input> {
  const { engine, options, io, interrupt, rules } = run;
  const { live, quiet, paths, encoding } = options;
  const { plain } = options.display;
  const language = languages[options.display.language];
  if (live && rules.loaded) {
    const { openOrgSource } = await import('./org-source.ts');
    const telling = { quiet, plain, language };
    const surroundings = { io, engine, history: rules.loaded, interrupt };
    const source = await openOrgSource(live, { ...surroundings, ...telling });
    return { ...source, file: () => 'the log of the org' };
  }
  const signal = interrupt.abort;
  const elsewhere = divided?.threads.ranges;
  const files = { paths, encoding, quiet, language, elsewhere };
  return openFiles(files, { io, engine, signal, progress });
}

function huntOptions({ options, spill, interrupt, now, rules }: Run) {
  const { minSeverity, display } = options;
  const { budget, overflow } = options.state;
  return {
    now,
    language: languages[display.language],
    packs: rules.packs,
    minSeverity,
    ...engineOptions(options),
    state: { budget, seed: hashSeed(), ...(overflow === 'spill' && { spill }) },
    shouldContinue: interrupt.shouldContinue,
  };
}

/** What every engine is told, in whichever thread. */
function engineOptions({ since, until, showSuppressed, rawEvents }: ScanOptions) {
  return {
    ...(showSuppressed && { listSuppressed: suppressedListed }),
    ...(rawEvents && { rawEvents }),
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
  };
}

function progressOf({ options: { quiet, display }, io }: Run): Progress {
  const { ascii, plain } = display;
  return showProgress(io, { quiet, ascii, plain, language: languages[display.language] });
}

/** Writes the closing messages, and returns the exit code. */
async function close({ options, interrupt, status }: Run, summary: Summary): Promise<number> {
  const { failOn, allowPartial } = options;
  const { doubts } = summary;
  const findings = unknownFindings(summary);
  const interruptedBy = interrupt.by();
  const verdict = { findings, doubtful: doubts.length > 0, failOn, interruptedBy };
  const exitCode = exitCodeOf({ ...verdict, allowPartial });
  await status.summary(summary, exitCode !== exitCodeOf({ ...verdict, allowPartial: false }));
  return exitCode;
}

/** How many findings of each level decide the exit code: those that no baseline has. */
function unknownFindings({ findings, baseline }: Summary): Summary['findings'] {
  if (!baseline) return findings;
  const left = levels.map((level) => [level, findings[level] - baseline.known[level]] as const);
  return Object.fromEntries(left) as unknown as Summary['findings'];
}
