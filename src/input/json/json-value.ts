import { isUtf8 } from 'node:buffer';
import type { RejectionReason } from '../../event/event.ts';
import { parsed } from '../../event/json.ts';
import { type Message, tell } from '../../language/message.ts';
import { byte } from './byte.ts';
import { findFault } from './json-grammar.ts';
import type { ReadBuffer } from './read-buffer.ts';

/** What a piece of text says, or why it says nothing. */
export type ValueReading =
  | { readonly value: unknown }
  | {
      readonly reason: RejectionReason;
      /** One sentence that quotes nothing. */
      readonly told: Message;
      /** Whether the piece is well-formed all the same, so that what follows it can be trusted. */
      readonly whole: boolean;
    };

/** The bytes as text, or undefined if they are not UTF-8. */
export function decode(window: ReadBuffer, from: number, to: number): string | undefined {
  const { bytes } = window;
  if (window.ascii) return bytes.toString('latin1', from, to);
  return isUtf8(bytes.subarray(from, to)) ? bytes.toString('utf8', from, to) : undefined;
}

/** Reads a piece that should be one JSON value. */
export function read(window: ReadBuffer, from: number, to: number): ValueReading {
  const text = decode(window, from, to);
  const value = text === undefined ? undefined : parsed(text);
  if (value !== undefined) return { value };
  // V8's message quotes the text raw, so the reason is worked out here.
  const reading = findReason(window, from, to);
  return reading ?? { reason: 'bad-encoding', told: tell('record.notUtf8'), whole: true };
}

/** Like {@link read}, for a piece that is likely not JSON: throwing costs more than looking first. */
export function readDoubtful(window: ReadBuffer, from: number, to: number): ValueReading {
  return findReason(window, from, to) ?? read(window, from, to);
}

function findReason(window: ReadBuffer, from: number, to: number): ValueReading | undefined {
  const fault = findFault(window.bytes.subarray(from, to));
  if (!fault) return undefined;
  const told = tell('record.notJson', { what: fault.told, at: String(fault.at) });
  return { reason: 'bad-json', told, whole: false };
}

/**
 * Whether the piece holds more than `most` opening brackets. If not, it cannot nest deeper than that,
 * which spares nearly all records the slow count.
 */
export function hasManyBrackets(
  window: ReadBuffer,
  from: number,
  to: number,
  most: number,
): boolean {
  const { words } = window;
  const end = (to + 3) >> 2;
  let count = 0;
  for (let at = from >> 2; at < end; at++) {
    // With the bit 0x20 set, [ and { are both 0x7B; then the usual search for a zero byte in a word.
    const word = ((words[at] as number) | 0x20202020) ^ 0x7b7b7b7b;
    const found = (word - 0x01010101) & ~word & 0x80808080;
    if (found === 0) continue;
    count += ((found >>> 7) & 1) + ((found >>> 15) & 1) + ((found >>> 23) & 1) + (found >>> 31);
  }
  return count > most && count - countBeside(window.storage, from, to) > most;
}

/** The opening brackets that share a word with the piece and are not in it. */
function countBeside(storage: Buffer, from: number, to: number): number {
  let count = 0;
  for (let at = from & ~3; at < from; at++) if (isOpening(storage[at])) count++;
  for (let at = to; at < ((to + 3) & ~3); at++) if (isOpening(storage[at])) count++;
  return count;
}

function isOpening(value: number | undefined): boolean {
  return value === byte.openObject || value === byte.openArray;
}
