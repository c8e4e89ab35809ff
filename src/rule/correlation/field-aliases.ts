import { isEventField } from '../../event/event-shape.ts';
import { type Message, tell } from '../../language/message.ts';
import { fieldsIn } from '../detection/field-spelling.ts';
import { inWindow, type UnlinkedRule } from '../rule.ts';
import type { Aliases, Window } from '../window/window.ts';
import { type Diagnostic, mistakeAt } from '../yaml/diagnostic.ts';
import { didYouMean } from '../yaml/did-you-mean.ts';
import { type Entry, entriesOf, isMap, type YamlSource } from '../yaml/yaml-source.ts';

/** Parses `aliases: {user: {rule-a: actor.id, rule-b: target.id}}`. Mistakes are reported. */
export function parseAliases(entry: Entry, source: YamlSource): Aliases {
  return new Map(
    fieldsByName(entry, source).map((name) => [
      name.key,
      new Map(
        fieldsByName(name, source).flatMap((rule) => {
          const [field] = fieldsIn(rule, source);
          return field === undefined ? [] : [[rule.key, field]];
        }),
      ),
    ]),
  );
}

function fieldsByName({ key, keyNode, value }: Entry, source: YamlSource): readonly Entry[] {
  if (isMap(value) && value.items.length > 0) return entriesOf(value, source);
  source.report(
    value ?? keyNode,
    tell('correlationMistake.mapOfFields', { key, example: '{user: {rule-a: actor.id}}' }),
  );
  return [];
}

type FindRule = (reference: string) => UnlinkedRule | undefined;

/**
 * What is wrong with a window's references to rules beside `rules` itself: aliases and shares. `owners` are
 * the rules whose events it looks around: one, unless it is a filter's.
 */
export function strayReferences(
  window: Window,
  owners: readonly UnlinkedRule[],
  find: FindRule,
): readonly Diagnostic[] {
  const own = new Set(window.rules.map((name) => find(name)));
  const names = [...window.rules, ...owners.map(({ name }) => name)];
  const report = (what: Message): Diagnostic =>
    mistakeAt(window.place, inWindow(window.name, what));
  const aliased = [...window.aliases.values()].flatMap((byRule) => [...byRule.keys()]);
  const strangers = aliased.filter((name) => {
    const rule = find(name);
    return rule === undefined || !(owners.includes(rule) || own.has(rule));
  });
  const nameless = [...window.aliases].flatMap(([name, byRule]) => {
    if (name.includes('.') || isEventField(name)) return [];
    const aliased = [...byRule.keys()].map(find);
    // An alert of a correlation has the values of its group under the names that it is grouped by.
    const others = [...own].filter((rule) => rule !== undefined && !rule.correlation);
    return [...new Set([...owners, ...others])]
      .filter((rule) => rule !== undefined && !aliased.includes(rule))
      .map((rule) => ({ name, of: rule?.within === undefined ? rule?.name : 'events' }));
  });
  const shared = window.facts.flatMap(({ rule }) => (rule === undefined ? [] : [rule]));
  return [
    ...[...new Set(strangers)].map((name) =>
      report(tell('correlationMistake.aliasOfStranger', { name, hint: didYouMean(name, names) })),
    ),
    ...nameless.map(({ name, of }) =>
      report(tell('correlationMistake.aliasMissing', { name, example: `{${of}: FIELD}` })),
    ),
    ...shared
      .filter((name) => !own.has(find(name)) || find(name) === undefined)
      .map((name) =>
        report(
          tell('correlationMistake.shareOfStranger', {
            name,
            hint: didYouMean(name, window.rules),
          }),
        ),
      ),
  ];
}

/** The window with every reference to a rule replaced by the rule's name. */
export function withRuleNames(window: Window, find: FindRule): Window {
  const nameOf = (reference: string): string => find(reference)?.name ?? reference;
  return {
    ...window,
    rules: window.rules.map(nameOf),
    aliases: new Map(
      [...window.aliases].map(([name, byRule]) => [
        name,
        new Map([...byRule].map(([rule, field]) => [nameOf(rule), field])),
      ]),
    ),
    facts: window.facts.map((fact) =>
      fact.rule === undefined ? fact : { ...fact, rule: nameOf(fact.rule) },
    ),
  };
}
