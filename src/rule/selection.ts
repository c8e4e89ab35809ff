import type { Expression, Wanted } from './expression.ts';
import { type Chain, chainOf } from './modifier.ts';
import { didYouMean } from './nearest.ts';
import { parseNetwork } from './network.ts';
import { parsePattern } from './pattern.ts';
import { compileRegex } from './regex.ts';
import {
  type Entry,
  entriesOf,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Scalar,
  type Source,
} from './source.ts';
import type { Window } from './window.ts';

/** Selections nested deeper than this are a mistake or an attack. */
const maxDepth = 32;

interface Scope {
  readonly source: Source;
  readonly windows: ReadonlyMap<string, Window>;
}

/**
 * Parses one selection (specification 2.1, "Detection"): a map is all of its entries, a list of
 * maps any of them, a list of words any of the words anywhere in the event. Mistakes are reported
 * to the source; undefined then.
 */
export function parseSelection(node: Node, scope: Scope, depth = 0): Expression | undefined {
  const { source } = scope;
  if (depth > maxDepth) {
    source.report(node, 'selections are nested too deeply');
    return undefined;
  }
  if (isMap(node)) {
    return join(
      'and',
      entriesOf(node, source).map((entry) => parseEntry(entry, scope)),
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
  source.report(node, 'a selection must be a map, a list or a word');
  return undefined;
}

function join(
  kind: 'and' | 'or',
  parts: readonly (Expression | undefined)[],
  node: Node,
  source: Source,
): Expression | undefined {
  if (parts.length === 0) {
    source.report(node, 'this selection is empty, so it would match everything or nothing');
    return undefined;
  }
  const of = parts.filter((part) => part !== undefined);
  if (of.length < parts.length) return undefined;
  return of.length === 1 ? of[0] : { kind, of };
}

const plain = chainOf([]) as Chain;

function parseEntry(entry: Entry, scope: Scope): Expression | undefined {
  const { source } = scope;
  const [path = '', ...names] = entry.key.split('|');
  const chain = chainOf(names);
  const nodes = isSeq(entry.value) ? (entry.value.items as Node[]) : [entry.value];
  const flaw = typeof chain === 'string' ? chain : flawOf(entry.key, nodes.length, chain);
  if (typeof chain === 'string' || flaw !== undefined) {
    source.report(entry.keyNode, flaw as string);
    return undefined;
  }
  if (path === '') return keywords(nodes, chain, entry.keyNode, scope);
  const fact = factOf(path, entry, scope);
  const values = nodes.map((node) => wanted(node, chain, entry, source));
  if (fact === null || values.some((value) => value === undefined)) return undefined;
  return {
    kind: 'field',
    path,
    fact,
    comparison: chain.comparison,
    all: chain.all,
    values: values as Wanted[],
    place: source.place(entry.keyNode),
  };
}

/** Why an entry means nothing, or would mean something else than it says. */
function flawOf(key: string, values: number, chain: Chain): string | undefined {
  if (values === 0) return `"${key}" has an empty list, so nothing could match`;
  if (chain.type === 'presence' && values > 1) return 'exists needs one value: true or false';
  if (/\[[^\]]*\]/.test(key)) return `this version reads no array blocks, such as "${key}"`;
  return undefined;
}

/** The window fact a path names, undefined for a field of the event, null after a report. */
function factOf(
  path: string,
  entry: Entry,
  { source, windows }: Scope,
): { window: string; name: string } | undefined | null {
  const dot = path.indexOf('.');
  const window = dot > 0 ? windows.get(path.slice(0, dot)) : undefined;
  if (!window) return undefined;
  const name = path.slice(dot + 1);
  const names = window.facts.map((fact) => fact.name);
  if (names.includes(name)) return { window: window.name, name };
  source.report(
    entry.keyNode,
    `the window "${window.name}" has no field "${name}"${didYouMean(name, names)}`,
  );
  return null;
}

function keywords(
  nodes: readonly (Node | undefined)[],
  chain: Chain,
  at: Node,
  { source }: Scope,
): Expression | undefined {
  const entry: Entry = { key: '', keyNode: at, value: undefined };
  if (chain.comparison !== 'equals' || chain.type === 'network') {
    source.report(at, 'words without a field take only text modifiers');
    return undefined;
  }
  if (chain.openStart !== chain.openEnd) {
    source.report(at, 'words are sought anywhere, so startswith and endswith mean nothing');
    return undefined;
  }
  const anywhere = chain.type === 'regex' ? chain : { ...chain, openStart: true, openEnd: true };
  const values = nodes.map((node) => wanted(node, anywhere, entry, source));
  if (values.some((value) => value === undefined)) return undefined;
  if (values.some((value) => value?.kind === 'null')) {
    source.report(at, 'null is no word');
    return undefined;
  }
  return { kind: 'keyword', all: chain.all, values: values as Wanted[], place: source.place(at) };
}

type Read = (scalar: Scalar, chain: Chain) => Wanted | string;

/** One value of an entry, as its chain of modifiers wants it; undefined after a report. */
function wanted(
  node: Node | undefined,
  chain: Chain,
  entry: Entry,
  source: Source,
): Wanted | undefined {
  const scalar = node ?? entry.value;
  if (scalar !== undefined && !isScalar(scalar)) {
    source.report(scalar, `the value of "${entry.key}" must be plain, not a map or a list`);
    return undefined;
  }
  const value = scalar?.value ?? null;
  const read = value === null ? readNull : readers[chain.type];
  const result = read(scalar as Scalar, chain);
  if (typeof result !== 'string') return result;
  source.report(scalar ?? entry.keyNode, result);
  return undefined;
}

const readNull: Read = (_, chain) =>
  chain.type === 'value' && !chain.expand
    ? { kind: 'null' }
    : 'null can only be compared as it is, without modifiers';

const readText: Read = (scalar, chain) => {
  const text = textOfScalar(scalar);
  const shape = { openStart: chain.openStart, openEnd: chain.openEnd, cased: chain.cased };
  if (!chain.expand) return parsePattern(text, shape);
  const name = /^%([\w-]+)%$/.exec(text)?.[1];
  return name === undefined
    ? 'expand needs the name of a value list between percent signs, such as %admins%'
    : { kind: 'list', name, shape };
};

/** Whole numbers as written, since a postal code is no number: `01234`, `+15550100`. */
function textOfScalar({ value, source }: Scalar): string {
  const whole = typeof value === 'number' && source !== undefined && /^[-+]?\d+$/.test(source);
  return whole ? source : String(value);
}

const readers: Readonly<Record<Chain['type'], Read>> = {
  value: readText,
  text: readText,
  regex: ({ value }, chain) => {
    const regex = compileRegex(String(value), chain.flags);
    if (typeof regex === 'string') return regex;
    return { kind: 'regex', source: String(value), flags: chain.flags };
  },
  network: ({ value }) => {
    const text = String(value);
    if (parseNetwork(text)) return { kind: 'network', text };
    return `"${text}" is not a network such as 203.0.113.0/24`;
  },
  number: ({ value }) => {
    const number = typeof value === 'number' ? value : Number.NaN;
    if (Number.isFinite(number)) return { kind: 'number', value: number };
    return 'gt, gte, lt and lte need a number';
  },
  presence: ({ value }) =>
    typeof value === 'boolean' ? { kind: 'boolean', value } : 'exists needs true or false',
};
