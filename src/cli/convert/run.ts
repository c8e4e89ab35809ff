import type { Summary } from '../../finding/summary.ts';
import { type Language, say } from '../../language/language.ts';
import { languages } from '../../language/languages.ts';
import { tell } from '../../language/message.ts';
import type { Tool } from '../../report/finding/reporter.ts';
import { type ReportFormatName, reporters } from '../../report/finding/reporters.ts';
import { summaryOf } from '../../report/finding/unknown-summary.ts';
import { levels } from '../../rule/level.ts';
import { parseReport } from '../../saved-report/parse-report.ts';
import { readReport } from '../../saved-report/read-report.ts';
import type { SavedReport } from '../../saved-report/saved-report.ts';
import type { CommandContext } from '../config/command-context.ts';
import { exitCodes } from '../exit-code.ts';
import { misuse } from '../failure.ts';
import type { Display } from '../option/display-options.ts';
import type { Target } from '../option/output-format.ts';
import { holdReports, type ReportOutput } from '../scan/report-outputs.ts';
import { themeFor } from '../terminal/canvas.ts';
import { fileSink } from '../terminal/file-sink.ts';
import { type Interrupt, onInterrupt } from '../terminal/interrupt.ts';
import type { Io } from '../terminal/io.ts';
import { reportSink } from '../terminal/pager.ts';
import { product } from '../version.ts';

/** The checked options of a conversion. */
export interface ConvertPlan {
  readonly path: string;
  readonly targets: readonly Target[];
  readonly allowPartial: boolean;
  readonly display: Display;
  readonly details: boolean;
}

/** Reads a saved report, writes it in other formats, and returns the exit code. A signal leaves no file behind. */
export async function runConvert(
  plan: ConvertPlan,
  { io, speech }: CommandContext,
): Promise<number> {
  const saved = await read(plan.path, io, speech.language);
  const summary = summaryOf(saved, languages[plan.display.language]);
  if (summary.doubts.length > 0 && !plan.allowPartial) throw incomplete(saved, summary);
  const tool = saved.tool ?? { ...(await product()), rulesDigest: 'unknown' };
  const opened: ReportOutput[] = [];
  const discard = (): void => {
    for (const { sink } of opened) sink.discard();
  };
  const interrupt = onInterrupt(io, discard);
  try {
    for (const target of plan.targets)
      opened.push(await open(target, saved, tool, { plan, io, interrupt }));
    const reports = holdReports(opened, () => interrupt.shouldContinue('reporting'));
    for (const outcome of [...saved.findings, ...saved.rejections, ...saved.cases, summary]) {
      await reports.write(outcome);
      interrupt.abort.throwIfAborted();
    }
    await reports.finish();
    return reports.isCut() ? exitCodes.brokenPipe : exitCodes.clean;
  } catch (error) {
    discard();
    const by = interrupt.by();
    if (by === undefined) throw error;
    return exitCodes[by];
  } finally {
    interrupt.release();
  }
}

async function read(path: string, io: Io, language: Language): Promise<SavedReport> {
  if (path !== '-') return readReport(path);
  const parts: Buffer[] = [];
  for await (const part of io.stdin) parts.push(Buffer.from(part as Uint8Array));
  return parseReport(Buffer.concat(parts).toString('utf8'), say(language, 'output.stdin'));
}

interface Conversion {
  readonly plan: ConvertPlan;
  readonly io: Io;
  readonly interrupt: Interrupt;
}

async function open(
  { format, path }: Target,
  { at, org }: SavedReport,
  tool: Tool,
  { plan, io, interrupt }: Conversion,
): Promise<ReportOutput> {
  const theme = themeFor(plan.display, path === undefined ? io.stdout : undefined, io);
  const options = {
    tool,
    ...(at !== null && { run: { at, org, console: null } }),
    ...theme,
    verbose: plan.details,
    minSeverity: levels[0],
  };
  const name: ReportFormatName = format;
  const isLong = plan.details && format === 'table';
  return {
    render: reporters[name].create(options),
    sink:
      path === undefined
        ? reportSink({ display: plan.display, isLong }, io, interrupt)
        : await fileSink(path),
  };
}

function incomplete({ file }: SavedReport, { doubts }: Summary): Error {
  const reasons = doubts.map(({ message }) => message).join('; ');
  return misuse(tell('misuse.scanPartial', { file, reasons }), tell('misuse.allowPartial'));
}
