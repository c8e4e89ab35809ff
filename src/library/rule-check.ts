import { loadCatalogue } from '../input/idea-catalogue.ts';
import { builtInRules, loadRules, type PassedOver, readRules } from '../input/rule-files.ts';
import { languageTags } from '../language/language-tag.ts';
import { type LintReport, lint, type Remark } from '../lint/lint.ts';
import { remark } from '../lint/lint-context.ts';
import { countRemarks } from '../report/rule/lint-results.ts';
import type { Lists } from '../rule/rule.ts';
import { parseRuleText, type RuleFile } from '../rule/rule-file.ts';
import { RuleError } from '../rule/yaml/diagnostic.ts';

/** Rule files, and the bundled ones that they may refer to. */
export interface ChosenRules {
  readonly files: readonly RuleFile[];
  readonly beside: readonly RuleFile[];
  readonly lists: Lists;
  /** Titles of those of their rules that are for other products. */
  readonly foreign: readonly string[];
  readonly passedOver: PassedOver;
}

/** What checking rules can be told. */
export interface RuleCheckOptions {
  /** Value lists that replace or join those beside the rules. */
  readonly lists?: Lists;
}

/** What was found in rule files, and what was left out of them. */
export interface RuleCheck extends LintReport {
  /** Titles of rules that are for other products, and were not checked. */
  readonly foreign: readonly string[];
  /** What lies at the paths and is no rule file. */
  readonly passedOver: PassedOver;
}

/** Reads the rules at paths, by default the bundled ones. */
export async function chooseRules(
  paths: readonly string[],
  lists: Lists = new Map(),
): Promise<ChosenRules> {
  const own = paths.length === 0 ? [builtInRules()] : paths;
  const [{ texts, passedOver }, all] = await Promise.all([
    readRules(own),
    readRules([builtInRules(), ...own], { lists }),
  ]);
  const files = texts.map(parseRuleText);
  const foreign = files.flatMap((file) => file.foreign.map(({ title }) => title));
  const keys = new Set(texts.map(({ key }) => key));
  const beside = all.texts.filter(({ key }) => !keys.has(key)).map(parseRuleText);
  return { files, beside, lists: all.lists, foreign, passedOver };
}

/**
 * Checks the rules at paths, by default the bundled ones, against each other, the bundled rules and Okta's
 * documentation. A rule that does not load is a remark like others, with its place. Rejects with an `InputError`
 * for a path that cannot be read.
 */
export async function checkRules(
  paths: readonly string[] = [],
  options: RuleCheckOptions = {},
): Promise<RuleCheck> {
  const chosen = await chooseRules(paths, options.lists);
  const { foreign, passedOver } = chosen;
  return { ...(await lintChosen(chosen, paths)), foreign, passedOver };
}

/** What can be said of rules that were read. */
export async function lintChosen(
  { files, beside, lists }: ChosenRules,
  paths: readonly string[],
): Promise<LintReport> {
  const { eventTypes, release, ideas } = await loadCatalogue();
  const linted = lint(files, beside, { lists, eventTypes, release, ideas: new Set(ideas.keys()) });
  const torn = countRemarks(linted).error === 0 ? await checkTranslations(paths, lists) : [];
  return { ...linted, remarks: [...linted.remarks, ...torn] };
}

/** What keeps rules that load from loading in another language: translations of something else. */
async function checkTranslations(
  paths: readonly string[],
  lists: Lists,
): Promise<readonly Remark[]> {
  const own = paths.length === 0 ? [builtInRules()] : paths;
  const remarks: Remark[] = [];
  for (const language of languageTags) {
    const { translations } = await readRules(own, { language });
    if (translations.length === 0) continue;
    const files = new Set(translations.map(({ file }) => file));
    const problems = await loadRules([builtInRules(), ...own], { lists, language }).then(
      () => [],
      (error: unknown) => {
        if (error instanceof RuleError) return error.problems;
        throw error;
      },
    );
    const about = problems.filter(({ file }) => files.has(file));
    remarks.push(...about.map((problem) => remark(problem, 'translation', problem.told)));
  }
  return remarks;
}
