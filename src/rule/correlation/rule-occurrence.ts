import { type Message, tell } from '../../language/message.ts';
import { parseCondition } from '../detection/condition.ts';
import type { Expression } from '../expression.ts';
import type { Reference } from '../rule-reference.ts';
import { didYouMean } from '../yaml/did-you-mean.ts';
import { type Entry, type Node, textOf, type YamlSource } from '../yaml/yaml-source.ts';

/** Which rules must have occurred and which must not (Sigma enhancement proposal 198). */
export interface Occurrence {
  readonly kind: 'occurrence';
  readonly expression: RuleExpression;
  /** The rules it names, in order, each once. */
  readonly rules: readonly Reference[];
}

/** A tree over rules by name. */
export type RuleExpression =
  | { readonly kind: 'and' | 'or'; readonly of: readonly RuleExpression[] }
  | { readonly kind: 'not'; readonly of: RuleExpression }
  | { readonly kind: 'rule'; readonly name: string };

const words = /[()|]|[^\s()|]+/g;
const grammar: ReadonlySet<string> = new Set('and or not of them all any 1 ( ) |'.split(' '));
const isGrammar = (word: string): boolean => grammar.has(word) || word.includes('*');

/** What stands for a rule while the grammar of conditions is read. */
const occurred: Expression = { kind: 'or', of: [] };

/**
 * Parses a condition such as `ra and not rb`; undefined after a report. Without `rules` it may name
 * any. In order, only a row of steps has a meaning: `ra and not rb and rc`.
 */
export function parseOccurrence(
  entry: Entry,
  rules: readonly Reference[] | undefined,
  ordered: boolean,
  source: YamlSource,
): Occurrence | undefined {
  const text = textOf(entry, source);
  const at = entry.value as Node;
  if (text === undefined) return undefined;
  const named = [...text.matchAll(words)].filter(([word]) => !isGrammar(word));
  const known = rules?.map(({ name }) => name);
  const stranger = known && named.find(([word]) => !known.includes(word));
  if (stranger) {
    const [word] = stranger;
    const hint = didYouMean(word, known);
    source.report(at, tell('correlationMistake.noSuchRule', { word, hint }), stranger.index);
    return undefined;
  }
  const names = [...new Set(known ?? named.map(([word]) => word))];
  const selections = new Map(names.map((name) => [name, occurred]));
  const parsed = parseCondition(entry, selections, source);
  if (!parsed) return undefined;
  const expression = ofRules(parsed);
  const used = new Set(namesIn(expression));
  const flaw = flawOf(expression, ordered);
  if (flaw !== undefined) {
    source.report(at, flaw);
    return undefined;
  }
  const place = source.place(at);
  const unused = rules?.find(({ name }) => !used.has(name));
  if (unused) {
    source.report(at, tell('correlationMistake.unusedRule', { name: unused.name }));
    return undefined;
  }
  return {
    kind: 'occurrence',
    expression,
    rules: rules ?? [...used].map((name) => ({ name, place })),
  };
}

function ofRules(expression: Expression): RuleExpression {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return { kind: expression.kind, of: expression.of.map(ofRules) };
    case 'not':
      return { kind: 'not', of: ofRules(expression.of) };
    case 'selection':
      return { kind: 'rule', name: expression.name };
    case 'filter':
    case 'matches':
    case 'members':
    case 'field':
    case 'keyword':
      throw new TypeError(`a condition over rules has no ${expression.kind}`);
  }
}

function* namesIn(expression: RuleExpression): Generator<string> {
  if (expression.kind === 'rule') yield expression.name;
  else if (expression.kind === 'not') yield* namesIn(expression.of);
  else for (const part of expression.of) yield* namesIn(part);
}

/** Whether an expression holds if no rule occurred. */
function holdsOfNothing(expression: RuleExpression): boolean {
  switch (expression.kind) {
    case 'rule':
      return false;
    case 'not':
      return !holdsOfNothing(expression.of);
    case 'and':
      return expression.of.every(holdsOfNothing);
    case 'or':
      return expression.of.some(holdsOfNothing);
  }
}

function flawOf(expression: RuleExpression, ordered: boolean): Message | undefined {
  if (holdsOfNothing(expression)) {
    return tell('correlationMistake.holdsOfNothing');
  }
  if (!ordered) return undefined;
  const steps = expression.kind === 'and' ? expression.of : [expression];
  const isStep = (step: RuleExpression): boolean =>
    step.kind === 'rule' || (step.kind === 'not' && step.of.kind === 'rule');
  return steps.every(isStep) ? undefined : tell('correlationMistake.orderedSteps');
}
