import type { Seam } from '../parsed-item.ts';
import type { Scan } from './json-scan.ts';
import { leap } from './read-buffer.ts';

/** Where a scan may leave out a part of the text. */
export function createSeam(scan: Scan): Seam {
  return {
    isClean: () => isClean(scan),
    lineFeeds: () => scan.line - 1,
    skip: (bytes, lineFeeds) => {
      leap(scan.window, bytes);
      scan.line += lineFeeds;
      scan.lineStart = scan.window.base;
    },
  };
}

/**
 * Outside of arrays it does not matter what came before. What is remembered of good records as such, how they begin,
 * must have been learned already: what is left out could have taught it.
 */
function isClean(scan: Scan): boolean {
  const { window, current, loss, wrapper, nuls } = scan;
  const isOpen = [current, loss, wrapper, nuls].some((part) => part !== undefined);
  if (isOpen || scan.arrays > 0 || scan.opening === undefined) return false;
  const isRead = window.start === window.bytes.length;
  return isRead && scan.fresh && scan.lineStart === window.base + window.start;
}
