import { isUtf8 } from 'node:buffer';
import { parsed } from '../../event/json.ts';
import { type Message, tell } from '../../language/message.ts';
import { namesInBytes } from '../file/file-names.ts';
import { byte } from '../json/byte.ts';
import { createReadBuffer, nextLineFeed, push, type ReadBuffer } from '../json/read-buffer.ts';
import type { Limits } from '../limits.ts';
import {
  type Damage,
  type Decoder,
  damageAt,
  type ParsedItem,
  type ParsedValue,
} from '../parsed-item.ts';
import { type Header, namedColumns, parseHeader, parseRow } from './csv-row.ts';
import { isJapanese } from './japanese-columns.ts';

/** Whether a text begins with a line of known columns. */
export function isCsv(head: Buffer): boolean {
  const end = head.indexOf(byte.lineFeed);
  return parseHeader(lineOf(end < 0 ? head : head.subarray(0, end))) !== undefined;
}

interface Reading {
  readonly limits: Limits;
  readonly window: ReadBuffer;
  header: Header | undefined;
  line: number;
  /** Offset up to which the end of the current row was looked for, and what was met there. */
  searched: number;
  within: 'start of cell' | 'cell' | 'quotes';
  /** Set while a line that is too long is passed over. */
  loss:
    | { readonly line: number; readonly byte: number; readonly names: readonly string[] }
    | undefined;
  /** Bytes read in vain for the closing quote of a row, after which reading went back. */
  reread: number;
}

/** Beyond this many bytes read twice, a row without a closing quote swallows what follows it. */
const mostReread = 1 << 28;

/**
 * Reads CSV (RFC 4180) with a line of column names before it: one object for each row, with text under
 * the name of each column. Rows may be cut anywhere, have line feeds in quotes, and end with CRLF.
 *
 * Keeps one row in memory. Never throws. A row with another number of cells, or whose quotes do not fit, is
 * damage, and reading goes on with the next line.
 */
export function createCsvReader(limits: Limits): Decoder {
  const reading: Reading = {
    limits,
    window: createReadBuffer(),
    header: undefined,
    line: 1,
    searched: 0,
    within: 'start of cell',
    loss: undefined,
    reread: 0,
  };
  return {
    push: (chunk) => {
      push(reading.window, chunk);
      return rows(reading, false);
    },
    end: () => rows(reading, true),
    format: () => 'csv',
    note: () => noteOn(reading.header),
  };
}

function noteOn(header: Header | undefined): Message | undefined {
  const unknown = header?.columns.filter(isJapanese) ?? [];
  if (unknown.length === 0) return undefined;
  const { names, left } = namedColumns(unknown);
  const counted = { count: String(unknown.length), names };
  return tell(left > 0 ? 'source.unknownColumnsMore' : 'source.unknownColumns', counted);
}

function* rows(reading: Reading, final: boolean): Generator<ParsedItem> {
  const { window, limits } = reading;
  while (window.start < window.bytes.length || (final && reading.loss)) {
    if (reading.loss) {
      const item = passOver(reading, final);
      if (!item) return;
      yield item;
      continue;
    }
    const end = endOfRow(reading, final);
    if (end !== undefined && end - window.start <= limits.recordBytes) {
      const item = takeRow(reading, end);
      if (item) yield item;
    } else if (end !== undefined || window.bytes.length - window.start > limits.recordBytes) {
      const item = giveUp(reading);
      if (item) yield item;
    } else {
      return;
    }
  }
}

/** Index of the line feed that ends the row, or of the end of the text; undefined if it is not there yet. */
function endOfRow(reading: Reading, final: boolean): number | undefined {
  const { window, header } = reading;
  const { bytes, start, base } = window;
  if (!header) {
    const end = nextLineFeed(window);
    return end < bytes.length || final ? end : undefined;
  }
  if (reading.searched < base + start) {
    reading.searched = base + start;
    reading.within = 'start of cell';
  }
  const delimiter = header.delimiter.charCodeAt(0);
  let at = reading.searched - base;
  for (; at < bytes.length; at++) {
    const value = bytes[at];
    if (reading.within === 'quotes') {
      at = bytes.indexOf(byte.quote, at);
      if (at < 0) at = bytes.length;
      // Whether a quote closes the cell is said by what comes after it.
      if (at + 1 >= bytes.length) break;
      if (bytes[at + 1] === byte.quote) at++;
      else reading.within = 'cell';
    } else if (value === byte.lineFeed) {
      return at;
    } else if (value === byte.quote && reading.within === 'start of cell') {
      reading.within = 'quotes';
    } else {
      reading.within = value === delimiter ? 'start of cell' : 'cell';
    }
  }
  reading.searched = base + Math.min(at, bytes.length);
  return final ? bytes.length : undefined;
}

function takeRow(reading: Reading, end: number): ParsedItem | undefined {
  const { window } = reading;
  const bytes = window.bytes.subarray(window.start, end);
  const line = lineOf(bytes);
  if (!reading.header) {
    reading.header = parseHeader(line);
    if (reading.header) return skip(reading, end);
    return damage(reading, endOfLine(reading), tell('csv.noColumns'));
  }
  if (line.trim() === '') return skip(reading, end);
  const { names, columns, delimiter } = reading.header;
  const cells = parseRow(line, delimiter);
  if (cells?.length === columns.length) {
    if (!isUtf8(bytes)) return damage(reading, end, tell('csv.notUtf8'), 'bad-encoding');
    if (cells.every((cell, at) => cell === names[at])) return skip(reading, end);
    return deliver(reading, end, objectOf(columns, cells));
  }
  const other = startsWithBrace(bytes) ? undefined : parseHeader(line);
  if (other && isRelated(other, columns)) {
    reading.header = other;
    return skip(reading, end);
  }
  return takeOdd(reading, cells, end);
}

/** Whether a line is the header of another file put behind the first, and not a row with a bad number of cells. */
function isRelated({ columns }: Header, before: readonly string[]): boolean {
  const shared = columns.filter((column) => before.includes(column));
  return shared.length * 2 >= before.length && !columns.includes('');
}

/** A line of JSON amid the rows, or a row that does not fit; then only its first line is given up. */
function takeOdd(reading: Reading, cells: readonly string[] | undefined, end: number): ParsedItem {
  const { window, header } = reading;
  const first = endOfLine(reading);
  const bytes = window.bytes.subarray(window.start, first);
  if (startsWithBrace(bytes) && isUtf8(bytes)) {
    const value = parsed(lineOf(bytes));
    if (value !== undefined) return deliver(reading, first, value);
  }
  if (first < end) goBack(reading, end - window.start);
  const message = cells
    ? tell('csv.cells', {
        cells: String(cells.length),
        columns: String(header?.columns.length),
      })
    : tell('csv.quotes');
  return damage(reading, reading.reread > mostReread ? end : first, message);
}

/** A row beyond the limit: likely a quote is not closed, so that it is the first line that is wrong. */
function giveUp(reading: Reading): ParsedItem | undefined {
  const { window, limits } = reading;
  const first = endOfLine(reading);
  if (first < window.bytes.length && first - window.start <= limits.recordBytes) {
    goBack(reading, window.bytes.length - window.start);
    if (reading.reread <= mostReread) {
      return damage(reading, first, tell('csv.quoteNotClosed'));
    }
  }
  const { bytes, base, start } = window;
  const names = namesInBytes(bytes.subarray(start, first));
  reading.loss = { line: reading.line, byte: base + start, names };
  return undefined;
}

function goBack(reading: Reading, bytes: number): void {
  reading.reread += bytes;
  reading.searched = -1;
}

/** Passes over a line that is too long, keeping nothing of it; undefined until its end is found. */
function passOver(reading: Reading, final: boolean): Damage | undefined {
  const { window, loss, limits } = reading;
  const end = endOfLine(reading);
  window.start = end;
  if (!loss || (end === window.bytes.length && !final)) return undefined;
  reading.loss = undefined;
  const length = window.base + end - loss.byte;
  const message = tell('csv.tooLarge', {
    bytes: String(limits.recordBytes),
    length: String(length),
  });
  return damageAt({ ...loss, length }, 'too-large', message, loss.names);
}

function endOfLine({ window }: Reading): number {
  return Math.max(nextLineFeed(window), window.start);
}

function skip(reading: Reading, end: number): undefined {
  advance(reading, end);
}

function deliver(reading: Reading, end: number, value: unknown): ParsedValue {
  return { kind: 'value', value, ...advance(reading, end) };
}

function damage(
  reading: Reading,
  end: number,
  message: Message,
  reason: Damage['reason'] = 'bad-csv',
): Damage {
  const { bytes, start } = reading.window;
  const names = namesInBytes(bytes.subarray(start, end));
  return damageAt(advance(reading, end), reason, message, names);
}

/** Goes on behind the line feed at `end`, and gives the place of the row. */
function advance(reading: Reading, end: number) {
  const { window, line } = reading;
  const { start, base } = window;
  for (let at = start; at < end; reading.line++) {
    const feed = window.bytes.indexOf(byte.lineFeed, at);
    if (feed < 0 || feed >= end) break;
    at = feed + 1;
  }
  if (end < window.bytes.length) reading.line++;
  window.start = Math.min(end + 1, window.bytes.length);
  return { line, byte: base + start, length: end - start };
}

function startsWithBrace(bytes: Uint8Array): boolean {
  return bytes[0] === byte.openObject;
}

function lineOf(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString();
  return text.replace(/^\ufeff/, '').replace(/\r$/, '');
}

/** Keys come from a hostile file: `__proto__` must become one like any other. */
function objectOf(columns: readonly string[], cells: readonly string[]): unknown {
  return Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? '']));
}
