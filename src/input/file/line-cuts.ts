import { readSync } from 'node:fs';
import type { FileRange } from './file-range.ts';
import type { OpenFile } from './read-file.ts';

/** Bytes in which a line must end where a file is to be cut. */
const mostSearched = 1 << 20;
const blockSize = 64 * 1024;

/**
 * The ranges of a file that `count` others may read, in order and none of them empty; what comes before the first one is
 * read here. None if there are lines too long to cut between, or if the file cannot be read.
 */
export function cutAtLines(file: string, opened: OpenFile, count: number): readonly FileRange[] {
  const { descriptor, size } = opened;
  const cuts = new Set<number>();
  for (let other = 0; other < count; other++) {
    const wanted = Math.floor((size * (other + 1)) / (count + 1));
    const cut = behindLine(opened, wanted);
    if (cut === undefined) return [];
    if (cut < size) cuts.add(cut);
  }
  const starts = [...cuts];
  return starts.map((from, at) => ({ file, descriptor, from, to: starts[at + 1] ?? size }));
}

/** Offset behind the first line feed from an offset on, or the size; undefined if it is too far away. */
function behindLine({ descriptor, size }: OpenFile, from: number): number | undefined {
  const block = Buffer.allocUnsafe(blockSize);
  for (let at = from; at < Math.min(size, from + mostSearched); ) {
    const bytesRead = readUpTo(descriptor, block, at);
    if (bytesRead === 0) return undefined;
    const lineFeed = block.subarray(0, bytesRead).indexOf(0x0a);
    if (lineFeed >= 0) return Math.min(size, at + lineFeed + 1);
    at += bytesRead;
    if (at >= size) return size;
  }
  return from >= size ? size : undefined;
}

function readUpTo(descriptor: number, block: Buffer, at: number): number {
  try {
    return readSync(descriptor, block, 0, block.length, at);
  } catch {
    return 0;
  }
}
