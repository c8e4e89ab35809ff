import { strayReferences, withRuleNames } from './aliases.ts';
import { parseRuleFile, type RuleFile } from './document.ts';
import { listsOf, testsOf } from './expression.ts';
import { didYouMean } from './nearest.ts';
import { type Place, type Problem, RuleError } from './problem.ts';
import type { Lists, Rule, RuleSet } from './rule.ts';
import { flawOfLists } from './template.ts';

const noLists: Lists = new Map();

/**
 * Parses the rules of one text. Throws a {@link RuleError} with every problem: file, line, column
 * and message.
 */
export function parseRules(text: string, file = 'rules', lists: Lists = noLists): RuleSet {
  return linkRules([parseRuleFile(text, file)], lists);
}

/**
 * Joins rule files to a set in which every name resolves and no rule depends on itself. Throws a
 * {@link RuleError} with the problems of all files.
 */
export function linkRules(files: readonly RuleFile[], lists: Lists): RuleSet {
  const problems: Problem[] = files.flatMap((file) => file.problems);
  const broken = new Set(files.flatMap((file) => file.broken));
  const rules = files.flatMap((file) => file.rules);
  problems.push(...duplicates(rules, 'name'), ...duplicates(rules, 'id'));
  const byName = new Map<string, Rule>();
  for (const rule of rules) byName.set(rule.id, rule);
  for (const rule of rules) byName.set(rule.name, rule);
  for (const rule of rules) {
    problems.push(...missingRules(rule, byName, broken), ...missingLists(rule, lists));
  }
  const sorted = problems.length > 0 ? [] : inOrder(rules, byName, problems);
  if (problems.length > 0) throw new RuleError(inFileOrder(problems));
  const named = sorted.map((rule) => ({
    ...rule,
    windows: rule.windows.map((window) => withRuleNames(window, (name) => byName.get(name))),
  }));
  return { rules: named, lists, foreign: files.flatMap((file) => file.foreign) };
}

function inFileOrder(problems: readonly Problem[]): Problem[] {
  const files = [...new Set(problems.map(({ file }) => file))];
  const rank = new Map(files.map((file, index) => [file, index]));
  const rankOf = ({ file }: Problem): number => rank.get(file) as number;
  return problems.toSorted(
    (a, b) => rankOf(a) - rankOf(b) || a.line - b.line || a.column - b.column,
  );
}

function problem(place: Place, message: string): Problem {
  return { ...place, message };
}

function duplicates(rules: readonly Rule[], key: 'name' | 'id'): Problem[] {
  const first = new Map<string, Rule>();
  // A rule without an id has its name for one; that name is complained about once.
  const bearers = key === 'id' ? rules.filter((rule) => rule.id !== rule.name) : rules;
  return bearers.flatMap((rule) => {
    const other = first.get(rule[key]);
    if (!other) {
      first.set(rule[key], rule);
      return [];
    }
    const { file, line } = other.place;
    return [problem(rule.place, `the ${key} "${rule[key]}" is taken by ${file}:${line}`)];
  });
}

function missingRules(
  rule: Rule,
  byName: ReadonlyMap<string, Rule>,
  broken: ReadonlySet<string>,
): Problem[] {
  return rule.windows.flatMap((window) => {
    const missing = window.rules.filter((name) => !byName.has(name));
    if (missing.length === 0) return strayReferences(window, rule, (name) => byName.get(name));
    return missing
      .filter((name) => !broken.has(name))
      .map((name) => {
        const hint = didYouMean(name, byName.keys());
        return problem(window.place, `window "${window.name}": there is no rule "${name}"${hint}`);
      });
  });
}

function missingLists(rule: Rule, lists: Lists): Problem[] {
  const unknown = (name: string, place: Place): Problem[] => {
    if (lists.has(name)) return [];
    const hint = didYouMean(name, lists.keys());
    const advice = `add rules/lists/${name}.txt or --list ${name}=FILE`;
    return [problem(place, `there is no value list "${name}"${hint || `; ${advice}`}`)];
  };
  const expressions = [rule.condition, ...rule.raises.map((raise) => raise.condition)];
  const tests = expressions.flatMap((expression) => [...testsOf(expression)]);
  const expanded = tests.flatMap((test) =>
    test.values.flatMap((value) => {
      if (value.kind !== 'list') return [];
      const missing = listsOf(value).flatMap((name) => unknown(name, test.place));
      const flaw = missing.length === 0 ? flawOfLists(value, lists) : undefined;
      return flaw === undefined ? missing : [problem(test.place, flaw)];
    }),
  );
  const windows = rule.windows.flatMap((window) =>
    window.list === undefined ? [] : unknown(window.list, window.place),
  );
  return [...new Map([...expanded, ...windows].map((item) => [item.message, item])).values()];
}

/** A rule on a rule on a rule: beyond this it is a mistake or an attack. */
const maxChain = 64;

/** Rules after the rules they refer to; a circle becomes a problem that shows its path. */
function inOrder(
  rules: readonly Rule[],
  byName: ReadonlyMap<string, Rule>,
  problems: Problem[],
): Rule[] {
  const done = new Set<Rule>();
  const path: Rule[] = [];
  const visit = (rule: Rule): void => {
    if (done.has(rule)) return;
    if (path.includes(rule)) {
      const circle = [...path.slice(path.indexOf(rule)), rule].map(({ name }) => name).join(' -> ');
      problems.push(problem(rule.place, `rules refer to each other in a circle: ${circle}`));
      return;
    }
    if (path.length >= maxChain) {
      problems.push(
        problem(rule.place, `more than ${maxChain} rules refer to each other in a row`),
      );
      return;
    }
    path.push(rule);
    for (const window of rule.windows) {
      for (const name of window.rules) visit(byName.get(name) as Rule);
    }
    path.pop();
    done.add(rule);
  };
  for (const rule of rules) visit(rule);
  return [...done];
}
