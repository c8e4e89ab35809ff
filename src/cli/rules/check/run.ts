import { builtInRules } from '../../../input/rule-files.ts';
import { loadList } from '../../../input/value-lists.ts';
import { type ChosenRules, chooseRules, lintChosen } from '../../../library/rule-check.ts';
import type { LintReport } from '../../../lint/lint.ts';
import { countRemarks } from '../../../report/rule/lint-results.ts';
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

/**
 * Reads the rules at paths, by default the bundled ones. It is misuse if there is neither a rule nor a
 * filter for Okta, nor a mistake to report.
 */
export async function chosenByCaller(
  paths: readonly string[],
  named: readonly NamedList[],
): Promise<ChosenRules> {
  const chosen = await ofCaller(
    async () => chooseRules(paths, await loadLists(named, loadList)),
    builtInRules(),
  );
  const isEmpty = chosen.files.every((file) => {
    return [file.rules, file.filters, file.problems].every(({ length }) => length === 0);
  });
  const own = paths.length === 0 ? [builtInRules()] : paths;
  if (isEmpty) throw nothingIn('ruleRun.noneAt', own, ignoredOf(chosen));
  return chosen;
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
  const chosen = await chosenByCaller(paths, named);
  const report = await lintChosen(chosen, paths);
  await warnOfPaths(chosen, target);
  await noteLeftOut(chosen, target);
  if (named.length > 0 && countRemarks(report).error === 0) {
    const all = [...chosen.files, ...chosen.beside];
    const filters = all.flatMap((file) => file.filters);
    const narrowing = filters.map(({ condition, windows }) => ({ condition, raises: [], windows }));
    await warnOfLists([...all.flatMap(({ rules }) => rules), ...narrowing], named, target);
  }
  return report;
}
