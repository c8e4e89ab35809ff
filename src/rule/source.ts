import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseAllDocuments,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Place, Problem } from './problem.ts';

export type { Node, Scalar, YAMLMap, YAMLSeq };
export { isMap, isScalar, isSeq };

/** Rule files beyond this are refused; the largest public rule has a third of it. */
const maxLength = 1_048_576;

/** One rule file as YAML nodes that know their place, and the mistakes found in it so far. */
export interface Source {
  readonly file: string;
  readonly roots: readonly Node[];
  readonly problems: Problem[];
  place(node: Node | undefined, offset?: number): Place;
  report(node: Node | undefined, message: string, offset?: number): void;
}

/**
 * Reads YAML 1.2 (core schema). Syntax errors, duplicate keys, unknown tags and aliases become
 * problems; a document with any is left out of `roots`.
 */
export function readSource(text: string, file: string): Source {
  const lines = new LineCounter();
  const problems: Problem[] = [];
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const place = (node: Node | undefined, offset = 0): Place =>
    placeAt((node?.range?.[0] ?? 0) + offset);
  const report = (node: Node | undefined, message: string, offset = 0): void => {
    problems.push({ ...place(node, offset), message });
  };
  const source = { file, roots: [] as Node[], problems, place, report };
  if (text.length > maxLength) {
    report(undefined, `the file is larger than ${maxLength} characters`);
    return source;
  }
  for (const document of parse(text, lines)) {
    const flaws = [...document.errors, ...document.warnings];
    for (const flaw of flaws) {
      problems.push({ ...placeAt(flaw.pos[0]), message: firstLine(flaw.message) });
    }
    const root = document.contents;
    if (flaws.length > 0 || root === null) continue;
    if (rejectAliases(root, report)) source.roots.push(root);
  }
  return source;
}

function parse(text: string, lines: LineCounter): readonly Document.Parsed[] {
  const documents = parseAllDocuments(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
    merge: false,
    version: '1.2',
    schema: 'core',
  });
  return Array.isArray(documents) ? documents : [];
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0] as string;
}

/** Aliases make a small file stand for an endless one; no public rule uses any. */
function rejectAliases(node: unknown, report: Source['report']): boolean {
  if (isAlias(node)) {
    report(node, 'YAML aliases are not allowed in rules');
    return false;
  }
  if (isMap(node)) {
    return node.items.every(
      (pair: Pair) => rejectAliases(pair.key, report) && rejectAliases(pair.value, report),
    );
  }
  return isSeq(node) ? node.items.every((item) => rejectAliases(item, report)) : true;
}

/** One entry of a map: its key as text, and both nodes. */
export interface Entry {
  readonly key: string;
  readonly keyNode: Node;
  readonly value: Node | undefined;
}

/** The entries of a map, in order. Keys that are no plain text are reported and left out. */
export function entriesOf(map: YAMLMap, source: Source): Entry[] {
  const entries: Entry[] = [];
  for (const { key, value } of map.items) {
    const keyNode = key as Node;
    if (isScalar(keyNode) && keyNode.value !== null && typeof keyNode.value !== 'object') {
      entries.push({ key: String(keyNode.value), keyNode, value: (value as Node) ?? undefined });
    } else {
      source.report(keyNode, 'a key must be plain text');
    }
  }
  return entries;
}

/** The text of a scalar node; numbers and booleans as written. Reports anything else. */
export function textOf(node: Node | undefined, what: string, source: Source): string | undefined {
  if (isScalar(node) && node.value !== null) return String(node.source ?? node.value);
  source.report(node, `${what} must be text`);
  return undefined;
}

/** The texts of a sequence, or of a single scalar taken as a sequence of one. */
export function textsOf(node: Node | undefined, what: string, source: Source): string[] {
  if (isScalar(node) && node.value === null) return [];
  const items = isSeq(node) ? (node.items as Node[]) : [node];
  return items.flatMap((item) => textOf(item, what, source) ?? []);
}
