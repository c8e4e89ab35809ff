import { type Message, tell } from '../../language/message.ts';
import { byte, skipSpace } from './byte.ts';

/** How far a text was checked against the grammar of JSON. Offsets count from its first byte. */
export interface Grammar {
  at: number;
  expects: Expectation;
  /** The open brackets, outermost first. */
  readonly open: number[];
}

/** Where a text stops being JSON, and what had to stand there. */
export interface GrammarFault {
  readonly at: number;
  readonly told: Message;
}

type Expectation =
  | 'value'
  | 'value or ]'
  | 'key'
  | 'key or }'
  | 'colon'
  | 'comma or end'
  | 'nothing';

/** Nothing checked yet. */
export function createGrammar(): Grammar {
  return { at: 0, expects: 'value', open: [] };
}

/**
 * Checks on, up to `to`, that the bytes are the beginning of a JSON text (RFC 8259), and gives the
 * first fault. `to` must not lie inside a string, number or word. Encoding is not checked.
 */
export function check(
  grammar: Grammar,
  text: Uint8Array,
  to = text.length,
): GrammarFault | undefined {
  const bytes = text.subarray(0, to);
  for (;;) {
    grammar.at = skipSpace(bytes, grammar.at);
    if (grammar.at >= to) return undefined;
    const fault = tokens[grammar.expects](grammar, bytes, bytes[grammar.at] as number);
    if (fault) return fault;
  }
}

/** The first fault of a text that should be one whole JSON value, the early end included. */
export function findFault(bytes: Uint8Array): GrammarFault | undefined {
  const grammar = createGrammar();
  const fault = check(grammar, bytes);
  if (fault || grammar.expects === 'nothing') return fault;
  return { at: bytes.length, told: tell('syntax.endsEarly') };
}

type Step = (grammar: Grammar, bytes: Uint8Array, value: number) => GrammarFault | undefined;

const tokens = {
  value: takeValue,
  'value or ]': (grammar, bytes, value) =>
    value === byte.closeArray ? close(grammar) : takeValue(grammar, bytes, value),
  key: takeKey,
  'key or }': (grammar, bytes, value) =>
    value === byte.closeObject ? close(grammar) : takeKey(grammar, bytes, value),
  colon: (grammar, _bytes, value) =>
    value === byte.colon ? move(grammar, 1, 'value') : expected(grammar, tell('syntax.colon')),
  'comma or end': takeComma,
  nothing: (grammar) => expected(grammar, tell('syntax.end')),
} as const satisfies Record<Expectation, Step>;

function takeValue(grammar: Grammar, bytes: Uint8Array, value: number): GrammarFault | undefined {
  if (value === byte.openObject || value === byte.openArray) {
    grammar.open.push(value);
    return move(grammar, 1, value === byte.openObject ? 'key or }' : 'value or ]');
  }
  if (value === byte.quote) return takeString(grammar, bytes, afterValue(grammar));
  return takeWord(grammar, bytes);
}

function takeKey(grammar: Grammar, bytes: Uint8Array, value: number): GrammarFault | undefined {
  if (value !== byte.quote) return expected(grammar, tell('syntax.key'));
  return takeString(grammar, bytes, 'colon');
}

function takeComma(grammar: Grammar, _bytes: Uint8Array, value: number): GrammarFault | undefined {
  const object = grammar.open.at(-1) === byte.openObject;
  if (value === byte.comma) return move(grammar, 1, object ? 'key' : 'value');
  if (value === (object ? byte.closeObject : byte.closeArray)) return close(grammar);
  return expected(grammar, tell('syntax.commaOr', { bracket: object ? '}' : ']' }));
}

function close(grammar: Grammar): undefined {
  grammar.open.pop();
  return move(grammar, 1, afterValue(grammar));
}

const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

function takeWord(grammar: Grammar, bytes: Uint8Array): GrammarFault | undefined {
  let end = grammar.at;
  while (wordBytes.has(bytes[end])) end++;
  const word = Buffer.from(bytes.subarray(grammar.at, end)).toString('latin1');
  if (word !== 'true' && word !== 'false' && word !== 'null' && !number.test(word)) {
    return expected(grammar, tell('syntax.value'));
  }
  return move(grammar, end - grammar.at, afterValue(grammar));
}

const wordBytes = new Set<number | undefined>(
  Buffer.from('+-.0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_'),
);

const escapes = new Set(Buffer.from('"\\/bfnrtu'));

function takeString(
  grammar: Grammar,
  bytes: Uint8Array,
  next: Expectation,
): GrammarFault | undefined {
  for (let at = grammar.at + 1; at < bytes.length; at++) {
    const value = bytes[at] as number;
    if (value === byte.quote) return move(grammar, at + 1 - grammar.at, next);
    if (value < 0x20) return { at, told: tell('syntax.control') };
    if (value !== byte.backslash) continue;
    at++;
    if (!escapes.has(bytes[at] as number)) return { at, told: tell('syntax.escape') };
    if (bytes[at] !== 0x75) continue;
    const digits = Buffer.from(bytes.subarray(at + 1, at + 5)).toString('latin1');
    if (!/^[0-9a-f]{4}$/i.test(digits)) return { at, told: tell('syntax.digits') };
    at += 4;
  }
  return { at: bytes.length, told: tell('syntax.stringNotClosed') };
}

function afterValue(grammar: Grammar): Expectation {
  return grammar.open.length > 0 ? 'comma or end' : 'nothing';
}

function move(grammar: Grammar, length: number, expects: Expectation): undefined {
  grammar.at += length;
  grammar.expects = expects;
}

function expected(grammar: Grammar, told: Message): GrammarFault {
  return { at: grammar.at, told };
}
