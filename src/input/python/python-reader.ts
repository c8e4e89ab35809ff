import { isUtf8 } from 'node:buffer';
import type { RejectionReason } from '../../event/event.ts';
import { type Message, tell } from '../../language/message.ts';
import { namesInBytes } from '../file/file-names.ts';
import { byte } from '../json/byte.ts';
import type { Limits } from '../limits.ts';
import { type Damage, type Decoder, damageAt, type ParsedItem } from '../parsed-item.ts';
import { parseLiteral } from './python-literal.ts';

const dictionary = /^(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{\s*u?'/;

/** Whether a text begins as Python writes a dictionary of texts (`print(event)`), alone or in a list. */
export function isPython(head: Buffer): boolean {
  return dictionary.test(head.toString('latin1'));
}

const apostrophe = 0x27;
const [openRound, closeRound] = [0x28, 0x29];

interface Reading {
  readonly limits: Limits;
  /** What is in memory: the record that was begun, and what came after it. */
  bytes: Buffer;
  /** Offset and line of its first byte. */
  base: number;
  line: number;
  /** Index up to which the record was followed. */
  at: number;
  depth: number;
  /** The quote that ends the text in which `at` is. */
  quote: number | undefined;
  /** Set while what is too long is passed over. */
  isLost: boolean;
}

/**
 * Reads dictionaries as Python prints them, one after another, in lists or not, on one line each or on several.
 * Keeps one record in memory. Never throws; what is neither is damage up to the end of its line.
 */
export function createPythonReader(limits: Limits): Decoder {
  const reading: Reading = {
    limits,
    bytes: Buffer.alloc(0),
    base: 0,
    line: 1,
    at: 0,
    depth: 0,
    quote: undefined,
    isLost: false,
  };
  return {
    push: (chunk) => {
      reading.bytes = Buffer.concat([reading.bytes, chunk]);
      return records(reading, false);
    },
    end: () => records(reading, true),
    format: () => 'python',
  };
}

function* records(reading: Reading, final: boolean): Generator<ParsedItem> {
  for (;;) {
    const before = reading.base + reading.at;
    const item = reading.depth > 0 ? follow(reading, final) : between(reading, final);
    if (item) yield item;
    else if (reading.base + reading.at === before) return;
  }
}

/** Goes to where a dictionary opens. Commas, and the brackets of lists around, are no records. */
function between(reading: Reading, final: boolean): ParsedItem | undefined {
  const { bytes } = reading;
  let at = 0;
  while (marks.has(bytes[at])) at++;
  drop(reading, at);
  const first = reading.bytes[0];
  if (first === undefined) return undefined;
  if (first === byte.openObject && !reading.isLost) {
    reading.depth = 1;
    reading.at = 1;
    return undefined;
  }
  const end = reading.bytes.indexOf(byte.lineFeed);
  if (end < 0 && !final) {
    if (reading.bytes.length <= reading.limits.recordBytes) return undefined;
    reading.isLost = true;
    drop(reading, reading.bytes.length);
    return undefined;
  }
  const length = end < 0 ? reading.bytes.length : end;
  const wasLost = reading.isLost;
  reading.isLost = false;
  return wasLost
    ? damage(reading, length, 'too-large', tooLarge(reading))
    : damage(reading, length, 'bad-json', tell('record.neither'));
}

const marks = new Set<number | undefined>([
  ...[byte.space, byte.tab, byte.return, byte.lineFeed, byte.comma],
  ...[byte.openArray, byte.closeArray, 0xef, 0xbb, 0xbf],
]);

/** Follows a dictionary to its last bracket. */
function follow(reading: Reading, final: boolean): ParsedItem | undefined {
  const { bytes, limits } = reading;
  while (reading.at < bytes.length) {
    const value = bytes[reading.at] as number;
    if (reading.quote !== undefined) {
      if (value === byte.backslash) reading.at++;
      else if (value === byte.lineFeed)
        return tear(reading, reading.at, tell('syntax.textNotClosed'));
      else if (value === reading.quote) reading.quote = undefined;
    } else if (value === byte.quote || value === apostrophe) {
      reading.quote = value;
    } else if (value === byte.openObject || value === byte.openArray || value === openRound) {
      // pprint indents what belongs to the record.
      if (bytes[reading.at - 1] === byte.lineFeed) return tear(reading, reading.at - 1, unclosed);
      reading.depth++;
    } else if (value === byte.closeObject || value === byte.closeArray || value === closeRound) {
      reading.depth--;
      if (reading.depth === 0) return takeRecord(reading, reading.at + 1);
    }
    reading.at++;
  }
  if (reading.at > limits.recordBytes) {
    reading.isLost = true;
    rest(reading);
    return undefined;
  }
  return final ? tear(reading, bytes.length, tell('record.endsInside'), 'truncated') : undefined;
}

const unclosed = tell('record.notClosed');

function takeRecord(reading: Reading, end: number): ParsedItem {
  const { bytes, limits } = reading;
  const piece = bytes.subarray(0, end);
  if (end > limits.recordBytes) return tear(reading, end, tooLarge(reading), 'too-large');
  if (!isUtf8(piece)) return tear(reading, end, tell('record.notUtf8'), 'bad-encoding');
  const literal = parseLiteral(piece.toString(), limits.depth);
  if ('told' in literal) {
    const { told, at } = literal;
    return tear(reading, end, tell('record.notPython', { what: told, at: String(at) }));
  }
  const { line, base } = reading;
  rest(reading);
  drop(reading, end);
  return { kind: 'value', value: literal.value, line, byte: base, length: end };
}

function tooLarge({ limits }: Reading): Message {
  return tell('record.tooLarge', { bytes: String(limits.recordBytes) });
}

function tear(
  reading: Reading,
  end: number,
  told: Message,
  reason: RejectionReason = 'bad-json',
): ParsedItem {
  rest(reading);
  return damage(reading, end, reason, told);
}

function rest(reading: Reading): void {
  reading.depth = 0;
  reading.at = 0;
  reading.quote = undefined;
}

function damage(reading: Reading, end: number, reason: RejectionReason, told: Message): Damage {
  const { line, base, bytes } = reading;
  const names = namesInBytes(bytes.subarray(0, end));
  drop(reading, end);
  return damageAt({ line, byte: base, length: end }, reason, told, names);
}

function drop(reading: Reading, count: number): void {
  for (let at = reading.bytes.indexOf(byte.lineFeed); at >= 0 && at < count; reading.line++) {
    at = reading.bytes.indexOf(byte.lineFeed, at + 1);
  }
  reading.bytes = reading.bytes.subarray(count);
  reading.base += count;
}
