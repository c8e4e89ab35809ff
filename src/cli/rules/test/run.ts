import { stat } from 'node:fs/promises';
import { tell } from '../../../language/message.ts';
import { ownRules, testChosen } from '../../../library/rule-test.ts';
import type { RuleTestResult } from '../../../report/rule/test-results.ts';
import { linkRules } from '../../../rule/link.ts';
import { everyRule } from '../../../rule/rule.ts';
import { misuse } from '../../failure.ts';
import { chosenByCaller } from '../check/run.ts';
import { ignoredOf } from '../left-out.ts';
import type { NamedList } from '../rule-options.ts';
import { type NoteTarget, noteLeftOut, nothingIn, warnOfLists, warnOfPaths } from '../rule-set.ts';

/** The options of `rules test`. */
export interface TestOptions {
  readonly lists: readonly NamedList[];
  /** The folder with a folder of fixtures for each rule. */
  readonly fixtures: string | undefined;
  /** The encoding of the fixtures, a label of `TextDecoder`. */
  readonly encoding: string | undefined;
}

/** Runs the rules at paths on their fixtures. Throws a `RuleError` if they do not load, misuse if there are none. */
export async function testRules(
  paths: readonly string[],
  { lists, fixtures, encoding }: TestOptions,
  target: NoteTarget,
): Promise<readonly RuleTestResult[]> {
  const chosen = await chosenByCaller(paths, lists);
  await warnOfPaths(chosen, target);
  await noteLeftOut(chosen, target);
  const set = linkRules([...chosen.beside, ...chosen.files], chosen.lists);
  await warnOfLists(everyRule(set), lists, target);
  const rules = ownRules(chosen, set);
  if (rules.length === 0) throw nothingIn('ruleRun.noneToTestAt', paths, ignoredOf(chosen));
  if (fixtures !== undefined && !(await isFolder(fixtures))) {
    throw misuse(tell('ruleRun.noFolder', { folder: fixtures }), tell('ruleRun.giveFolder'));
  }
  return testChosen(rules, set, { paths, fixtures, encoding });
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}
