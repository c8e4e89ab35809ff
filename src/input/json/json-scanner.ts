import { tell } from '../../language/message.ts';
import type { Limits } from '../limits.ts';
import type { Decoder, ParsedItem } from '../parsed-item.ts';
import { byte } from './byte.ts';
import { takeRecord } from './json-record.ts';
import { takeScalar } from './json-scalar.ts';
import { createScan, damage, type Scan, type ScanStep } from './json-scan.ts';
import { createSeam } from './json-seam.ts';
import { push } from './read-buffer.ts';
import { takeResync } from './resync.ts';
import { closeArray, openArray, openObject, takeComma, takeNuls } from './separator.ts';
import { takeTail } from './wrapper.ts';

/** A decoder that can leave out a part of the text. */
export type DecoderWithSeam = Decoder & Required<Pick<Decoder, 'seam'>>;

/**
 * Reads JSON records one after another, however they are put together: one per line, in arrays, both,
 * pretty-printed, with or without anything between them. Chunks may be cut anywhere.
 *
 * Keeps one record in memory. Never throws: every byte other than white space, commas, brackets and byte
 * order marks between records lies in exactly one item, and items come in order. Only the beginning of an
 * object that is too large, with a list of records in it, is given together with its end. The format is
 * `ndjson` if so far there was one record per line and nothing else, otherwise `json`.
 */
export function createScanner(limits: Limits, expected?: number): DecoderWithSeam {
  const scan = createScan(limits, expected);
  return {
    push: (chunk) => {
      push(scan.window, chunk);
      return drain(scan);
    },
    end: () => {
      scan.final = true;
      return finish(scan);
    },
    format: () => (scan.json ? 'json' : 'ndjson'),
    seam: createSeam(scan),
  };
}

function* drain(scan: Scan): Generator<ParsedItem> {
  for (;;) {
    const item = step(scan);
    if (item === 'more') return;
    if (item) yield item;
  }
}

function* finish(scan: Scan): Generator<ParsedItem> {
  let last: ParsedItem | undefined;
  for (last of drain(scan)) yield last;
  const isReported = last?.kind === 'damage' && last.reason === 'truncated';
  if (scan.arrays === 0 || isReported) return;
  const told = tell('record.endsInArray', { line: String(scan.arrayLine) });
  yield damage(scan, 'truncated', told, scan.window.start);
}

function step(scan: Scan): ScanStep {
  if (scan.loss) return takeResync(scan, scan.loss);
  if (scan.current) return takeRecord(scan);
  if (scan.nuls) return takeNuls(scan);
  if (scan.wrapper?.tail) return takeTail(scan, scan.wrapper, scan.wrapper.tail);
  const value = nextByte(scan);
  if (value === undefined) return 'more';
  return (starts[value] ?? takeScalar)(scan);
}

const starts: ((scan: Scan) => ScanStep)[] = [];
starts[byte.openObject] = openObject;
starts[byte.openArray] = openArray;
starts[byte.closeArray] = closeArray;
starts[byte.comma] = takeComma;
starts[byte.nul] = takeNuls;
starts[0xef] = takeMark;

/** Goes to the next byte that is no white space, and gives it. */
function nextByte(scan: Scan): number | undefined {
  const { window } = scan;
  const { bytes } = window;
  let at = window.start;
  for (; at < bytes.length; at++) {
    const value = bytes[at];
    if (value === byte.lineFeed) {
      scan.line++;
      scan.lineStart = window.base + at + 1;
      scan.fresh = true;
    } else if (value !== byte.space && value !== byte.return && value !== byte.tab) {
      break;
    }
  }
  window.start = at;
  if (scan.fresh && at < bytes.length) scan.indent = window.base + at - scan.lineStart;
  return bytes[at];
}

/** A byte order mark, which files that were put together may have in the middle. */
function takeMark(scan: Scan): ScanStep {
  const { window, final } = scan;
  const { bytes, start } = window;
  if (start + 3 > bytes.length && !final) return 'more';
  if (bytes[start + 1] !== 0xbb || bytes[start + 2] !== 0xbf) return takeScalar(scan);
  window.start += 3;
  scan.lineStart += 3;
  return undefined;
}
