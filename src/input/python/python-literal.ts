import { type Message, tell } from '../../language/message.ts';

/** What a text says that Python wrote of an object (`repr`), or where and why it says nothing. */
export type Literal = { readonly value: unknown } | { readonly told: Message; readonly at: number };

/**
 * Reads a dictionary, list, tuple, text, number, `True`, `False` or `None`, and nothing that would have to be
 * evaluated. Dictionaries become objects, tuples lists. Texts that stand side by side are one, as `pprint`
 * wraps long ones.
 */
export function parseLiteral(text: string, deepest: number): Literal {
  const reading: Reading = { text, at: 0, deepest };
  try {
    const value = takeValue(reading, 0);
    skipSpace(reading);
    if (reading.at < text.length) throw new Fault(tell('syntax.end'), reading.at);
    return { value };
  } catch (error) {
    if (error instanceof Fault) return { told: error.told, at: error.at };
    throw error;
  }
}

interface Reading {
  readonly text: string;
  at: number;
  readonly deepest: number;
}

class Fault extends Error {
  readonly told: Message;
  readonly at: number;
  constructor(told: Message, at: number) {
    super();
    this.told = told;
    this.at = at;
  }
}

const space = /[ \t\r\n\f]*/y;
const words: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['True', true],
  ['False', false],
  ['None', null],
]);
const number = /[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?=[\s,\]}):lL]|$)/y;
const word = /[A-Za-z_]\w*/y;

function match(reading: Reading, pattern: RegExp): string | undefined {
  pattern.lastIndex = reading.at;
  const found = pattern.exec(reading.text)?.[0];
  if (found !== undefined) reading.at += found.length;
  return found;
}

function skipSpace(reading: Reading): string | undefined {
  match(reading, space);
  return reading.text[reading.at];
}

function takeValue(reading: Reading, depth: number): unknown {
  const next = skipSpace(reading);
  if (next === '{') return takeDictionary(reading, depth + 1);
  if (next === '[') return takeList(reading, ']', depth + 1);
  if (next === '(') return takeTuple(reading, depth + 1);
  if (startsText(reading)) return takeTexts(reading);
  const digits = match(reading, number);
  if (digits !== undefined) {
    // Python 2 marks long numbers.
    if (/[lL]/.test(reading.text[reading.at] ?? '')) reading.at++;
    return Number(digits);
  }
  const { at } = reading;
  const name = match(reading, word) ?? '';
  if (words.has(name)) return words.get(name);
  throw new Fault(tell('syntax.plainValue'), at);
}

function takeDictionary(reading: Reading, depth: number): unknown {
  const takeMember = (): [string, unknown] => {
    if (!startsText(reading)) throw new Fault(tell('syntax.quotedKey'), reading.at);
    const key = takeTexts(reading);
    if (skipSpace(reading) !== ':') throw new Fault(tell('syntax.colon'), reading.at);
    reading.at++;
    return [key, takeValue(reading, depth)];
  };
  return Object.fromEntries(takeMembers(reading, '}', depth, takeMember));
}

function takeList(reading: Reading, close: string, depth: number): unknown[] {
  return takeMembers(reading, close, depth, () => takeValue(reading, depth));
}

/** What lies between two brackets, with commas between; one may stand at the end. */
function takeMembers<T>(reading: Reading, close: string, depth: number, takeMember: () => T): T[] {
  const { deepest } = reading;
  if (depth > deepest) {
    throw new Fault(tell('record.tooDeep', { levels: String(deepest) }), reading.at);
  }
  const members: T[] = [];
  reading.at++;
  while (skipSpace(reading) !== close) {
    members.push(takeMember());
    const next = skipSpace(reading);
    if (next === close) break;
    if (next !== ',') throw new Fault(tell('syntax.commaOr', { bracket: close }), reading.at);
    reading.at++;
  }
  reading.at++;
  return members;
}

/** One value in parentheses without a comma is that value. */
function takeTuple(reading: Reading, depth: number): unknown {
  const from = reading.at;
  const members = takeList(reading, ')', depth);
  const isTuple = members.length !== 1 || /,\s*\)$/.test(reading.text.slice(from, reading.at));
  return isTuple ? members : members[0];
}

const opening = /[uU]?['"]/y;

function startsText({ text, at }: Reading): boolean {
  opening.lastIndex = at;
  return opening.test(text);
}

function takeTexts(reading: Reading): string {
  let joined = '';
  do {
    joined += takeText(reading);
    skipSpace(reading);
  } while (startsText(reading));
  return joined;
}

function takeText(reading: Reading): string {
  const { text } = reading;
  match(reading, /[uU]/y);
  const quote = text[reading.at];
  let taken = '';
  let from = reading.at + 1;
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (character === quote) {
      reading.at = at + 1;
      return taken + text.slice(from, at);
    }
    if (character === '\n') break;
    if (character !== '\\') continue;
    const escaped = readEscape(text, at);
    taken += text.slice(from, at) + escaped.text;
    from = at + escaped.length;
    at = from - 1;
  }
  throw new Fault(tell('syntax.textNotClosed'), reading.at);
}

const single: Readonly<Record<string, string>> = {
  ...{ '\\': '\\', "'": "'", '"': '"', n: '\n', r: '\r', t: '\t' },
  ...{ a: '\u0007', b: '\b', f: '\f', v: '\v' },
};
const coded = /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{1,3}))/y;

function readEscape(text: string, at: number): { readonly text: string; readonly length: number } {
  const simple = single[text[at + 1] ?? ''];
  if (simple !== undefined) return { text: simple, length: 2 };
  coded.lastIndex = at;
  const found = coded.exec(text);
  const [whole = '', x, u, wide, octal] = found ?? [];
  const code =
    octal === undefined ? Number.parseInt(x ?? u ?? wide ?? '', 16) : Number.parseInt(octal, 8);
  if (!(code <= 0x10ffff)) throw new Fault(tell('syntax.escape'), at);
  return { text: String.fromCodePoint(code), length: whole.length };
}
