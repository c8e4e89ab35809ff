import { loadCatalogue } from '../../../input/idea-catalogue.ts';
import { builtInRules, loadRules, type PassedOver, readRules } from '../../../input/rule-files.ts';
import { loadList } from '../../../input/value-lists.ts';
import { languageTags } from '../../../language/language-tag.ts';
import { type LintReport, lint, type Remark } from '../../../lint/lint.ts';
import { remark } from '../../../lint/lint-context.ts';
import { countRemarks } from '../../../report/rule/lint-results.ts';
import type { Lists } from '../../../rule/rule.ts';
import { parseRuleText, type RuleFile } from '../../../rule/rule-file.ts';
import { RuleError } from '../../../rule/yaml/diagnostic.ts';
import { ignoredOf } from '../left-out.ts';
import type { NamedList } from '../rule-options.ts';
import {
  loadLists,
  type NoteTarget,
  noteLeftOut,
  nothingIn,
  ofCaller,
  warnOfLists,
  warnOfPaths,
} from '../rule-set.ts';

/** The rule files of a command, and the bundled ones that they may refer to. */
export interface Chosen {
  readonly files: readonly RuleFile[];
  readonly beside: readonly RuleFile[];
  readonly lists: Lists;
  /** Titles of those of their rules that are for other products. */
  readonly foreign: readonly string[];
  readonly passedOver: PassedOver;
}

/**
 * Reads the rules at paths, by default the bundled ones. It is misuse if there is neither a rule nor a
 * filter for Okta, nor a mistake to report.
 */
export async function chooseRules(
  paths: readonly string[],
  named: readonly NamedList[],
): Promise<Chosen> {
  const own = paths.length === 0 ? [builtInRules()] : paths;
  const [{ texts, passedOver }, all] = await ofCaller(async () => {
    const lists = await loadLists(named, loadList);
    return Promise.all([readRules(own), readRules([builtInRules(), ...own], { lists })]);
  }, builtInRules());
  const files = texts.map(parseRuleText);
  const foreign = files.flatMap((file) => file.foreign.map(({ title }) => title));
  const isEmpty = files.every((file) => {
    return [file.rules, file.filters, file.problems].every(({ length }) => length === 0);
  });
  if (isEmpty) throw nothingIn('ruleRun.noneAt', own, ignoredOf({ foreign, passedOver }));
  const keys = new Set(texts.map(({ key }) => key));
  const beside = all.texts.filter(({ key }) => !keys.has(key)).map(parseRuleText);
  return { files, beside, lists: all.lists, foreign, passedOver };
}

/**
 * Checks the rules at paths against each other, the bundled rules and Okta's documentation. Skipped
 * files are noted on standard error.
 */
export async function checkRules(
  paths: readonly string[],
  named: readonly NamedList[],
  target: NoteTarget,
): Promise<LintReport> {
  const [chosen, { eventTypes, release, ideas }] = await Promise.all([
    chooseRules(paths, named),
    loadCatalogue(),
  ]);
  const { files, beside, lists } = chosen;
  const linted = lint(files, beside, { lists, eventTypes, release, ideas: new Set(ideas.keys()) });
  const isLoadable = countRemarks(linted).error === 0;
  const torn = isLoadable ? await checkTranslations(paths, lists) : [];
  const report = { ...linted, remarks: [...linted.remarks, ...torn] };
  await warnOfPaths(chosen, target);
  await noteLeftOut(chosen, target);
  if (named.length > 0 && isLoadable) {
    const all = [...files, ...beside];
    const filters = all.flatMap((file) => file.filters);
    const narrowing = filters.map(({ condition, windows }) => ({ condition, raises: [], windows }));
    await warnOfLists([...all.flatMap(({ rules }) => rules), ...narrowing], named, target);
  }
  return report;
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
