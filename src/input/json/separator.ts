import { tell } from '../../language/message.ts';
import { byte } from './byte.ts';
import { takeRecord } from './json-record.ts';
import { advance, damage, type Scan, type ScanStep } from './json-scan.ts';
import { leaveList } from './wrapper.ts';

/** `{` between records. */
export function openObject(scan: Scan): ScanStep {
  return findMissingComma(scan) ?? takeRecord(scan);
}

/** `[` between records: an array of records, at any depth within the limit. */
export function openArray(scan: Scan): ScanStep {
  const missing = findMissingComma(scan);
  if (missing) return missing;
  if (scan.arrays >= scan.limits.depth) return takeRecord(scan);
  if (scan.arrays === 0) scan.arrayLine = scan.line;
  scan.arrays++;
  scan.before = 'start';
  scan.json = true;
  advance(scan, scan.window.start + 1);
  return undefined;
}

/** `]` between records. */
export function closeArray(scan: Scan): ScanStep {
  const next = scan.window.start + 1;
  const { before } = scan;
  scan.before = scan.arrays > 0 ? 'value' : 'loss';
  if (scan.arrays === 0) return damage(scan, 'bad-json', tell('record.closesNothing'), next);
  scan.arrays--;
  leaveList(scan);
  if (before === 'comma') return damage(scan, 'bad-json', tell('record.commaBeforeEnd'), next);
  advance(scan, next);
  return undefined;
}

/** `,` between records. Outside of arrays only the first one is reported: such files have one per line. */
export function takeComma(scan: Scan): ScanStep {
  const next = scan.window.start + 1;
  const { before } = scan;
  scan.before = 'comma';
  if (scan.arrays === 0 && !scan.strayComma) {
    scan.strayComma = true;
    return damage(scan, 'bad-json', tell('record.commaOutside'), next);
  }
  if (scan.arrays > 0 && (before === 'comma' || before === 'start')) {
    return damage(scan, 'bad-json', tell('record.commaForRecord'), next);
  }
  advance(scan, next);
  return undefined;
}

/**
 * Two records of an array with no comma between. On a new line that means rather that the array was never closed:
 * then the lines that follow are judged on their own.
 */
export function findMissingComma(scan: Scan): ScanStep {
  if (scan.arrays === 0 || scan.before !== 'value') return undefined;
  scan.before = 'loss';
  const here = scan.window.start;
  if (!scan.fresh) return damage(scan, 'bad-json', tell('record.commaMissing'), here);
  scan.arrays = 0;
  scan.wrapper = undefined;
  const told = tell('record.arrayNotClosed', { line: String(scan.arrayLine) });
  return damage(scan, 'bad-json', told, here);
}

/** NUL bytes, as a crash leaves them: any number of them is one damage. */
export function takeNuls(scan: Scan): ScanStep {
  const { window } = scan;
  const { bytes, base, start } = window;
  const nuls = scan.nuls ?? { line: scan.line, byte: base + start };
  scan.nuls = nuls;
  let at = start;
  while (bytes[at] === byte.nul) at++;
  advance(scan, at);
  if (at === bytes.length && !scan.final) return 'more';
  scan.nuls = undefined;
  scan.before = 'loss';
  const length = base + at - nuls.byte;
  const told = tell('record.nuls', { count: String(length) });
  return { kind: 'damage', reason: 'bad-json', told, ...nuls, length };
}
