import { loadCatalogue } from '../../input/catalogue.ts';
import { loadList } from '../../input/lists.ts';
import { builtInRules, readRules } from '../../input/rules.ts';
import { lint, type Report } from '../../lint/lint.ts';
import type { RuleText } from '../../rule/document.ts';
import type { Lists } from '../../rule/rule.ts';
import { misuse } from '../failure.ts';
import type { NamedFile } from '../plan.ts';
import { loadLists } from './files.ts';

/** Rule files that a command is about, and the bundled ones that they may refer to. */
export interface Chosen {
  readonly texts: readonly RuleText[];
  readonly beside: readonly RuleText[];
  readonly lists: Lists;
}

/** Reads the rules at paths; without paths the bundled ones. No rule at all is misuse. */
export async function chooseRules(
  paths: readonly string[],
  named: readonly NamedFile[],
): Promise<Chosen> {
  const given = await loadLists(named, loadList);
  const own = paths.length === 0 ? [builtInRules()] : paths;
  const [{ texts }, all] = await Promise.all([
    readRules(own),
    readRules([builtInRules(), ...own], { lists: given }),
  ]);
  if (texts.length === 0) {
    throw misuse(`no rule file (.yml, .yaml) at ${own.join(', ')}`, 'name a rule file or a folder');
  }
  const keys = new Set(texts.map(({ key }) => key));
  return { texts, beside: all.texts.filter(({ key }) => !keys.has(key)), lists: all.lists };
}

/** Checks the rules at paths against each other, the bundled rules and what Okta documents. */
export async function checkRules(
  paths: readonly string[],
  named: readonly NamedFile[],
): Promise<Report> {
  const [{ texts, beside, lists }, { eventTypes, release, ideas }] = await Promise.all([
    chooseRules(paths, named),
    loadCatalogue(),
  ]);
  return lint(texts, beside, { lists, eventTypes, release, ideas: new Set(ideas.keys()) });
}
