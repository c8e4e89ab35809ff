import { tell } from '../../../language/message.ts';
import type { ReadOptions } from '../../../input/events.ts';
import { loadCatalogue } from '../../../input/idea-catalogue.ts';
import { createLogVisibility } from '../../../lint/log-visibility.ts';
import { coverageFormats } from '../../../report/rule/coverage-report.ts';
import { createTheme } from '../../../report/text/theme.ts';
import type { RuleSet } from '../../../rule/rule.ts';
import type { CommandContext } from '../../config/command-context.ts';
import { breakdown } from '../../failure.ts';
import type { EngineModules } from '../../scan/load-engine.ts';
import { streamCanvas } from '../../terminal/canvas.ts';
import { tellWaiting } from '../../terminal/waiting.ts';
import type { RuleFiles } from '../rule-options.ts';
import { checkReports, loadRuleSet } from '../rule-set.ts';

/** The checked options of `rules coverage`. */
export interface CoverageOptions {
  /** The log; none if empty. */
  readonly paths: readonly string[];
  /** A label of `TextDecoder`. */
  readonly encoding: string | undefined;
  readonly files: RuleFiles;
  readonly format: keyof typeof coverageFormats;
}

/** What the rules cover, and for which of them the log has data. */
export async function coverageText(
  { paths, files, format, encoding }: CoverageOptions,
  context: CommandContext,
): Promise<string> {
  const { io, speech } = context;
  const engine = await context.load();
  const read = {
    stdin: io.stdin,
    onWait: tellWaiting(io, false, speech.language),
    ...(encoding !== undefined && { encoding }),
  };
  const [set, { ideas }] = await Promise.all([loadRuleSet(engine, files, context), loadCatalogue()]);
  await checkReports(set, files, { ...context, quiet: false });
  const rules = set.rules.filter(({ generate }) => generate);
  const survey = paths.length === 0 ? undefined : await visibilityOf(set, paths, engine, read);
  const canvas = streamCanvas(io.stdout, io.env, io.platform, 'auto');
  const theme = createTheme({ ...canvas, verbose: false, language: speech.language });
  return coverageFormats[format]({ rules, ideas, survey }, theme);
}

/** For which of the reporting rules a log has data; throws if it has no events. */
async function visibilityOf(
  set: RuleSet,
  paths: readonly string[],
  engine: EngineModules,
  options: ReadOptions,
) {
  const log = createLogVisibility(set);
  let skipped = 0;
  for await (const item of engine.readEvents(paths, options)) {
    if (item.kind === 'event') log.see(item);
    else if (item.kind === 'rejection') skipped++;
  }
  if (log.events === 0) throw breakdown(tell('coverage.noOktaEvents'));
  const reporting = new Set(set.rules.filter(({ generate }) => generate).map(({ name }) => name));
  const feeds = log.feeds().filter(({ rule }) => reporting.has(rule));
  return {
    events: log.events,
    skipped,
    feeds: feeds.sort((a, b) => (a.rule < b.rule ? -1 : 1)),
  };
}
