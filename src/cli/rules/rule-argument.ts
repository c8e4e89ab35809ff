import { realpath } from 'node:fs/promises';
import { tell } from '../../language/message.ts';
import type { Rule, RuleSet } from '../../rule/rule.ts';
import { misuse } from '../failure.ts';
import { ruleNamed } from './show/run.ts';
import { isRulePath } from './tally-options.ts';

/**
 * The rule that an argument means: by its name or id or, if it is the path of a loaded file, the one in
 * that file which reports, or else the only one. Misuse if there is none, or if there are several.
 */
export async function ruleMeant(argument: string, set: RuleSet): Promise<Rule> {
  if (!isRulePath(argument)) return ruleNamed(argument, set);
  const path = await real(argument);
  const inside: Rule[] = [];
  for (const rule of set.rules) if ((await real(rule.place.file)) === path) inside.push(rule);
  const reporting = inside.filter(({ generate }) => generate);
  const [meant, ...others] = reporting.length > 0 ? reporting : inside;
  if (meant && others.length === 0) return meant;
  if (!meant)
    throw misuse(tell('ruleRun.holdsNone', { file: argument }), tell('ruleRun.nameRuleFile'));
  const names = [meant, ...others].map(({ name }) => name);
  throw misuse(
    tell('ruleRun.holdsSeveral', { file: argument, names }),
    tell('ruleRun.nameOneOf', { file: argument }),
  );
}

/** The path of a file without links; as it is, if it cannot be followed. */
function real(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}
