import { tell } from '../language/message.ts';
import { strayReferences, withRuleNames } from './correlation/field-aliases.ts';
import { flawOfLists } from './detection/placeholder.ts';
import { listsOf, matchesIn, testsOf } from './expression.ts';
import { applyFilters } from './filter.ts';
import type { RuleSubjectKind } from './logsource.ts';
import { openMatches } from './open-matches.ts';
import {
  type Filter,
  inWindow,
  type Lists,
  type Mention,
  mentionsOf,
  type Rule,
  type RuleSet,
  referencesOf,
  type UnlinkedRule,
} from './rule.ts';
import { parseRuleFile, type RuleFile } from './rule-file.ts';
import { strayFilters } from './stray-filters.ts';
import { groupingsOf } from './window/window.ts';
import { withFilterRules, withWindowRules } from './window-rules.ts';

import { type Diagnostic, mistakeAt, RuleError, type SourcePlace } from './yaml/diagnostic.ts';
import { didYouMean } from './yaml/did-you-mean.ts';

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
  const problems: Diagnostic[] = files.flatMap((file) => file.problems);
  const broken = new Set(files.flatMap((file) => file.broken));
  const { rules: documents, foreign } = withoutForeign(files);
  const read = withFilterRules(files.flatMap((file) => file.filters));
  const { filters } = read;
  const ours = [...read.rules, ...withWindowRules(documents)];
  const named = [...ours, ...filters];
  problems.push(...duplicates(named, 'name'), ...duplicates(named, 'id'));
  const byName = indexOf(ours);
  problems.push(...strayFilters(filters, byName, (name) => broken.has(name)));
  const rules = applyFilters(ours, filters);
  const narrowed = indexOf(rules);
  for (const rule of ours) problems.push(...missingRules(rule, byName, broken));
  for (const rule of rules) problems.push(...missingLists(rule, lists));
  problems.push(...filters.flatMap((filter) => missingMatches(filter, byName, broken)));
  const sorted = problems.length > 0 ? [] : inOrder(rules, narrowed, problems);
  const opened = problems.length > 0 ? [] : openAll(sorted, narrowed, problems);
  const linked = problems.length > 0 ? [] : settle(opened, indexOf(opened), problems);
  if (problems.length > 0) throw new RuleError(inFileOrder(problems));
  return {
    rules: documentsOf(linked),
    filters: filters.map((filter) => ({ ...filter, inner: innerOf(filter, linked) })),
    lists,
    foreign,
  };
}

/** Rules in order, with what they match opened, and every rule that their windows refer to called by its name. */
function openAll(
  rules: readonly UnlinkedRule[],
  byName: ReadonlyMap<string, UnlinkedRule>,
  problems: Diagnostic[],
): readonly UnlinkedRule[] {
  const named = rules.map((rule) => {
    const windows = rule.windows.map((window) => withRuleNames(window, (name) => byName.get(name)));
    return { ...rule, windows };
  });
  const opened = openMatches(named, (name) => byName.get(name) as UnlinkedRule);
  problems.push(...opened.problems, ...opened.rules.flatMap(crowdedWindows));
  return opened.rules;
}

/** An event is judged with no more combinations of keys than this. */
const maxCombinations = 32;

function crowdedWindows({ windows, place }: UnlinkedRule): Diagnostic[] {
  const combinations = windows.reduce((all, window) => all * groupingsOf(window).length, 1);
  if (combinations <= maxCombinations) return [];
  const told = tell('mistake.manyGroupings', { ways: String(combinations), most: maxCombinations });
  return [mistakeAt(place, told)];
}

/** The rules that are documents, with those of their windows inside. */
function documentsOf(rules: readonly Rule[]): readonly Rule[] {
  return rules
    .filter(({ within }) => within === undefined)
    .map((rule) => {
      const inner = innerOf(rule, rules);
      return inner.length === 0 ? rule : { ...rule, inner };
    });
}

/** The rules of the windows of a rule or filter. */
function innerOf({ name }: Pick<Filter, 'name'>, rules: readonly Rule[]): readonly Rule[] {
  return rules.filter(({ within }) => within === name);
}

function indexOf(rules: readonly UnlinkedRule[]): ReadonlyMap<string, UnlinkedRule> {
  const byId = rules.map((rule) => [rule.id, rule] as const);
  return new Map([...byId, ...rules.map((rule) => [rule.name, rule] as const)]);
}

/** The rules about Okta; a correlation of rules that are not is not either. */
function withoutForeign(files: readonly RuleFile[]): {
  readonly rules: readonly UnlinkedRule[];
  readonly foreign: readonly string[];
} {
  const strangers = files.flatMap((file) => file.foreign);
  const names = new Set(strangers.flatMap((stranger) => stranger.names));
  const titles = strangers.map(({ title }) => title);
  let rules = files.flatMap((file) => file.rules);
  for (const rule of rules) names.delete(rule.name);
  for (;;) {
    const isForeign = ({ correlation }: UnlinkedRule): boolean =>
      correlation?.rules.some(({ name }) => names.has(name)) ?? false;
    const gone = rules.filter(isForeign);
    if (gone.length === 0) return { rules, foreign: titles };
    rules = rules.filter((rule) => !isForeign(rule));
    titles.push(...gone.map(({ title }) => title));
    for (const { name, id } of gone) names.add(name).add(id);
  }
}

/** Problems in the order of files and places; one in a part that several documents share stands once. */
function inFileOrder(problems: readonly Diagnostic[]): Diagnostic[] {
  const files = [...new Set(problems.map(({ file }) => file))];
  const rank = new Map(files.map((file, index) => [file, index]));
  const rankOf = ({ file }: Diagnostic): number => rank.get(file) as number;
  const once = new Map(problems.map((item) => [JSON.stringify(item), item]));
  return [...once.values()].sort(
    (a, b) => rankOf(a) - rankOf(b) || a.line - b.line || a.column - b.column,
  );
}

type Named = Pick<UnlinkedRule, 'name' | 'id' | 'place'>;

function duplicates(rules: readonly Named[], key: 'name' | 'id'): Diagnostic[] {
  const first = new Map<string, Named>();
  // A rule without an id has its name for one; that name is complained about once.
  const bearers = key === 'id' ? rules.filter((rule) => rule.id !== rule.name) : rules;
  return bearers.flatMap((rule) => {
    const other = first.get(rule[key]);
    if (!other) {
      first.set(rule[key], rule);
      return [];
    }
    const place = `${other.place.file}:${other.place.line}`;
    const { name, id } = rule;
    const told =
      key === 'name'
        ? tell('mistake.nameTaken', { name, place })
        : tell('mistake.idTaken', { id, place });
    return [mistakeAt(rule.place, told)];
  });
}

function missingRules(
  rule: UnlinkedRule,
  byName: ReadonlyMap<string, UnlinkedRule>,
  broken: ReadonlySet<string>,
): Diagnostic[] {
  const inWindows = rule.windows.flatMap((window) =>
    window.rules.every((name) => byName.has(name))
      ? strayReferences(window, [rule], (name) => byName.get(name))
      : [],
  );
  const named = unknownNames(referencesOf(rule), byName, broken);
  const matched = [rule, ...rule.raises].flatMap((part) => missingMatches(part, byName, broken));
  return [...named, ...matched, ...inWindows, ...strayAliases(rule, byName, broken)];
}

function unknownNames(
  mentions: readonly Mention[],
  byName: ReadonlyMap<string, UnlinkedRule>,
  broken: ReadonlySet<string>,
): Diagnostic[] {
  return mentions
    .filter(({ name }) => !byName.has(name) && !broken.has(name))
    .map(({ name, place, from }) => {
      const written = [...byName.values()].filter(({ within }) => within === undefined);
      const hint = didYouMean(name, new Set(written.flatMap((rule) => [rule.id, rule.name])));
      return mistakeAt(place, inWindow(from, tell('mistake.noRule', { name, hint })));
    });
}

/** Rules that a condition names and no event can match. */
function missingMatches(
  { condition }: Pick<Filter, 'condition'>,
  byName: ReadonlyMap<string, UnlinkedRule>,
  broken: ReadonlySet<string>,
): Diagnostic[] {
  const matched = [...matchesIn(condition)].map(({ name, place }) => ({
    name,
    place,
    from: undefined,
  }));
  const correlations = matched
    .filter(({ name }) => byName.get(name)?.correlation)
    .map(({ name, place }) => mistakeAt(place, tell('mistake.matchesCorrelation', { name })));
  return [...unknownNames(matched, byName, broken), ...correlations];
}

/** Aliases that speak of rules which the correlation does not refer to. */
function strayAliases(
  { correlation }: UnlinkedRule,
  byName: ReadonlyMap<string, UnlinkedRule>,
  broken: ReadonlySet<string>,
): Diagnostic[] {
  if (!correlation) return [];
  const names = correlation.rules.map(({ name }) => name);
  const isOurs = (name: string): boolean =>
    names.some((other) => other === name || byName.get(other)?.id === byName.get(name)?.id);
  return correlation.aliased
    .filter(({ name }) => !isOurs(name) && !broken.has(name))
    .map(({ name, place }) =>
      mistakeAt(
        place,
        tell('mistake.correlationLacksRule', { name, hint: didYouMean(name, names) }),
      ),
    );
}

function missingLists(rule: UnlinkedRule, lists: Lists): Diagnostic[] {
  const unknown = (name: string, place: SourcePlace): Diagnostic[] => {
    if (lists.has(name)) return [];
    const hint = didYouMean(name, lists.keys());
    const advice = tell('mistake.addList', { name });
    return [mistakeAt(place, tell('mistake.noList', { name, hint: hint || advice }))];
  };
  const expressions = [rule.condition, ...rule.raises.map((raise) => raise.condition)];
  const tests = expressions.flatMap((expression) => [...testsOf(expression)]);
  const expanded = tests.flatMap((test) =>
    test.values.flatMap((value) => {
      if (value.kind !== 'list') return [];
      const missing = listsOf(value).flatMap((name) => unknown(name, test.place));
      const flaw = missing.length === 0 ? flawOfLists(value, lists) : undefined;
      return flaw === undefined ? missing : [mistakeAt(test.place, flaw)];
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
  rules: readonly UnlinkedRule[],
  byName: ReadonlyMap<string, UnlinkedRule>,
  problems: Diagnostic[],
): UnlinkedRule[] {
  const done = new Set<UnlinkedRule>();
  const path: UnlinkedRule[] = [];
  const visit = (rule: UnlinkedRule): void => {
    if (done.has(rule)) return;
    if (path.includes(rule)) {
      const circle = [...path.slice(path.indexOf(rule)), rule].map(({ name }) => name).join(' -> ');
      problems.push(mistakeAt(rule.place, tell('mistake.circle', { circle })));
      return;
    }
    if (path.length >= maxChain) {
      problems.push(mistakeAt(rule.place, tell('mistake.longChain', { most: maxChain })));
      return;
    }
    path.push(rule);
    for (const { name } of mentionsOf(rule)) visit(byName.get(name) as UnlinkedRule);
    path.pop();
    done.add(rule);
  };
  for (const rule of rules) visit(rule);
  return [...done];
}

/**
 * Says of every rule what it is about and whether it reports: a rule that a correlation refers to
 * does so only if it says so itself, or if the correlation does. `rules` stand in order.
 */
function settle(
  rules: readonly UnlinkedRule[],
  byName: ReadonlyMap<string, UnlinkedRule>,
  problems: Diagnostic[],
): Rule[] {
  const silencers = new Map<UnlinkedRule, readonly string[]>();
  const subjects = new Map<UnlinkedRule, RuleSubjectKind>();
  for (const rule of rules) {
    const references = mentionsOf(rule).map((reference) => ({
      ...reference,
      rule: byName.get(reference.name) as UnlinkedRule,
    }));
    const [first] = references;
    const subject =
      rule.about ?? (subjects.get((first as { rule: UnlinkedRule }).rule) as RuleSubjectKind);
    subjects.set(rule, subject);
    for (const { name, place, from, rule: other } of references) {
      if (subjects.get(other) === subject) continue;
      const about =
        subject === 'alert'
          ? tell('mistake.aboutEvents', { name })
          : tell('mistake.aboutAlerts', { name });
      problems.push(mistakeAt(place, inWindow(from, about)));
    }
    if (rule.correlation && !rule.correlation.generate) {
      for (const { rule: other } of references) {
        silencers.set(other, [...(silencers.get(other) ?? []), rule.name]);
      }
    }
  }
  return rules.map((rule) => {
    const silencedBy = rule.generate === undefined ? (silencers.get(rule) ?? []) : [];
    const generate = rule.generate ?? silencedBy.length === 0;
    const about = subjects.get(rule) as RuleSubjectKind;
    const silenced = [...new Set(silencedBy)];
    return { ...rule, generate, silencedBy: silenced, alerts: generate, about, inner: [] };
  });
}
