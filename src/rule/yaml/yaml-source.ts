import {
  Composer,
  CST,
  type Document,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  type Node,
  type Pair,
  Parser,
  type Scalar,
  YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { type Message, tell } from '../../language/message.ts';
import { type Diagnostic, mistakeAt, type Respelling, type SourcePlace } from './diagnostic.ts';
import { strayCharacter } from './forbidden-characters.ts';
import { causeOfDamage, namesInDamage } from './syntax-damage.ts';

export type { Node, Scalar, YAMLSeq };
export { isMap, isScalar, isSeq, YAMLMap };

/** Rule files beyond this are refused; the largest public rule has a third of it. */
const maxLength = 1_048_576;

/** Maps and lists nested deeper than this are a mistake or an attack. */
const maxDepth = 64;

/** One rule file as YAML nodes that know their place, and the mistakes found in it so far. */
export interface YamlSource {
  readonly file: string;
  readonly roots: readonly Node[];
  readonly problems: Diagnostic[];
  /** The documents that are left out because of their syntax: the names that each gives itself. */
  readonly damaged: readonly (readonly string[])[];
  /** Fields that are known in another spelling, which is taken for them. */
  readonly respelled: Respelling[];
  /** The zone by whose clocks a document reads parts of times; undefined for UTC. */
  readonly timezone?: string | undefined;
  place(node: Node): SourcePlace;
  /** Notes a mistake at a node, or at the character `offset` of a scalar's text. */
  report(node: Node, what: Message, offset?: number): void;
}

/**
 * Reads YAML 1.2 (core schema). Syntax errors, duplicate keys, characters that YAML forbids, tags
 * beyond the core ones, anchors and aliases become problems; a document with any is left out of
 * `roots`, and so is an empty one. Of wrong syntax, which has many consequences, the first cause in
 * each document is reported.
 */
export function readSource(text: string, file: string): YamlSource {
  const lines = new LineCounter();
  const problems: Diagnostic[] = [];
  const placeAt = (offset: number): SourcePlace => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const reportAt = (offset: number, what: Message): void => {
    problems.push(mistakeAt(placeAt(offset), what));
  };
  const report: YamlSource['report'] = (node, what, offset) => {
    const inside = offset === undefined ? 0 : within(node, offset, text);
    reportAt(startOf(node) + inside, what);
  };
  const place = (node: Node): SourcePlace => placeAt(startOf(node));
  const roots: Node[] = [];
  const damaged: (readonly string[])[] = [];
  const { documents, tokens } = compose(text, lines, reportAt);
  for (const document of documents) {
    const flaw = causeOfDamage(document, tokens ?? [], text);
    if (flaw) reportAt(flaw.offset, flaw.told);
    const root = document.contents;
    const isEmpty = root === null || (isScalar(root) && root.value === null);
    if (!flaw && isEmpty) continue;
    if (!flaw && root && hasUniqueKeys(root, report)) roots.push(root);
    else damaged.push(namesInDamage(text.slice(document.range[0], document.range[2])));
  }
  if (!tokens) damaged.push(namesInDamage(text));
  return { file, roots, problems, damaged, respelled: [], place, report };
}

function startOf(node: Node): number {
  return node.range?.[0] ?? 0;
}

type ReportAt = (offset: number, what: Message) => void;

/** A text, composed; without tokens after a report. */
interface Composed {
  readonly documents: Iterable<Document.Parsed>;
  readonly tokens: readonly CST.Token[] | undefined;
}

const nothing: Composed = { documents: [], tokens: undefined };

function compose(text: string, lines: LineCounter, report: ReportAt): Composed {
  if (text.length > maxLength) {
    report(0, tell('mistake.fileTooLarge', { max: String(maxLength) }));
    return nothing;
  }
  const stray = strayCharacter(text);
  if (stray) {
    lines.addNewLine(0);
    for (const { index } of text.matchAll(/\n/g)) lines.addNewLine(index + 1);
    report(stray.offset, stray.told);
    return nothing;
  }
  const tokens = tokenize(text, lines, report);
  return tokens ? { documents: new Composer(options).compose(tokens), tokens } : nothing;
}

/** Keys are compared below: the library compares every key of a map with every other. */
const options = {
  version: '1.2',
  schema: 'core',
  resolveKnownTags: false,
  prettyErrors: false,
  uniqueKeys: false,
  merge: false,
} as const;

/**
 * Cuts a text into tokens, or reports what must not even be composed: nesting would exhaust the
 * stack, anchors take quadratic time, and aliases let a small file stand for an endless one. No
 * public rule uses any.
 */
function tokenize(text: string, lines: LineCounter, report: ReportAt): CST.Token[] | undefined {
  const parser = new Parser(lines.addNewLine);
  const tokens: CST.Token[] = [];
  let refused = false;
  let type: string | null = null;
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    // The mark of a scalar comes before its text, which may look like anything.
    type = type === 'scalar' ? 'text' : CST.tokenType(lexeme);
    if (type === 'anchor' || type === 'alias') {
      report(parser.offset, tell('mistake.anchors'));
      refused = true;
    }
    // The document itself stands at the bottom of the stack.
    if (parser.stack.length - 1 > maxDepth) {
      report(parser.offset, tell('mistake.nestedTooDeep', { max: maxDepth }));
      return undefined;
    }
    tokens.push(...parser.next(lexeme));
  }
  tokens.push(...parser.end());
  return refused ? undefined : tokens;
}

/** Reports every key that a map has twice. */
function hasUniqueKeys(node: unknown, report: YamlSource['report']): boolean {
  if (isSeq(node)) return node.items.map((item) => hasUniqueKeys(item, report)).every(Boolean);
  if (!isMap(node)) return true;
  const seen = new Set<string | undefined>();
  const unique = node.items.map(({ key, value }: Pair) => {
    const name = isScalar(key) ? writtenText(key) : undefined;
    const again = name !== undefined && seen.has(name);
    seen.add(name);
    if (again) report(key as Node, tell('mistake.keyTwice', { name }));
    return hasUniqueKeys(value, report) && !again;
  });
  return unique.every(Boolean);
}

/**
 * The text of a scalar as its author wrote it, without quotes: `0o17`, `0x1F`, `007` and `1e3` are
 * more often ids and hashes than numbers.
 */
export function writtenText({ value, source }: Scalar): string {
  return typeof value === 'number' ? (source ?? String(value)) : String(value);
}

/**
 * How far from its node's start the character `offset` of a scalar's text stands. Folding and
 * quoting change only white space and what stands around the text.
 */
function within(node: Node, offset: number, text: string): number {
  const [start, end] = node.range ?? [0, 0];
  const raw = text.slice(start, end);
  const opening = isScalar(node) ? openings[node.type ?? 'PLAIN'] : undefined;
  const [intro = ''] = opening?.exec(raw) ?? [];
  let left = String(isScalar(node) ? node.value : '')
    .slice(0, offset)
    .replace(/\s/g, '').length;
  let at = intro.length;
  while (at < raw.length && (left > 0 || /\s/.test(raw[at] as string))) {
    if (!/\s/.test(raw[at] as string)) left--;
    at++;
  }
  return at;
}

/** What stands before a scalar's text, by its style. */
const openings: Readonly<Record<string, RegExp>> = {
  QUOTE_DOUBLE: /^"/,
  QUOTE_SINGLE: /^'/,
  BLOCK_FOLDED: /^>.*\n/,
  BLOCK_LITERAL: /^\|.*\n/,
};

/** One entry of a map: its key as text, and both nodes. */
export interface Entry {
  readonly key: string;
  readonly keyNode: Node;
  readonly value: Node | undefined;
}

/** The entries of a map, in order. Keys that are no plain text are reported and left out. */
export function entriesOf(map: YAMLMap, source: Pick<YamlSource, 'report'>): Entry[] {
  const entries: Entry[] = [];
  for (const { key, value } of map.items) {
    const keyNode = key as Node;
    if (isScalar(keyNode) && keyNode.value !== null && typeof keyNode.value !== 'object') {
      entries.push({ key: writtenText(keyNode), keyNode, value: (value as Node) ?? undefined });
    } else {
      source.report(keyNode, tell('mistake.keyNotText'));
    }
  }
  return entries;
}

/** The text of an entry's scalar; numbers and booleans as written. Reports anything else. */
export function textOf({ key, keyNode, value }: Entry, source: YamlSource): string | undefined {
  if (isScalar(value) && value.value !== null) return String(value.source ?? value.value);
  source.report(value ?? keyNode, tell('mistake.notText', { key }));
  return undefined;
}

/** The texts of an entry's sequence, or of its single scalar taken as a sequence of one. */
export function textsOf(entry: Entry, source: YamlSource): string[] {
  const { value } = entry;
  if (isScalar(value) && value.value === null) return [];
  const items = isSeq(value) ? (value.items as Node[]) : [value];
  return items.flatMap((item) => textOf({ ...entry, value: item }, source) ?? []);
}

/** The value of a switch; undefined without an entry, or after a report. */
export function booleanOf(entry: Entry | undefined, source: YamlSource): boolean | undefined {
  if (!entry) return undefined;
  const { key, keyNode, value } = entry;
  if (isScalar(value) && typeof value.value === 'boolean') return value.value;
  source.report(value ?? keyNode, tell('mistake.notBoolean', { key }));
  return undefined;
}
