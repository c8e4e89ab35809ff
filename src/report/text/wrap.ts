import { type Safe, safe, startOf, widthOf } from './escape.ts';

/** Lines are not made narrower than this; they may then stand over. */
const narrowest = 8;

/**
 * Breaks shown text into lines of at most `width` columns, between words where it can; lines after
 * the first begin with `hang` spaces. Runs of spaces become one: they could imitate our layout.
 */
export function wrap(text: Safe, width: number, hang = 0): readonly Safe[] {
  const words = text.split(' ').filter(Boolean) as Safe[];
  return pack(words, safe` `, width, hang, breakUp);
}

/**
 * Puts parts on lines with `separator` between them, and breaks between parts only, unless a part is
 * too long for a line of its own; lines after the first begin with `hang` spaces.
 */
export function flow(
  parts: readonly Safe[],
  separator: Safe,
  width: number,
  hang = 0,
): readonly Safe[] {
  return pack(parts, separator, width, hang, wrap);
}

/** Shifts lines to the right. */
export function indented(lines: readonly Safe[], columns: number): readonly Safe[] {
  const indent = ' '.repeat(columns) as Safe;
  return lines.map((line) => safe`${indent}${line}`);
}

/** Fills lines with parts; a part too long for a line is broken by `split` into pieces that fit. */
function pack(
  parts: readonly Safe[],
  separator: Safe,
  width: number,
  hang: number,
  split: (part: Safe, room: number) => readonly Safe[],
): readonly Safe[] {
  const room = Math.max(narrowest, width - hang);
  const lines: Safe[] = [];
  let taken = 0;
  for (const part of parts) {
    const longer = taken + separator.length + widthOf(part);
    if (lines.length > 0 && longer <= (lines.length === 1 ? room + hang : room)) {
      lines.push(safe`${lines.pop()!}${separator}${part}`);
      taken = longer;
    } else {
      lines.push(...(widthOf(part) <= room ? [part] : split(part, room)));
      taken = widthOf(lines.at(-1) ?? safe``);
    }
  }
  return [...lines.slice(0, 1), ...indented(lines.slice(1), hang)];
}

/** Breaks a word where no space offers itself: between graphemes. */
function breakUp(word: Safe, width: number): readonly Safe[] {
  const pieces: Safe[] = [];
  let rest = word;
  while (widthOf(rest) > width) {
    const piece = startOf(rest, width);
    pieces.push(piece);
    rest = rest.slice(piece.length) as Safe;
  }
  return [...pieces, rest];
}
