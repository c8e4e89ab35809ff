import { isCounted, mayBeUnspaced, piecesOf } from '../../language/line-seams.ts';

/** A line of a list in a help page: a command line, an option or a name, and what is said about it. */
export type HelpRow = readonly [term: string, text?: string];

/** How a list is laid out, in columns. */
export interface HelpListStyle {
  /** The width of the page. */
  readonly width: number;
  /** Terms wider than this have their text below them. */
  readonly widest: number;
  /** Between the widest other term and the texts. */
  readonly gap: number;
}

/** Texts are not made narrower than this for the sake of terms. */
const leastRoom = 34;
const indent = 2;

/** The columns that a text of ours takes in a terminal. Not for text of others, which holds more than this knows. */
export function columnsOf(text: string): number {
  if (!mayBeUnspaced(text)) return text.length;
  // What a terminal draws two columns wide, of the characters that our own texts have.
  const wide =
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\u30fb-\u30ff\uff01-\uff60]/gu;
  return text.length + (text.match(wide)?.length ?? 0);
}

/** Breaks a text of ours into lines of at most `width` columns; a word that is longer stands over. */
export function linesOf(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const { before, piece } of partsOf(text)) {
    const last = lines.at(-1);
    const longer = `${last}${before}${piece}`;
    if (last !== undefined && columnsOf(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(piece);
  }
  return lines;
}

/** A list of terms, with their texts in a column beside them. */
export function listOf(rows: readonly HelpRow[], style: HelpListStyle): readonly string[] {
  const widest = Math.min(style.widest, style.width - indent - style.gap - leastRoom);
  const widths = rows.map(([term]) => columnsOf(term)).filter((width) => width <= widest);
  const column = indent + (widths.length > 0 ? Math.max(...widths) : 4) + style.gap;
  return rows.flatMap(([term, text]) => {
    const head = `${' '.repeat(indent)}${term}`;
    const [first, ...others] = text === undefined ? [] : linesOf(text, style.width - column);
    const below = others.map((line) => `${' '.repeat(column)}${line}`);
    if (first === undefined) return [head];
    const room = column - columnsOf(head);
    return room >= style.gap
      ? [`${head}${' '.repeat(room)}${first}`, ...below]
      : [head, `${' '.repeat(column)}${first}`, ...below];
  });
}

/** The pieces of a text, and what stands before each if it is not the first of its line. */
function partsOf(text: string): readonly { readonly before: string; readonly piece: string }[] {
  const parts: { before: string; piece: string }[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    for (const [index, piece] of piecesOf(word).entries()) {
      const last = parts.at(-1);
      const before = index === 0 ? ' ' : '';
      if (last && before !== '' && isCounted(last.piece, piece)) last.piece += ` ${piece}`;
      else parts.push({ before, piece });
    }
  }
  return parts;
}
