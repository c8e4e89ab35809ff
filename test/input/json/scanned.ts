import { createScanner } from '../../../src/input/json/json-scanner.ts';
import { defaultLimits, type Limits } from '../../../src/input/limits.ts';
import type { ParsedItem } from '../../../src/input/parsed-item.ts';

/** All items of a text, fed in chunks of the given sizes, over and over. */
export function scanned(
  text: string | Uint8Array,
  sizes: readonly number[] = [1 << 20],
  limits: Limits = defaultLimits,
): readonly ParsedItem[] {
  const bytes = Buffer.from(text as string);
  const scanner = createScanner(limits);
  const items: ParsedItem[] = [];
  const chunk = Buffer.alloc(Math.max(...sizes));
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = Math.min(sizes[turn % sizes.length] ?? 1, bytes.length - at);
    // One buffer for all chunks, as files are read: what the scanner keeps it has to copy.
    bytes.copy(chunk, 0, at, at + size);
    items.push(...scanner.push(chunk.subarray(0, size)));
    at += size;
  }
  items.push(...scanner.end());
  return items;
}

/** The values among them. */
export function values(items: readonly ParsedItem[]): readonly unknown[] {
  return items.flatMap((item) => (item.kind === 'value' ? [item.value] : []));
}

/** The damages as `reason @ byte + length`. */
export function damages(items: readonly ParsedItem[]): readonly string[] {
  return items.flatMap((item) =>
    item.kind === 'damage' ? [`${item.reason} @ ${item.byte} + ${item.length}`] : [],
  );
}

/**
 * What breaks the promise that each byte other than white space, commas, brackets and byte order marks
 * between records lies in one item, in order; undefined if nothing does.
 */
export function unaccounted(text: Uint8Array, items: readonly ParsedItem[]): string | undefined {
  let at = 0;
  for (const item of items) {
    if (item.byte < at) return `the item at ${item.byte} begins before ${at}`;
    const line = 1 + text.subarray(0, item.byte).filter((byte) => byte === 0x0a).length;
    if (item.line !== line) return `the item at ${item.byte} says line ${item.line}, not ${line}`;
    const gap = onlyBetween(text, at, item.byte);
    if (gap) return gap;
    at = item.byte + item.length;
  }
  return at > text.length ? 'an item goes beyond the end' : onlyBetween(text, at, text.length);
}

function onlyBetween(text: Uint8Array, from: number, to: number): string | undefined {
  const gap = Buffer.from(text.subarray(from, to)).toString('latin1');
  return /^(?:[ \t\r\n,[\]]|\xef\xbb\xbf)*$/.test(gap)
    ? undefined
    : `lost from byte ${from}: ${gap}`;
}
