import { tell } from '../../language/message.ts';
import { namesInBytes } from '../file/file-names.ts';
import { damageAt, type ParsedItem } from '../parsed-item.ts';
import { byte, skipBlank, skipSpace } from './byte.ts';
import { advance, type Loss, type Scan, type ScanStep } from './json-scan.ts';
import { follow, type Structure } from './json-structure.ts';
import type { ReadBuffer } from './read-buffer.ts';

/**
 * Gives up what starts at the current position; {@link takeResync} finds where it ends. `searched` and `closed`
 * are indexes into the window instead of offsets.
 */
export function beginResync(
  scan: Scan,
  plan: Pick<Loss, 'reason' | 'told' | 'searched' | 'closed'> & Partial<Pick<Loss, 'structure'>>,
): void {
  const { start, base } = scan.window;
  const { reason, told, searched, closed, structure } = plan;
  scan.loss = {
    reason,
    told,
    structure,
    names: undefined,
    line: scan.line,
    byte: base + start,
    indent: scan.indent,
    searched: base + searched,
    ...(closed !== undefined && { closed: base + closed }),
  };
}

/** Where a loss ends; or that this is not known yet, and from where to look on. */
type End = { readonly at: number } | { readonly wait: number };

/** How Okta's own records begin, for texts without one good record to learn from. */
const okta = Buffer.from('{"actor"');

/** Bytes kept while looking for an end: room for an {@link opening} and the white space before it. */
const tail = 256;

/**
 * Looks for the end of the part that was given up: the next place where a record seems to start. Keeps
 * nothing of what it passes, so the part may be of any size.
 */
export function takeResync(scan: Scan, loss: Loss): ScanStep {
  const { window } = scan;
  const end = findEnd(scan, loss);
  if ('at' in end) return endLoss(scan, loss, end.at);
  if (scan.final) return endLoss(scan, loss, window.bytes.length);
  loss.searched = window.base + end.wait;
  const keep = Math.max(window.start, end.wait - tail);
  if (loss.structure) loss.structure.at -= keep - window.start;
  if (keep > window.start) loss.names ??= namesInBytes(window.bytes.subarray(window.start, keep));
  advance(scan, keep);
  return 'more';
}

function endLoss(scan: Scan, loss: Loss, at: number): ParsedItem {
  const { bytes, base, start } = scan.window;
  const length = base + at - loss.byte;
  const names = loss.names ?? namesInBytes(bytes.subarray(start, at));
  advance(scan, at);
  scan.loss = undefined;
  scan.before = 'loss';
  const { reason, line } = loss;
  const told = tell('record.passedOver', { what: loss.told, bytes: String(length) });
  return damageAt({ line, byte: loss.byte, length }, reason, told, names);
}

function findEnd(scan: Scan, loss: Loss): End {
  const { window } = scan;
  const { length } = window.bytes;
  const searched = loss.searched - window.base;
  const closed = (loss.closed ?? -1) - window.base;
  if (loss.closed === undefined || searched > closed) return findNext(scan, loss, searched, length);
  if (searched < closed) return { at: searched };
  const first = loss.byte - window.base + 1;
  const inside = findOpening(scan, Math.max(first, 0), closed);
  if (inside >= 0) return { at: inside };
  const settled = isSettled(scan, closed);
  if (settled === undefined) return { wait: closed };
  return settled ? { at: closed } : findNext(scan, loss, closed, length);
}

/** Whether the text goes on in order after the brackets closed; undefined if too little of it is there. */
function isSettled(scan: Scan, closed: number): boolean | undefined {
  const { bytes } = scan.window;
  const at = skipBlank(bytes, closed);
  if (at === bytes.length) return scan.final ? true : undefined;
  const value = bytes[at];
  if (value === byte.lineFeed || value === byte.nul) return true;
  if (value === byte.openObject || value === byte.openArray)
    return bytes[closed - 1] !== byte.colon;
  if (scan.arrays === 0) return false;
  if (value !== byte.comma) return value === byte.closeArray;
  const next = skipSpace(bytes, at + 1);
  if (next === bytes.length) return scan.final ? true : undefined;
  return bytes[next] !== byte.quote;
}

/**
 * The first place from the index `from` on where a record seems to start: behind a line feed, indented no
 * deeper than the lost one; or on the same line, where the text looks as the first good record began. The end of
 * a record that is too large counts as well.
 */
function findNext(scan: Scan, loss: Loss, from: number, to: number): End {
  const { window } = scan;
  const line = findLine(scan, loss.indent, from);
  const before = 'at' in line ? line.at : to;
  const unsearched = Math.max(from - tail / 2, loss.byte - window.base + 1, 0);
  const opening = findOpening(scan, unsearched, before);
  const end: End = opening >= 0 ? { at: opening } : line;
  if (!loss.structure) return end;
  const close = followOn(scan, loss.structure);
  if (close === undefined) loss.structure = undefined;
  else if (close >= 0 && !('at' in end && end.at < close)) return { at: close };
  return end;
}

/** Index behind the record that is too large; -1 if it goes on, undefined if it never ends. */
function followOn({ window, final }: Scan, structure: Structure): number | undefined {
  const { bytes, start } = window;
  let stop = follow(structure, bytes, start, final);
  while (stop === 'suspect') stop = follow(structure, bytes, start, final);
  if (stop === 'torn') return undefined;
  return stop === 'end' ? start + structure.at : -1;
}

/** A line feed whose next line starts something new: it is no deeper indented, and closes no object. */
function findLine(scan: Scan, indent: number, from: number): End {
  const { bytes } = scan.window;
  let lineFeed = bytes.indexOf(byte.lineFeed, from);
  for (; lineFeed >= 0; lineFeed = bytes.indexOf(byte.lineFeed, lineFeed + 1)) {
    const next = skipBlank(bytes, lineFeed + 1);
    if (next === bytes.length) return scan.final ? { at: lineFeed } : { wait: lineFeed };
    const isNew = bytes[next] !== byte.lineFeed && bytes[next] !== byte.closeObject;
    if (isNew && next - lineFeed - 1 <= indent) return { at: lineFeed };
  }
  return { wait: bytes.length };
}

/**
 * Index of what looks like the beginning of a record amid other text, or -1. Text inside of strings cannot
 * look so: its quotes are escaped.
 */
export function findOpening(scan: Scan, from: number, to: number): number {
  const bytes = scan.window.bytes.subarray(0, to);
  const opening = scan.opening ?? okta;
  for (let at = bytes.indexOf(opening, from); at >= 0; at = bytes.indexOf(opening, at + 1)) {
    let before = at - 1;
    while (before >= 0 && skipSpace(bytes, before) > before) before--;
    if (followsRecord(bytes[before])) return at;
  }
  return -1;
}

function followsRecord(value: number | undefined): boolean {
  return value === byte.comma || value === byte.openArray || value === byte.closeObject;
}

/** The bytes of a good record up to the end of its first key, if that key is not long. */
export function learnOpening({ bytes, start }: ReadBuffer, end: number): Buffer | undefined {
  const head = bytes.subarray(start, Math.min(end, start + tail / 4));
  const key = head.indexOf(byte.quote);
  const close = head.indexOf(byte.quote, key + 1);
  return key < 0 || close < 0 ? undefined : Buffer.from(head.subarray(0, close + 1));
}
