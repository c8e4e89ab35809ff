import { type Message, tell } from '../../language/message.ts';
import type { Expression } from '../expression.ts';
import { didYouMean, didYouMeanOf, type Hint, meantHint } from '../yaml/did-you-mean.ts';
import { type Entry, type Node, textOf, type YamlSource } from '../yaml/yaml-source.ts';

/** Why a condition is wrong, and where in its text. */
export interface ConditionFlaw {
  readonly told: Message;
  /** Characters from the start of the condition. */
  readonly offset: number;
}

type Selections = ReadonlyMap<string, Expression>;

interface Word {
  readonly text: string;
  readonly offset: number;
}

/** Brackets deeper than this are a mistake or an attack. */
const maxDepth = 64;

/**
 * Parses a Sigma condition (specification 2.1, "Condition"). Weakest first: `or`, `and`, `not`,
 * `x of`, brackets. `1 of` and `all of` take `them` or a name with `*`; `them` and patterns leave
 * out names that begin with `_`, unless the pattern does too.
 */
export function readCondition(text: string, selections: Selections): Expression | ConditionFlaw {
  const words = lex(text);
  const state: State = { words, at: 0, depth: 0, end: text.length, selections };
  const parsed = parseOr(state);
  if ('told' in parsed) return parsed;
  const rest = words[state.at];
  if (!rest) return parsed;
  if (rest.text === '|') {
    const told = tell('detectionMistake.aggregation');
    return { told, offset: rest.offset };
  }
  const hint = smaller(rest.text) || (/^\w/.test(rest.text) ? didYouMeanOf(rest.text, joins) : '');
  return {
    told: tell('detectionMistake.unexpected', { word: rest.text, hint }),
    offset: rest.offset,
  };
}

/** Parses one condition; mistakes are reported where they stand in its text. */
export function parseCondition(
  entry: Entry,
  selections: ReadonlyMap<string, Expression>,
  source: YamlSource,
): Expression | undefined {
  const condition = textOf(entry, source);
  if (condition === undefined) return undefined;
  const parsed = readCondition(condition, selections);
  if (!('told' in parsed)) return parsed;
  source.report(entry.value as Node, parsed.told, parsed.offset);
  return undefined;
}

/** What can stand between two parts of a condition. */
const joins = ['and', 'or'];

/** A clause for words of the language in capitals: another engine takes them, no standard one does. */
function smaller(text: string): Hint {
  const lower = text.toLowerCase();
  const known = lower !== text && (reserved.has(lower) || quantifiers.has(lower));
  return known ? meantHint(lower) : '';
}

interface State {
  readonly words: readonly Word[];
  at: number;
  depth: number;
  readonly end: number;
  readonly selections: Selections;
}
type Parsed = Expression | ConditionFlaw;

function lex(text: string): Word[] {
  return [...text.matchAll(/[()|]|[^\s()|]+/g)].map((match) => ({
    text: match[0],
    offset: match.index,
  }));
}

function parseOr(state: State): Parsed {
  return parseRow(state, 'or', (inner) => parseRow(inner, 'and', parseNot));
}

function parseRow(state: State, kind: 'and' | 'or', next: (state: State) => Parsed): Parsed {
  const parts: Expression[] = [];
  do {
    const part = next(state);
    if ('told' in part) return part;
    parts.push(part);
  } while (accept(state, kind));
  return parts.length === 1 ? (parts[0] as Expression) : { kind, of: parts };
}

function parseNot(state: State): Parsed {
  let negated = false;
  while (accept(state, 'not')) negated = !negated;
  const of = parsePrimary(state);
  return 'told' in of || !negated ? of : { kind: 'not', of };
}

function parsePrimary(state: State): Parsed {
  const word = state.words[state.at];
  if (!word) return { told: tell('detectionMistake.endsEarly'), offset: state.end };
  state.at++;
  if (word.text === '(') return parseBrackets(state, word);
  const quantifier = quantifiers.get(word.text);
  if (quantifier && state.words[state.at]?.text === 'of') return parseOf(state, quantifier);
  const found = state.selections.get(word.text);
  const counted = state.words[state.at]?.text === 'of' && !found ? meant(word.text) : '';
  if (counted !== '' || /^\d+$/.test(word.text)) {
    const told = tell('detectionMistake.quantifiers', { hint: counted });
    return { told, offset: word.offset };
  }
  if (reserved.has(word.text)) {
    return { told: tell('detectionMistake.notExpected', { text: word.text }), offset: word.offset };
  }
  if (found) return { kind: 'selection', name: word.text, of: found };
  const names = [...state.selections.keys(), 'not'];
  const hint = quantifiers.has(word.text)
    ? tell('hint.afterStandsOf', { word: word.text })
    : smaller(word.text) || didYouMean(word.text, names);
  return {
    told: tell('detectionMistake.noSelection', { name: word.text, hint }),
    offset: word.offset,
  };
}

/** A clause for a word before "of" that is none of the quantifiers, but near one. */
function meant(text: string): Hint {
  const word = numerals.get(text.toLowerCase());
  if (word !== undefined) return meantHint(word);
  return smaller(text) || didYouMean(text, quantifiers.keys());
}

const numerals: ReadonlyMap<string, string> = new Map([
  ['one', '1'],
  ['some', 'any'],
  ['every', 'all'],
  ['each', 'all'],
]);

const quantifiers: ReadonlyMap<string, 'and' | 'or'> = new Map([
  ['1', 'or'],
  ['any', 'or'],
  ['all', 'and'],
]);
const reserved: ReadonlySet<string> = new Set(['and', 'or', 'not', 'of', 'them', ')', '|']);

function parseBrackets(state: State, open: Word): Parsed {
  if (++state.depth > maxDepth)
    return { told: tell('detectionMistake.manyBrackets'), offset: open.offset };
  const inner = parseOr(state);
  state.depth--;
  if ('told' in inner) return inner;
  return accept(state, ')')
    ? inner
    : { told: tell('detectionMistake.bracketOpen'), offset: open.offset };
}

function parseOf(state: State, kind: 'and' | 'or'): Parsed {
  state.at++;
  const word = state.words[state.at];
  if (!word) return { told: tell('detectionMistake.ofNeeds'), offset: state.end };
  state.at++;
  const names = [...state.selections.keys()].filter(matcher(word.text));
  if (names.length === 0) {
    const hint = smaller(word.text) || didYouMean(word.text, ['them', ...state.selections.keys()]);
    return {
      told: tell('detectionMistake.noNameMatches', { text: word.text, hint }),
      offset: word.offset,
    };
  }
  const of = names.map((name): Expression => {
    return { kind: 'selection', name, of: state.selections.get(name) as Expression };
  });
  return of.length === 1 ? (of[0] as Expression) : { kind, of };
}

function matcher(pattern: string): (name: string) => boolean {
  if (pattern === 'them') return (name) => !name.startsWith('_');
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  return (name) => {
    if (name.startsWith('_') && !pattern.startsWith('_')) return false;
    if (last === undefined) return name === first;
    return name.startsWith(first) && leads(name, first.length, rest, last);
  };
}

/** Whether `parts` stand in `name` in this order from `at` on, and `last` at its end. */
function leads(name: string, at: number, parts: readonly string[], last: string): boolean {
  let from = at;
  for (const part of parts) {
    const found = name.indexOf(part, from);
    if (found < 0) return false;
    from = found + part.length;
  }
  return name.length - last.length >= from && name.endsWith(last);
}

function accept(state: State, text: string): boolean {
  if (state.words[state.at]?.text !== text) return false;
  state.at++;
  return true;
}
