import { randomInt } from 'node:crypto';
import type { Tally } from '../../engine/tally.ts';
import type { Summary } from '../../finding/summary.ts';
import { createSpillFile, type SpillFile } from '../../input/file/spill-file.ts';
import { tell } from '../../language/message.ts';
import { usualBudget } from '../../library/usual-budget.ts';
import { createTheme, type Theme } from '../../report/text/theme.ts';
import type { Rule, RuleSet } from '../../rule/rule.ts';
import { translated } from '../../rule/translation.ts';
import type { TallyPlan } from '../../tune/backtest.ts';
import type { CommandContext } from '../config/command-context.ts';
import { exitCodeOf } from '../exit-code.ts';
import type { Speech } from '../option/speech.ts';
import type { EngineModules } from '../scan/load-engine.ts';
import { openFiles } from '../scan/open-files.ts';
import { readUntil } from '../scan/reading.ts';
import { streamCanvas } from '../terminal/canvas.ts';
import { doubtLines } from '../terminal/closing-summary.ts';
import { type Interrupt, onInterrupt } from '../terminal/interrupt.ts';
import type { Io } from '../terminal/io.ts';
import { showProgress } from '../terminal/progress.ts';
import { asideSink, streamSink } from '../terminal/sink.ts';
import { ruleMeant } from './rule-argument.ts';
import { loadRuleSet } from './rule-set.ts';
import type { TallyOptions } from './tally-options.ts';

/** Tables of numbers gain nothing from more columns. */
const mostColumns = 80;

/** How a command counts what a rule finds, and writes it down. */
export interface TallyCommand<Result> {
  readonly plan: (set: RuleSet, rule: Rule) => TallyPlan<Result>;
  readonly formats: Readonly<
    Record<TallyOptions['format'], (result: Result, theme: Theme) => string>
  >;
}

/** What the steps of a running count share. */
interface TallyRun {
  readonly options: TallyOptions;
  readonly io: Io;
  readonly speech: Speech;
  readonly engine: EngineModules;
  readonly interrupt: Interrupt;
  readonly spill: SpillFile;
}

/**
 * Counts what a rule finds in a log, writes it to standard output, and returns the exit code. A run that
 * was interrupted reports what it came to, if the rule was evaluated at all.
 */
export async function runTally<Result>(
  options: TallyOptions,
  context: CommandContext,
  { plan, formats }: TallyCommand<Result>,
): Promise<number> {
  const { io, speech } = context;
  const engine = await context.load();
  const loaded = await loadRuleSet(engine, options.files, context, speech.language.tag);
  // Programs read a rule's own words, whatever the language.
  const set = options.format === 'table' ? translated(loaded) : loaded;
  const rule = await ruleMeant(options.rule, set);
  const planned = plan(set, rule);
  const spill = createSpillFile();
  const interrupt = onInterrupt(io, spill.close);
  try {
    const { tallies, summary } = await tallyLog(
      { options, io, speech, engine, interrupt, spill },
      planned,
    );
    const result = planned.resultOf(tallies, summary);
    if (result) {
      const canvas = streamCanvas(io.stdout, io.env, io.platform, 'auto');
      const columns = Math.min(canvas.columns, mostColumns);
      const text = formats[options.format](
        result,
        createTheme({ ...canvas, columns, verbose: false, language: speech.language }),
      );
      await streamSink(io.stdout, tell('output.stdout')).write(text);
    }
    if (!result || options.format !== 'table') {
      const rules = summary.rules.filter(({ name }) => name === rule.name);
      const lines = doubtLines({ ...summary, rules }, speech.language);
      await asideSink(io.stderr).write(lines.map((line) => `${line}\n`).join(''));
    }
    const doubtful = summary.doubts.length > 0;
    const { allowPartial } = options;
    const { findings } = summary;
    const interruptedBy = interrupt.by();
    return exitCodeOf({ findings, doubtful, failOn: 'none', allowPartial, interruptedBy });
  } finally {
    interrupt.release();
    spill.close();
  }
}

/** What a hunt of a plan came to. */
interface Tallied {
  readonly tallies: ReadonlyMap<string, Tally>;
  readonly summary: Summary;
}

async function tallyLog(
  run: TallyRun,
  plan: Pick<TallyPlan<unknown>, 'rules' | 'tally'>,
): Promise<Tallied> {
  const { options, engine, interrupt, spill } = run;
  const progress = showProgress(run.io, { quiet: options.quiet, language: run.speech.language });
  const opened = openFiles(run.options, {
    io: run.io,
    engine: run.engine,
    signal: run.interrupt.abort,
    progress: progress,
  });
  const { events, admit } = readUntil(interrupt, opened.events, opened.file);
  const { since, until } = options;
  const tallies = new Map<string, Tally>();
  let summary: Summary | undefined;
  try {
    const found = engine.hunt(events, plan.rules, {
      tally: plan.tally,
      state: { budget: usualBudget, seed: randomInt(2 ** 32), spill },
      shouldContinue: interrupt.shouldContinue,
      ...(since !== undefined && { since }),
      ...(until !== undefined && { until }),
    });
    for await (const outcome of found) {
      if (outcome.kind === 'progress') progress.evaluating(outcome);
      else if (outcome.kind === 'tally') tallies.set(outcome.rule, outcome);
      else if (outcome.kind === 'summary') summary = admit(opened.admit(outcome));
    }
  } finally {
    progress.clear();
  }
  if (!summary) throw new Error('the hunt ended without a summary');
  return { tallies, summary };
}
