import { tell } from '../../language/message.ts';
import { isWrittenKey } from '../envelope/sender-keys.ts';
import type { Limits } from '../limits.ts';
import { byte, trimSpace } from './byte.ts';
import { damage, deliver, type Scan, type ScanStep, slack } from './json-scan.ts';
import { createStructure, endOfString, follow } from './json-structure.ts';
import { hasManyBrackets, readDoubtful } from './json-value.ts';
import { nextLineFeed, type ReadBuffer } from './read-buffer.ts';
import { beginResync } from './resync.ts';
import { findMissingComma } from './separator.ts';

/** Anything that is neither bracket nor comma: a number, a word, a text, or no JSON at all. */
export function takeScalar(scan: Scan): ScanStep {
  const missing = findMissingComma(scan);
  if (missing) return missing;
  const { window, limits } = scan;
  const { start, bytes } = window;
  const stop = scan.arrays > 0 ? endInArray(bytes, start) : endOnLine(scan);
  const end = trimSpace(bytes, stop);
  const open = stop === bytes.length && !scan.final;
  if (Math.max(end, open ? stop - slack : 0) - start > limits.recordBytes) {
    const told = tell('record.tooLarge', { bytes: String(limits.recordBytes) });
    const searched = start + limits.recordBytes;
    beginResync(scan, { reason: 'too-large', told, searched });
    return undefined;
  }
  if (open) return 'more';
  const reading = readDoubtful(window, start, end);
  if ('value' in reading) return deliver(scan, reading.value, end);
  const prefixed = scan.arrays === 0 && scan.fresh ? findPrefixed(scan, end) : undefined;
  if (prefixed !== undefined) return deliver(scan, prefixed, end);
  scan.before = 'loss';
  if (scan.arrays === 0) return damage(scan, reading.reason, reading.told, end);
  beginResync(scan, { ...reading, searched: end, closed: end });
  return undefined;
}

/** Outside of arrays a line is a record, whatever it holds. */
function endOnLine(scan: Scan): number {
  const { start, bytes } = scan.window;
  const lineFeed = nextLineFeed(scan.window);
  const nul = bytes.subarray(0, lineFeed).indexOf(byte.nul, start);
  return nul < 0 ? lineFeed : nul;
}

const ends = new Set<number | undefined>([
  ...[undefined, byte.nul, byte.lineFeed, byte.return, byte.comma],
  ...[byte.openArray, byte.closeArray, byte.openObject, byte.closeObject],
]);

/** In an array it goes on to the next comma, bracket or line end; commas in a string do not count. */
function endInArray(bytes: Uint8Array, start: number): number {
  let at = start + 1;
  if (bytes[start] === byte.quote) {
    at = endOfString(bytes, at);
    if (bytes[at] === byte.quote) at++;
  }
  while (!ends.has(bytes[at])) at++;
  return Math.min(at, bytes.length);
}

/** A time, and the labels of a stream, as Loki's client writes them before a line. */
const lokiLine =
  /^\d{4}-\d\d-\d\dT[\d:.]{5,20}(?:Z|[+-]\d\d:\d\d)\s+\{(?:\w+="[^"{}\\]*"(?:, ?)?)*\}\s+(?=\{)/;

/** The name of a field, right before its value. */
const lastName = /([\w.-]{1,64})\s{0,8}[=:]\s{0,8}$/;

/** What Kafka's console consumer writes before a message, and Fluentd before a record: time and tag. */
const kafkaFields =
  /^(?:(?:(?:CreateTime|LogAppendTime|Partition|Offset):\d+|NO_TIMESTAMP)\t|null\t$)/;
const fluentdFields =
  /^(?:\d{4}-\d\d-\d\d[T ][\d:.]{5,20} ?(?:Z|[+-]\d\d:?\d\d)|\d{9,13}(?:\.\d+)?)\t[a-z][\w.*-]{0,127}\t$/;

/**
 * Index at which the object begins that a line ends with, behind a time, the header of syslog and the like; -1
 * where such a beginning would say that the object is a field of something else, or a piece of a torn record.
 */
function findObject(head: Buffer): number {
  const text = head.toString('latin1');
  const labelled = lokiLine.exec(text);
  if (labelled) return labelled[0].length;
  const open = head.indexOf(byte.openObject);
  return open >= 0 && isPrefix(text.slice(0, open)) ? open : -1;
}

function isPrefix(text: string): boolean {
  if (!/^[\t -!#-~]*$/.test(text) || /\b(?:CEF|LEEF):/.test(text)) return false;
  if (text.includes('\t')) return kafkaFields.test(text) || fluentdFields.test(text);
  const [, name] = lastName.exec(text) ?? [];
  return name === undefined || !isWrittenKey(name);
}

/** Bytes in which a prefix ends, if there is one. */
const longestPrefix = 512;

/**
 * The object at the end of a line that begins with something else, such as the time in exports of AWS
 * CloudWatch or the header of syslog.
 */
function findPrefixed({ window, limits }: Scan, end: number): unknown {
  const { bytes, start } = window;
  const head = bytes.subarray(start, Math.min(end, start + longestPrefix));
  const open = findObject(head);
  if (open < 0 || bytes[end - 1] !== byte.closeObject) return undefined;
  if (!isWithin(limits, window, start + open, end)) return undefined;
  const reading = readDoubtful(window, start + open, end);
  return 'value' in reading ? reading.value : undefined;
}

/** Whether an object nests no deeper, and holds no more, than it may. Brackets in strings do not count for depth. */
function isWithin(limits: Limits, window: ReadBuffer, from: number, end: number): boolean {
  if (!hasManyBrackets(window, from, end, limits.depth)) return true;
  const structure = createStructure(-1);
  const stop = follow(structure, window.bytes.subarray(0, end), from, true);
  const isFlat = stop === 'end' && structure.deepest <= limits.depth;
  return isFlat && !hasManyBrackets(window, from, end, limits.members);
}
