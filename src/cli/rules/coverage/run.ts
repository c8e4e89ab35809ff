import { createLogVisibility } from '../../../lint/log-visibility.ts';
import { loadCatalogue } from '../../../input/idea-catalogue.ts';
import type { ReadOptions } from '../../../input/events.ts';
import { coverageFormats } from '../../../report/rule/coverage-report.ts';
import { createTheme } from '../../../report/text/theme.ts';
import type { RuleSet } from '../../../rule/rule.ts';
import type { CommandContext } from '../../config/command-context.ts';
import type { EngineModules } from '../../scan/load-engine.ts';
import { breakdown } from '../../failure.ts';
import type { RuleFiles } from '../../scan/scan-options.ts';
import { checkReports, loadRuleSet } from '../rule-set.ts';
import { streamCanvas } from '../../terminal/canvas.ts';
import { tellWaiting } from '../../terminal/waiting.ts';

/** What `rules coverage` is asked. */
export interface CoverageQuestion {
  /** The log; none if empty. */
  readonly paths: readonly string[];
  /** A label of `TextDecoder`. */
  readonly encoding: string | undefined;
  readonly files: RuleFiles;
  readonly format: keyof typeof coverageFormats;
}

/** What the rules cover, and what the log can feed. */
export async function coverageText(
  { paths, files, format, encoding }: CoverageQuestion,
  { io, load }: CommandContext,
): Promise<string> {
  const engine = await load();
  const read = {
    stdin: io.stdin,
    onWait: tellWaiting(io, false),
    ...(encoding !== undefined && { encoding }),
  };
  const [set, { ideas }] = await Promise.all([loadRuleSet(engine, files, io), loadCatalogue()]);
  await checkReports(set, files, { stderr: io.stderr, quiet: false });
  const rules = set.rules.filter(({ generate }) => generate);
  const survey = paths.length === 0 ? undefined : await surveyOf(set, paths, engine, read);
  const canvas = streamCanvas(io.stdout, io.env, io.platform, 'auto');
  const look = createTheme({ ...canvas, verbose: false });
  return coverageFormats[format]({ rules, ideas, survey }, look);
}

/** What a log has for the rules that report. A log without any event answers nothing. */
async function surveyOf(
  set: RuleSet,
  paths: readonly string[],
  engine: EngineModules,
  options: ReadOptions,
) {
  const survey = createLogVisibility(set);
  let skipped = 0;
  for await (const item of engine.readEvents(paths, options)) {
    if (item.kind === 'event') survey.see(item);
    else if (item.kind === 'rejection') skipped++;
  }
  if (survey.events === 0) throw breakdown('no record of the log is an Okta System Log event');
  const reporting = new Set(set.rules.filter(({ generate }) => generate).map(({ name }) => name));
  const feeds = survey.feeds().filter(({ rule }) => reporting.has(rule));
  return {
    events: survey.events,
    skipped,
    feeds: feeds.sort((a, b) => (a.rule < b.rule ? -1 : 1)),
  };
}
