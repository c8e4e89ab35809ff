import type { CST, Document } from 'yaml';
import { type Message, tell } from '../../language/message.ts';

/** What is wrong with the syntax of a document: where, in characters of the text, and what. */
export interface SyntaxFlaw {
  readonly offset: number;
  readonly told: Message;
}

/** A bracket, brace or quote without its partner. */
interface OpenBracket {
  readonly offset: number;
  readonly opened: string;
  /** What closes it instead; undefined if nothing does. */
  readonly closed: string | undefined;
}

const partners: Readonly<Record<string, string>> = { '[': ']', '{': '}', '"': '"', "'": "'" };

/** Quoted text with its closing quote, by its first character. */
const closedQuotes: Readonly<Record<string, RegExp>> = {
  '"': /^"(?:[^"\\]|\\[\s\S])*"$/,
  "'": /^'(?:[^']|'')*'$/,
};

/**
 * What damages a document first; undefined if nothing does. One bracket too few has dozens of
 * consequences, of which none says where it is. `tokens` are those of the whole text.
 */
export function causeOfDamage(
  { errors, warnings, range }: Document.Parsed,
  tokens: readonly CST.Token[],
  text: string,
): SyntaxFlaw | undefined {
  const [first] = [...errors, ...warnings].toSorted((a, b) => a.pos[0] - b.pos[0]);
  if (!first) return undefined;
  const offset = first.pos[0];
  const word = errors.length > 0 ? wordBefore(text, offset) : undefined;
  if (word !== undefined) {
    const inner = `${word}${text.slice(offset).match(/^\[[^\]\s]*\]?/)?.[0]}`;
    const told = tell('mistake.quoteBrackets', { inner });
    return { offset: offset - word.length, told };
  }
  const open = tokens
    .flatMap(openBrackets)
    .filter((bracket) => bracket.offset >= range[0] && bracket.offset <= offset)
    .at(-1);
  if (open && errors.length > 0) return { offset: open.offset, told: messageOf(open) };
  const [reason = ''] = first.message.split('\n', 1);
  return { offset, told: tell('mistake.yaml', { reason }) };
}

function messageOf({ opened, closed }: OpenBracket): Message {
  const partner = partners[opened] ?? '';
  return closed === undefined
    ? tell('mistake.neverClosed', { opened, partner })
    : tell('mistake.closedByOther', { opened, closed, partner });
}

/** The word that a bracket at `offset` follows without a space: `target` of `target[any]`. */
function wordBefore(text: string, offset: number): string | undefined {
  if (text[offset] !== '[') return undefined;
  const line = text.slice(Math.max(0, offset - 200), offset);
  return line.match(/[\w.]+$/)?.[0];
}

/** Every bracket without its partner, in order. The depth is bounded by {@link readSource}. */
function openBrackets(token: CST.Token | null | undefined): readonly OpenBracket[] {
  if (!token) return [];
  if (token.type === 'document') return openBrackets(token.value);
  if (token.type === 'double-quoted-scalar' || token.type === 'single-quoted-scalar') {
    const { offset, source } = token;
    const opened = source[0] as string;
    return closedQuotes[opened]?.test(source) ? [] : [{ offset, opened, closed: undefined }];
  }
  if (!('items' in token)) return [];
  const inner = token.items.flatMap(({ key, value }) => [
    ...openBrackets(key),
    ...openBrackets(value),
  ]);
  if (token.type !== 'flow-collection') return inner;
  const { offset, source: opened } = token.start;
  const end = token.end.find(({ type }) => type === 'flow-seq-end' || type === 'flow-map-end');
  const closed = end && 'source' in end ? end.source : undefined;
  return closed === partners[opened] ? inner : [{ offset, opened, closed }, ...inner];
}

/** The names and ids that a damaged document gives itself, as far as its lines show them. */
export function namesInDamage(text: string): readonly string[] {
  const lines = text.matchAll(/^(?:name|id)[ \t]*:[ \t]*(["']?)([^\s"'#]+)\1[ \t]*(?:#.*)?$/gm);
  return [...lines].map((match) => match[2] as string);
}
