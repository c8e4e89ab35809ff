import { isFiltered } from '../../event/member-filter.ts';
import { isMessage, type Message, tell } from '../../language/message.ts';
import type { Expression, FieldTest } from '../expression.ts';
import { missingFact } from '../window/computed-fields.ts';
import { factNamesOf } from '../window/window.ts';
import {
  type Entry,
  entriesOf,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type YAMLMap,
  type YamlSource,
} from '../yaml/yaml-source.ts';
import { parseCondition } from './condition.ts';
import { readValues, type Scope, valuesOf } from './expected-value.ts';
import { windowIn, withNumbers } from './fact-reference.ts';
import { type PathStep, parsePath } from './field-path.ts';
import { locate } from './field-spelling.ts';
import { type Chain, chainOf } from './modifier.ts';
import { withoutZone } from './part-name.ts';
import { flawOfMatches, matchesKey, parseMatches } from './rule-match.ts';

/** Selections nested deeper than this are a mistake or an attack. */
const maxDepth = 32;

/** Stands for a selection with a mistake of its own, so that conditions which name it have none. */
export const broken: Expression = { kind: 'or', of: [] };

/**
 * Parses one selection (specification 2.1, "Detection"): a map is all of its entries, a list of
 * maps any of them, a list of words any of the words anywhere in the event. Mistakes are reported
 * to the source; undefined then.
 */
export function parseSelection(node: Node, scope: Scope, depth = 0): Expression | undefined {
  const { source } = scope;
  if (depth > maxDepth) {
    source.report(node, tell('detectionMistake.nestedTooDeep'));
    return undefined;
  }
  if (isMap(node)) {
    return join(
      'and',
      entriesOf(node, source).map((entry) => parseEntry(entry, scope, depth)),
      node,
      source,
    );
  }
  if (isSeq(node)) {
    const items = node.items as Node[];
    if (items.length > 0 && items.every(isScalar)) return keywords(items, plain, node, scope);
    return join(
      'or',
      items.map((item) => parseSelection(item, scope, depth + 1)),
      node,
      source,
    );
  }
  if (isScalar(node) && node.value !== null) return keywords([node], plain, node, scope);
  source.report(node, tell('detectionMistake.notSelection'));
  return undefined;
}

function join(
  kind: 'and' | 'or',
  parts: readonly (Expression | undefined)[],
  node: Node,
  source: YamlSource,
): Expression | undefined {
  if (parts.length === 0) {
    source.report(node, tell('detectionMistake.emptySelection'));
    return undefined;
  }
  const of = parts.filter((part) => part !== undefined);
  if (of.length < parts.length) return undefined;
  return of.length === 1 ? of[0] : { kind, of };
}

const plain = chainOf([]) as Chain;

function parseEntry(entry: Entry, scope: Scope, depth: number): Expression | undefined {
  const { source } = scope;
  const [path = '', ...names] = entry.key.split('|');
  const steps = parsePath(path);
  const chain = chainOf(names.map(withoutZone));
  if (isMessage(steps) || isMessage(chain)) {
    source.report(entry.keyNode, isMessage(steps) ? steps : (chain as Message));
    return undefined;
  }
  const flaw = flawOf(entry, chain, scope, steps);
  if (flaw !== undefined) {
    source.report(entry.keyNode, flaw);
    return undefined;
  }
  if (path === matchesKey) return parseMatches(entry, source);
  if (path === '') return keywords(valuesOf(entry), chain, entry.keyNode, scope);
  const part = names.find((name) => withoutZone(name) === chain.part);
  return parseSteps(steps, { entry, chain, part, depth }, scope);
}

/** Why an entry means nothing, or would mean something else than it says. */
function flawOf(
  entry: Entry,
  chain: Chain,
  { windows, within }: Scope,
  [first, ...rest]: readonly PathStep[],
): Message | undefined {
  const { key } = entry;
  const values = valuesOf(entry).length;
  if (first?.path === matchesKey) return flawOfMatches(key, within);
  if (values === 0) return tell('detectionMistake.emptyList', { key });
  if (chain.type === 'presence' && values > 1) return tell('detectionMistake.existsOneValue');
  if (within !== undefined) return undefined;
  if (first?.path === '.') return tell('detectionMistake.memberOutside');
  const fact = windows.has(first?.path.split('.', 1)[0] as string) && first?.path.includes('.');
  const choosy =
    first?.quantifier !== undefined || rest.length > 0 || isFiltered(first?.path ?? '');
  if (fact && choosy) return tell('detectionMistake.factWithoutMembers', { key });
  if (fact && chain.part) {
    return tell('detectionMistake.factNoTime', { key });
  }
  return undefined;
}

/** An entry under way: what is left of it once its path has been followed into an array. */
interface PendingEntry {
  readonly entry: Entry;
  readonly chain: Chain;
  /** The part of the field that is compared, as it is written. */
  readonly part: string | undefined;
  readonly depth: number;
}

function parseSteps(
  [step, ...rest]: readonly PathStep[],
  pending: PendingEntry,
  scope: Scope,
): Expression | undefined {
  const { path, quantifier } = step as PathStep;
  if (quantifier === undefined) return parseTest(path, pending, scope);
  const { entry, depth } = pending;
  const array = locate(path, scope.within, entry.keyNode, scope.source);
  const inner = { ...scope, within: array.path };
  const isBlock = isMap(entry.value) || valuesOf(entry).some((value) => value && !isScalar(value));
  const of =
    rest.length > 0
      ? parseSteps(rest, pending, inner)
      : isBlock
        ? parseBlock(entry, inner, depth + 1)
        : parseTest('.', pending, inner);
  return of && { kind: 'members', ...array, quantifier, of };
}

/** What a block asks of one member: a selection, or selections with a condition over them. */
function parseBlock(entry: Entry, scope: Scope, depth: number): Expression | undefined {
  const { source } = scope;
  const value = entry.value as Node;
  if (entry.key.includes('|')) {
    source.report(entry.keyNode, tell('detectionMistake.blockModifiers'));
    return undefined;
  }
  const entries = isMap(value) && value.items.length > 1 ? entriesOf(value, source) : [];
  const condition = entries.find(({ key }) => key === 'condition');
  if (!condition) return parseSelection(value, scope, depth);
  return parseNested(entries, condition, value as YAMLMap, scope, depth);
}

function parseNested(
  entries: readonly Entry[],
  condition: Entry,
  { items }: YAMLMap,
  scope: Scope,
  depth: number,
): Expression | undefined {
  const { source } = scope;
  const selections = new Map<string, Expression>();
  let whole = entries.length === items.length;
  for (const entry of entries) {
    if (entry === condition) continue;
    const selection = parseSelection(entry.value ?? entry.keyNode, scope, depth + 1);
    selections.set(entry.key, selection ?? broken);
    whole &&= selection !== undefined;
  }
  const parsed = parseCondition(condition, selections, source);
  return whole ? parsed : undefined;
}

function parseTest(
  path: string,
  { entry, chain, part }: PendingEntry,
  scope: Scope,
): FieldTest | undefined {
  const fact = scope.within === undefined ? factOf(path, entry, scope) : undefined;
  const field = part === undefined ? path : `${path}|${part}`;
  const values = readValues(valuesOf(entry), chain, entry, scope);
  if (fact === null || values === undefined) return undefined;
  const test: FieldTest = {
    kind: 'field',
    ...(fact ? { path } : locate(field, scope.within, entry.keyNode, scope.source)),
    fact,
    comparison: chain.comparison,
    all: chain.all,
    values,
    place: scope.source.place(entry.keyNode),
  };
  return withNumbers(test, chain, entry, scope);
}

/** The window fact a path names, undefined for a field of the event, null after a report. */
function factOf(
  path: string,
  entry: Entry,
  { source, windows }: Scope,
): { window: string; name: string } | undefined | null {
  const window = windowIn(path, windows);
  if (!window) return undefined;
  const name = path.slice(window.name.length + 1);
  if (factNamesOf(window).includes(name)) return { window: window.name, name };
  if (!window.unread?.includes(name)) source.report(entry.keyNode, missingFact(window, name));
  return null;
}

/** What is compared with a field, not sought in an event. */
const wordless: ReadonlySet<Chain['type']> = new Set([
  'network',
  'number',
  'presence',
  'field',
  'part',
  'daypart',
  'piece',
]);

function keywords(
  nodes: readonly (Node | undefined)[],
  chain: Chain,
  at: Node,
  scope: Scope,
): Expression | undefined {
  const { source } = scope;
  const entry: Entry = { key: '', keyNode: at, value: undefined };
  if (chain.comparison !== 'equals' || wordless.has(chain.type) || chain.part) {
    source.report(at, tell('detectionMistake.wordModifiers'));
    return undefined;
  }
  if (chain.openStart !== chain.openEnd) {
    source.report(at, tell('detectionMistake.wordsAnywhere'));
    return undefined;
  }
  const anywhere = chain.type === 'regex' ? chain : { ...chain, openStart: true, openEnd: true };
  const values = readValues(nodes, anywhere, entry, scope);
  if (values === undefined) return undefined;
  if (values.some((value) => value.kind === 'null')) {
    source.report(at, tell('detectionMistake.nullWord'));
    return undefined;
  }
  return { kind: 'keyword', all: chain.all, values, place: source.place(at) };
}
