import { tell } from '../../../language/message.ts';
import { loadCatalogue } from '../../../input/idea-catalogue.ts';
import { surveyLog } from '../../../library/survey-log.ts';
import { coverageFormats } from '../../../report/rule/coverage-report.ts';
import { createTheme } from '../../../report/text/theme.ts';
import type { CommandContext } from '../../config/command-context.ts';
import { breakdown } from '../../failure.ts';
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
  const [set, { ideas }] = await Promise.all([
    loadRuleSet(engine, files, context),
    loadCatalogue(format === 'table' ? speech.language.tag : undefined),
  ]);
  await checkReports(set, files, { ...context, quiet: false });
  const rules = set.rules.filter(({ generate }) => generate);
  const survey = paths.length === 0 ? undefined : await surveyLog(paths, { ...read, rules: set });
  if (survey?.events === 0) throw breakdown(tell('coverage.noOktaEvents'));
  const canvas = streamCanvas(io.stdout, io.env, io.platform, 'auto');
  const theme = createTheme({ ...canvas, verbose: false, language: speech.language });
  return coverageFormats[format]({ rules, ideas, survey }, theme);
}
