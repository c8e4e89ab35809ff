import { randomInt } from 'node:crypto';
import type { Event, Rejection, Source } from '../../event/event.ts';
import type { Case } from '../../finding/case/case.ts';
import type { Finding } from '../../finding/finding.ts';
import type { Summary } from '../../finding/summary.ts';
import { createSpillFile, type SpillFile } from '../../input/file/spill-file.ts';
import { say } from '../../language/language.ts';
import { languages } from '../../language/languages.ts';
import { withoutEmptyArchives } from '../../library/archives.ts';
import type { KnownReport, PassCounts, ReadPass } from '../../library/case-story.ts';
import { usualBudget } from '../../library/usual-budget.ts';
import { translated } from '../../rule/translation.ts';
import type { CommandContext } from '../config/command-context.ts';
import { exitCodes } from '../exit-code.ts';
import type { Display } from '../option/display-options.ts';
import type { RuleFiles } from '../rules/rule-options.ts';
import { loadRuleSet } from '../rules/rule-set.ts';
import type { EngineModules } from '../scan/load-engine.ts';
import { openFiles } from '../scan/open-files.ts';
import { type Interrupt, onInterrupt } from '../terminal/interrupt.ts';
import type { Io } from '../terminal/io.ts';
import { type Progress, showProgress } from '../terminal/progress.ts';
import { asideSink } from '../terminal/sink.ts';
import { tellWaiting } from '../terminal/waiting.ts';
import { type Inputs, openInputs } from './inputs.ts';

/** What to look into. */
export interface InvestigationOptions {
  /** Logs, and at most one saved report. */
  readonly paths: readonly string[];
  readonly encoding: string | undefined;
  readonly rules: RuleFiles;
  readonly quiet: boolean;
  readonly display: Display;
}

/** A look into logs and a saved report, which reads the logs as often as it takes. */
export interface Investigation {
  readonly io: Io;
  readonly inputs: Inputs;
  readonly interrupt: Pick<Interrupt, 'by' | 'leaveKeyboard'>;
  /** The findings of the saved report; without one those of a scan of the logs. Throws if a signal ends it. */
  findings(): Promise<KnownReport>;
  /** Reads the logs once more, and ends early, without an error, at a signal; undefined without logs. */
  readonly read: ReadPass | undefined;
}

/**
 * Looks into what was given, as `look` says, which gives the exit code; after a signal that of the signal. Nothing
 * is left behind, however it ends.
 */
export async function investigate(
  options: InvestigationOptions,
  { io, load }: CommandContext,
  look: (investigation: Investigation) => Promise<number>,
): Promise<number> {
  const spill = createSpillFile();
  let inputs: Inputs | undefined;
  const leave = (): void => {
    spill.close();
    inputs?.close();
  };
  const interrupt = onInterrupt(io, leave);
  let exitCode: number = exitCodes.clean;
  try {
    inputs = await openInputs(options.paths, io, interrupt.abort);
    const engine = await load();
    const { ascii, plain, language } = options.display;
    const telling = { quiet: options.quiet, ascii, plain, language: languages[language] };
    const progress = showProgress(io, telling);
    const tools: Tools = { options, io, inputs, engine, interrupt, progress, spill };
    exitCode = await look({
      io,
      inputs,
      interrupt,
      findings: () => findFindings(tools),
      read: inputs.logs.length === 0 ? undefined : (see) => readLogs(tools, see),
    });
  } catch (error) {
    if (interrupt.by() === undefined) throw error;
  } finally {
    interrupt.release();
    leave();
  }
  const signal = interrupt.by();
  if (signal === undefined) return exitCode;
  const told = say(languages[options.display.language], 'run.interruptedLog');
  await asideSink(io.stderr).write(`${told}\n`);
  return exitCodes[signal];
}

interface Tools {
  readonly options: InvestigationOptions;
  readonly io: Io;
  readonly inputs: Inputs;
  readonly engine: EngineModules;
  readonly interrupt: Interrupt;
  readonly progress: Progress;
  readonly spill: SpillFile;
}

async function findFindings(tools: Tools): Promise<KnownReport> {
  const { inputs, io, engine, options, interrupt, progress, spill } = tools;
  if (inputs.report) return inputs.report;
  const tag = options.display.language;
  const speech = { language: languages[tag] };
  const rules = translated(await loadRuleSet(engine, options.rules, { io, speech }, tag));
  const { paths, encoding, quiet } = { ...options, paths: inputs.logs };
  const opened = openFiles(
    { paths, encoding, quiet, language: languages[tag] },
    { io: { ...io, stdin: inputs.stdin() }, engine, signal: interrupt.abort, progress },
  );
  const now = io.now();
  const state = { budget: usualBudget, seed: randomInt(2 ** 32), spill };
  const findings: Finding[] = [];
  const cases: Case[] = [];
  let summary: Summary | undefined;
  try {
    const { shouldContinue } = interrupt;
    const language = languages[tag];
    for await (const found of engine.hunt(opened.events, rules, {
      now,
      state,
      language,
      shouldContinue,
    })) {
      if (found.kind === 'finding') findings.push(found);
      else if (found.kind === 'case') cases.push(found);
      else if (found.kind === 'summary') summary = opened.admit(found);
      else if (found.kind === 'progress') progress.evaluating(found);
    }
  } finally {
    progress.clear();
  }
  interrupt.abort.throwIfAborted();
  return { findings, cases, summary };
}

async function readLogs(tools: Tools, see: (event: Event) => void): Promise<PassCounts> {
  const { inputs, io, engine, options, interrupt, progress } = tools;
  const waiting = tellWaiting(io, options.quiet, languages[options.display.language]);
  let [records, skipped] = [0, 0];
  const isCut = (): boolean => interrupt.abort.aborted;
  try {
    const events: AsyncIterable<Event | Rejection | Source> = engine.readEvents(
      await withoutEmptyArchives(inputs.logs),
      {
        stdin: inputs.stdin(),
        signal: interrupt.abort,
        onProgress: progress.update,
        onWait: waiting,
        ...(options.encoding !== undefined && { encoding: options.encoding }),
      },
    );
    for await (const item of events) {
      if (item.kind === 'source') continue;
      records++;
      if (item.kind === 'event') see(item);
      else skipped++;
    }
  } catch (error) {
    if (!isCut()) throw error;
  } finally {
    progress.clear();
  }
  return { records, skipped, isCut: isCut() };
}
