import type { RejectionReason } from '../../event/event.ts';
import type { Message } from '../../language/message.ts';
import { namesInBytes } from '../file/file-names.ts';
import type { Limits } from '../limits.ts';
import {
  type Damage,
  damageAt,
  type ParsedItem,
  type ParsedValue,
  type RecordExtent,
} from '../parsed-item.ts';
import type { Grammar } from './json-grammar.ts';
import type { Structure } from './json-structure.ts';
import { createReadBuffer, nextLineFeed, type ReadBuffer } from './read-buffer.ts';

/** What a step of the scan gave: an item, nothing yet (step again), or that more bytes are needed. */
export type ScanStep = ParsedItem | undefined | 'more';

/** A record that is being followed over several chunks. */
export interface Current {
  readonly structure: Structure;
  readonly grammar: Grammar;
}

/** A part that is given up; it ends where a record may start again. */
export interface Loss {
  readonly reason: RejectionReason;
  readonly told: Message;
  readonly line: number;
  readonly byte: number;
  /** Indentation of the line on which it starts. */
  readonly indent: number;
  /** Offset up to which no end was found. */
  searched: number;
  /** Offset at which the brackets close, if they do: the end, should the text go on in order there. */
  readonly closed?: number;
  /** Set while a record that is too large is followed to its end without being kept. */
  structure: Structure | undefined;
  /** Logins that its beginning seems to name; set when that is no longer in memory. */
  names: readonly string[] | undefined;
}

/** An object with a list of records in it that is too large to be read at once: the list is read instead. */
export interface Wrapper {
  /** The object up to the beginning of the list. */
  readonly head: Buffer;
  /** How many arrays are open inside the list. */
  readonly arrays: number;
  /** How many objects are around the list. */
  readonly levels: number;
  /** Set once the list is closed: the rest of the object is followed to its end. */
  tail: Structure | undefined;
}

/**
 * What came before, seen from the place between two records: nothing (the start or an opened array), a
 * value, a comma, or something given up, after which anything goes.
 */
export type Before = 'start' | 'value' | 'comma' | 'loss';

/** The state of reading one text. */
export interface Scan {
  readonly limits: Limits;
  readonly window: ReadBuffer;
  /** Whether all bytes are there. */
  final: boolean;
  line: number;
  /** Offset of the first byte of the current line. */
  lineStart: number;
  /** Whether nothing but white space was seen on the current line. */
  fresh: boolean;
  /** White space before the first thing on the current line. */
  indent: number;
  /** How many arrays around the records are open, and the line of the outermost. */
  arrays: number;
  arrayLine: number;
  before: Before;
  current: Current | undefined;
  loss: Loss | undefined;
  /** Set while the list inside a large object is read. */
  wrapper: Wrapper | undefined;
  /** Where the NUL bytes began that were the last thing seen. */
  nuls: { readonly line: number; readonly byte: number } | undefined;
  /** Offset of a line's end up to which taking the rest of the line for a record failed. */
  tried: number;
  /** How records begin in this text: the bytes of the first good one up to the end of its first key. */
  opening: Buffer | undefined;
  /** How often guessing by `opening` where a record ends failed, less the times it did not. */
  misses: number;
  /** Bytes looked at in vain for the end of a record, after which reading went back. */
  reread: number;
  /** Line on which the last record ended. */
  lastLine: number;
  /** Whether anything was seen that NDJSON does not have. */
  json: boolean;
  /** Whether a comma outside of arrays was reported. */
  strayComma: boolean;
}

/** White space that may be in memory beyond the limit, because what comes after it decides its meaning. */
export const slack = 65_536;

/** The state before the first byte. */
export function createScan(limits: Limits, expected?: number): Scan {
  return {
    limits,
    window: createReadBuffer(expected),
    final: false,
    line: 1,
    lineStart: 0,
    fresh: true,
    indent: 0,
    arrays: 0,
    arrayLine: 0,
    before: 'start',
    current: undefined,
    loss: undefined,
    wrapper: undefined,
    nuls: undefined,
    tried: 0,
    opening: undefined,
    misses: 0,
    reread: 0,
    lastLine: 0,
    json: false,
    strayComma: false,
  };
}

/** The part from the current position up to the index `to`. */
function extent(scan: Scan, to: number): RecordExtent {
  const { start, base } = scan.window;
  return { line: scan.line, byte: base + start, length: to - start };
}

/** Goes on at the index `to`, counting lines. */
export function advance(scan: Scan, to: number): void {
  const { window } = scan;
  while (nextLineFeed(window) < to) {
    scan.line++;
    window.start = window.lineFeed + 1;
  }
  window.start = to;
  scan.fresh = false;
}

/** Gives up the bytes up to the index `to`, and goes on there. */
export function damage(scan: Scan, reason: RejectionReason, told: Message, to: number): Damage {
  const { window } = scan;
  const names = namesInBytes(window.bytes.subarray(window.start, to));
  const item = damageAt(extent(scan, to), reason, told, names);
  advance(scan, to);
  return item;
}

/** Takes the bytes up to the index `to` as one value, and goes on there. */
export function deliver(scan: Scan, value: unknown, to: number, doubled = false): ParsedValue {
  const { line, window } = scan;
  const { start, base } = window;
  // No spreads: this is done for every record.
  const item: ParsedValue = {
    kind: 'value',
    value,
    line,
    byte: base + start,
    length: to - start,
    doubled,
  };
  if (scan.line === scan.lastLine) scan.json = true;
  advance(scan, to);
  if (scan.line > item.line) scan.json = true;
  scan.lastLine = scan.line;
  scan.before = 'value';
  return item;
}
