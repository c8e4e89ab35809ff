import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { compileRules } from '../../../detection/compile.ts';
import { requiredFields } from '../../../engine/required-fields.ts';
import { createRuleEventTypes } from '../../../engine/rule-event-types.ts';
import { isUnportableName } from '../../../input/file/platform-path.ts';
import { loadCatalogue } from '../../../input/idea-catalogue.ts';
import { InputError } from '../../../input/input-error.ts';
import { tell, toldIn } from '../../../language/message.ts';
import { makeFolder } from '../../../okta/archive/disk.ts';
import {
  type CataloguePages,
  pagePath,
  renderCatalogueIndex,
  renderIdeas,
} from '../../../report/rule/catalogue-pages.ts';
import { listsOf } from '../../../report/rule/rule-details.ts';
import { renderRulePage } from '../../../report/rule/rule-page.ts';
import { show } from '../../../report/text/escape.ts';
import { rulesOf } from '../../../rule/pack.ts';
import { areaOf, type Rule } from '../../../rule/rule.ts';
import { translated } from '../../../rule/translation.ts';
import type { CommandContext } from '../../config/command-context.ts';
import { misuse } from '../../failure.ts';
import { cannotWrite } from '../../terminal/sink.ts';
import type { RuleFiles } from '../rule-options.ts';
import { checkReports, loadRuleSet } from '../rule-set.ts';

/** Writes the pages of the rules below a folder; returns the message. Other files there are left alone. */
export async function writeDocs(
  out: string,
  files: RuleFiles,
  context: CommandContext,
): Promise<string> {
  const engine = await context.load();
  const { language } = context.speech;
  const [loaded, catalogue] = await Promise.all([
    loadRuleSet(engine, files, context, language.tag),
    loadCatalogue(language.tag),
  ]);
  const set = translated(loaded);
  await checkReports(set, files, { ...context, quiet: false });
  const rules = set.rules.filter(({ generate }) => generate);
  for (const rule of rules) checkPath(rule);
  checkTwins(rules);
  const compiled = compileRules(set);
  const typesOf = createRuleEventTypes(compiled, catalogue.eventTypes);
  const packs = set.packs.map((pack) => [pack, rulesOf(pack, set)] as const);
  const pages: CataloguePages = { rules, packs, ...catalogue };
  const texts = new Map([
    ['README.md', renderCatalogueIndex(pages, language)],
    ['ideas.md', renderIdeas(pages, language)],
  ]);
  for (const rule of rules) {
    const own = compiled.rules.find(({ name }) => name === rule.name);
    const text = renderRulePage(
      {
        rule,
        source: await readFile(rule.place.file, 'utf8').catch(thrower(rule.place.file)),
        eventTypes: typesOf(rule),
        fields: own ? [...new Set(requiredFields(own, compiled.rules))].sort() : [],
        lists: listsOf(rule).map((name) => [name, set.lists.get(name)?.length ?? 0]),
        ideas: rule.catalogue.map((id) => [id, catalogue.ideas.get(id) ?? '']),
        cost: {
          events: catalogue.costs.events,
          findings: catalogue.costs.findings.get(rule.name) ?? [],
        },
        packs: packs.filter(([, names]) => names.includes(rule.name)).map(([{ name }]) => name),
      },
      language,
    );
    texts.set(pagePath(rule), text);
  }
  for (const [path, text] of texts) await write(join(out, path), text);
  const wrote = tell('ruleRun.wrotePages', { count: String(texts.size), folder: out });
  return `${show(toldIn(language, wrote), { max: 1_000 })}\n`;
}

const thrower = (file: string) => InputError.thrower(file, tell('input.checkPath'));

/** A rule and its area give a page its path, so neither may lead elsewhere. */
function checkPath(rule: Rule): void {
  const isPlain = [rule.name, areaOf(rule)].every(
    (part) => /^[\w][\w.-]*$/.test(part) && !isUnportableName(part),
  );
  if (isPlain) return;
  throw misuse(tell('ruleRun.noPage', { name: rule.name }), tell('ruleRun.pageName'));
}

/** Where names do not differ by case, one of two pages would be lost. */
function checkTwins(rules: readonly Rule[]): void {
  const known = new Map<string, Rule>();
  for (const rule of rules) {
    const key = pagePath(rule).toLowerCase();
    const other = known.get(key);
    if (other) {
      const names = { first: other.name, second: rule.name };
      throw misuse(tell('paths.twinPages', names), tell('paths.twinPagesFix'));
    }
    known.set(key, rule);
  }
}

async function write(path: string, text: string): Promise<void> {
  const failed = (error: unknown): never => {
    throw cannotWrite(path, error as NodeJS.ErrnoException);
  };
  await makeFolder(dirname(path), 0o777).catch(failed);
  await writeFile(path, text).catch(failed);
}
