import { parsed } from '../../event/json.ts';
import { tell } from '../../language/message.ts';
import { listKeys } from '../envelope/bare.ts';
import { byte, skipSpace } from './byte.ts';
import { advance, damage, deliver, type Scan, type ScanStep, type Wrapper } from './json-scan.ts';
import { createStructure, endOfString, follow, type Structure } from './json-structure.ts';

/** Bytes in which the list must begin, and in which the object must end after it. */
const mostAround = 64 * 1024;

/** Objects around the list. */
const mostLevels = 3;

/** Goes into the list of the object at the current position, if it has one under a usual key. */
export function enterList(scan: Scan): boolean {
  const { window } = scan;
  if (scan.wrapper) return false;
  const found = findList(window.bytes.subarray(window.start, window.start + mostAround));
  if (!found) return false;
  const head = Buffer.from(window.bytes.subarray(window.start, window.start + found.at));
  if (scan.arrays === 0) scan.arrayLine = scan.line;
  scan.arrays++;
  scan.wrapper = { head, arrays: scan.arrays, levels: found.levels, tail: undefined };
  scan.before = 'start';
  scan.json = true;
  advance(scan, window.start + found.at);
  return true;
}

/** Index behind the bracket that opens a list of objects under a usual key, and the objects around it. */
function findList(bytes: Uint8Array): { at: number; levels: number } | undefined {
  let levels = 0;
  let key = '';
  for (let at = 0; at < bytes.length; at++) {
    const value = bytes[at];
    if (value === byte.quote) {
      const end = endOfString(bytes, at + 1);
      key = Buffer.from(bytes.subarray(at + 1, end)).toString();
      at = end;
    } else if (value === byte.openObject) {
      levels++;
      key = '';
    } else if (value === byte.closeObject) {
      levels--;
      // What follows is another record.
      if (levels === 0) return undefined;
    } else if (value === byte.openArray) {
      const isList = levels <= mostLevels && listKeys.includes(key);
      return isList && opensRecord(bytes, at + 1) ? { at: at + 1, levels } : undefined;
    } else if (value === byte.comma) {
      key = '';
    }
  }
  return undefined;
}

function opensRecord(bytes: Uint8Array, from: number): boolean {
  const value = bytes[skipSpace(bytes, from)];
  return value === byte.openObject || value === byte.quote;
}

/** Called when an array was closed: if it was the list, the rest of its object follows. */
export function leaveList(scan: Scan): void {
  const { wrapper } = scan;
  if (!wrapper || scan.arrays >= wrapper.arrays) return;
  wrapper.tail = { ...createStructure(-1), depth: wrapper.levels };
}

/** Follows the rest of the object, and gives the object with its list left empty. */
export function takeTail(scan: Scan, { head }: Wrapper, tail: Structure): ScanStep {
  const { bytes, start } = scan.window;
  const stop = follow(tail, bytes, start, scan.final);
  const end = start + tail.at;
  if (stop === 'more' && !scan.final && tail.at <= mostAround) return 'more';
  scan.wrapper = undefined;
  if (stop === 'end') {
    const text = Buffer.concat([head, Buffer.from(']'), bytes.subarray(start, end)]).toString();
    const value = parsed(text);
    if (value !== undefined) return deliver(scan, value, end);
  }
  scan.before = 'loss';
  const reason = stop === 'more' && scan.final ? 'truncated' : 'bad-json';
  return damage(scan, reason, tell('record.notRest'), end);
}
