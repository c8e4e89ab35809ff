import type { RejectionReason } from '../../event/event.ts';
import { type Message, tell } from '../../language/message.ts';
import { byte, trimSpace } from './byte.ts';
import { check, createGrammar } from './json-grammar.ts';
import { type Current, damage, deliver, type Scan, type ScanStep, slack } from './json-scan.ts';
import { createStructure, follow, type Stop, type Structure } from './json-structure.ts';
import { decode, hasManyBrackets, read } from './json-value.ts';
import { nextLineFeed } from './read-buffer.ts';
import { hasKeyTwice } from './repeated-keys.ts';
import { beginResync, findOpening, learnOpening } from './resync.ts';
import { enterList } from './wrapper.ts';

/** Reads on in the record at the current position, which starts with a bracket. */
export function takeRecord(scan: Scan): ScanStep {
  if (!scan.current) {
    const whole = takeWhole(scan);
    if (whole) return whole;
  }
  scan.current ??= { structure: createStructure(scan.indent), grammar: createGrammar() };
  const { structure } = scan.current;
  const { start, bytes } = scan.window;
  const stop = follow(structure, bytes, start, scan.final);
  const kept = stop === 'more' ? bytes.length - start - slack : 0;
  if (Math.max(structure.at, kept) > scan.limits.recordBytes) return overflow(scan, structure);
  return stops[stop](scan, scan.current);
}

/**
 * The common case, fast: takes it that one record ends at the next line feed, or else where something
 * begins as the first record began. No object is the beginning of a longer one, so if it parses, that was
 * right. Undefined if not.
 */
function takeWhole(scan: Scan): ScanStep {
  const { window, opening } = scan;
  const { bytes, start, base } = window;
  if (bytes[start] !== byte.openObject) return undefined;
  const lineFeed = nextLineFeed(window);
  if (base + start >= scan.tried && (lineFeed < bytes.length || scan.final)) {
    const line = tryRecord(scan, lineFeed);
    if (line) return line;
    scan.tried = base + lineFeed;
  }
  if (!opening || scan.misses > mostMisses) return undefined;
  const next = bytes.indexOf(opening, start + opening.length);
  const item = next < 0 ? undefined : tryRecord(scan, next);
  scan.misses = Math.max(0, scan.misses + (item ? -1 : 1));
  return item;
}

/** So many more records in which the guess fails than such where it does not are too many. */
const mostMisses = 100;

/** The bytes up to the index `to`, white space and a comma aside, if they are one object within the limits. */
function tryRecord(scan: Scan, to: number): ScanStep {
  const { window, limits } = scan;
  const { bytes, start } = window;
  const end = endOfRecord(bytes, to);
  if (bytes[end - 1] !== byte.closeObject || end - start > limits.recordBytes) return undefined;
  if (hasManyBrackets(window, start, end, limits.depth)) return undefined;
  const text = decode(window, start, end);
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    scan.opening ??= learnOpening(window, end);
    return deliver(scan, value, end, hasKeyTwice(text));
  } catch {
    return undefined;
  }
}

function endOfRecord(bytes: Uint8Array, to: number): number {
  const end = trimSpace(bytes, to);
  return bytes[end - 1] === byte.comma ? trimSpace(bytes, end - 1) : end;
}

const stops = {
  end: finish,
  more: wait,
  suspect,
  torn,
} as const satisfies Record<Stop, (scan: Scan, current: Current) => ScanStep>;

function finish(scan: Scan, { structure }: Current): ScanStep {
  const { window, limits } = scan;
  const end = window.start + structure.at;
  scan.current = undefined;
  if (structure.deepest > limits.depth) return reject(scan, 'too-deep', tooDeep(scan), end);
  if (hasManyBrackets(window, window.start, end, limits.members)) {
    if (enterList(scan)) return undefined;
    const told = tell('record.tooMany', { members: String(limits.members) });
    return reject(scan, 'too-large', told, end);
  }
  const reading = read(window, window.start, end);
  if ('value' in reading) {
    scan.opening ??= learnOpening(window, end);
    const text = decode(window, window.start, end);
    return deliver(scan, reading.value, end, text !== undefined && hasKeyTwice(text));
  }
  if (reading.whole) return reject(scan, reading.reason, reading.told, end);
  const searched = structure.suspect === undefined ? end : window.start + structure.suspect;
  beginResync(scan, { ...reading, searched, closed: end });
  return undefined;
}

function reject(scan: Scan, reason: RejectionReason, told: Message, end: number): ScanStep {
  scan.before = 'value';
  return damage(scan, reason, told, end);
}

/** The end of the text, or nothing to do but to wait for more of it. */
function wait(scan: Scan, { structure }: Current): ScanStep {
  if (!scan.final) return 'more';
  const end = scan.window.bytes.length;
  if (loseUnclosed(scan, structure, end)) return undefined;
  scan.current = undefined;
  scan.before = 'loss';
  return damage(scan, 'truncated', tell('record.endsInside'), end);
}

/** A record beyond the limit. It may be a list of records under a key, which is then read instead. It may have swallowed others; if not, it is followed to its end without being kept. */
function overflow(scan: Scan, structure: Structure): undefined {
  const { limits, window } = scan;
  if (enterList(scan)) {
    scan.current = undefined;
    return;
  }
  const searched = window.start + limits.recordBytes;
  if (loseUnclosed(scan, structure, searched)) return;
  scan.current = undefined;
  const told = tell('record.tooLarge', { bytes: String(limits.recordBytes) });
  const again = createStructure(scan.indent);
  beginResync(scan, { reason: 'too-large', told, searched, structure: again });
}

/** Gives up an unclosed record if another one seems to start before the index `to`. */
function loseUnclosed(scan: Scan, { suspect }: Structure, to: number): boolean {
  const { start, base } = scan.window;
  const line = start + (suspect ?? Number.POSITIVE_INFINITY);
  const next = line < to ? line : findOpening(scan, start + 1, to);
  scan.reread += to - start;
  if (next < 0 || scan.reread > rereadOnce + rereadPerByte * (base + start)) return false;
  scan.current = undefined;
  const told = tell('record.notClosed');
  beginResync(scan, { reason: 'bad-json', told, searched: next, closed: next });
  return true;
}

/**
 * Going back costs up to the largest record for each step forward. A text made to have it so is not worth
 * the time: these are the bytes that may be read twice, at once and for each byte of progress.
 */
const rereadOnce = 1 << 28;
const rereadPerByte = 8;

/** A line that opens like another record: fine if a value may stand there, else this one was cut. */
function suspect(scan: Scan, { structure, grammar }: Current): ScanStep {
  const { start, bytes } = scan.window;
  const fault = check(grammar, bytes.subarray(start), structure.at + 1);
  if (!fault && structure.deepest <= scan.limits.depth) return undefined;
  scan.current = undefined;
  if (fault) {
    const told = tell('record.notJson', { what: fault.told, at: String(fault.at) });
    beginResync(scan, { reason: 'bad-json', told, searched: start + 1 });
  } else {
    const here = start + structure.at;
    const told = tooDeep(scan);
    beginResync(scan, { reason: 'too-deep', told, searched: here, closed: here });
  }
  return undefined;
}

function tooDeep({ limits }: Scan): Message {
  return tell('record.tooDeep', { levels: String(limits.depth) });
}

function torn(scan: Scan, { structure }: Current): ScanStep {
  const { start, bytes } = scan.window;
  const at = start + structure.at;
  scan.current = undefined;
  if (bytes[at] === byte.nul) {
    scan.before = 'loss';
    return damage(scan, 'bad-json', tell('record.nulBreaks'), at);
  }
  const told = tell('record.tornString', { at: String(structure.at) });
  beginResync(scan, { reason: 'bad-json', told, searched: start + 1 });
  return undefined;
}
