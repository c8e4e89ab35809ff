import { isCounted, piecesOf } from '../../language/line-seams.ts';
import { type Safe, safe, startOf, widthOf } from './escape.ts';

/** Lines are not made narrower than this; they may then stand over. */
const narrowest = 8;

/**
 * Breaks shown text into lines of at most `width` columns, between words where it can, and between characters of
 * a script that has no spaces; lines after the first begin with `hang` spaces. Runs of spaces become one: they
 * could imitate our layout.
 */
export function wrap(text: Safe, width: number, hang = 0): readonly Safe[] {
  const words = text.split(' ').filter(Boolean) as Safe[];
  const parts = words.flatMap((word, index) => partsOf(word, index > 0 ? safe` ` : safe``));
  return pack(withCounters(parts), width, hang, breakUp);
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
  const separated = parts.map((text, index) => ({ text, before: index > 0 ? separator : safe`` }));
  return pack(separated, width, hang, wrap);
}

/** Shifts lines to the right. */
export function indented(lines: readonly Safe[], columns: number): readonly Safe[] {
  const indent = ' '.repeat(columns) as Safe;
  return lines.map((line) => safe`${indent}${line}`);
}

/** A piece of text that stays on one line, and what stands between it and the piece before on the same line. */
interface Part {
  readonly text: Safe;
  readonly before: Safe;
}

/** Fills lines with parts; a part too long for a line is broken by `split` into pieces that fit. */
function pack(
  parts: readonly Part[],
  width: number,
  hang: number,
  split: (part: Safe, room: number) => readonly Safe[],
): readonly Safe[] {
  const room = Math.max(narrowest, width - hang);
  const lines: Safe[] = [];
  let taken = 0;
  for (const { text, before } of parts) {
    const longer = taken + before.length + widthOf(text);
    if (lines.length > 0 && longer <= (lines.length === 1 ? room + hang : room)) {
      lines.push(safe`${lines.pop()!}${before}${text}`);
      taken = longer;
    } else {
      lines.push(...(widthOf(text) <= room ? [text] : split(text, room)));
      taken = widthOf(lines.at(-1) ?? safe``);
    }
  }
  return [...lines.slice(0, 1), ...indented(lines.slice(1), hang)];
}

/** Keeps a number and the Japanese word for what it counts on one line: `1,234 件`. */
function withCounters(parts: readonly Part[]): readonly Part[] {
  const kept: Part[] = [];
  for (const part of parts) {
    const last = kept.at(-1);
    if (last !== undefined && isCounted(last.text, part.text))
      kept[kept.length - 1] = { ...last, text: safe`${last.text}${part.before}${part.text}` };
    else kept.push(part);
  }
  return kept;
}

/** The pieces of a word between which a line may end. */
function partsOf(word: Safe, before: Safe): readonly Part[] {
  return piecesOf(word).map((text, index) => ({ text, before: index === 0 ? before : safe`` }));
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
