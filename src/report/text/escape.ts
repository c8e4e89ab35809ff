import stringWidth from 'string-width';
import { whenNeeded } from '../../detection/when-needed.ts';
import { inkless } from './invisible.ts';

declare const shown: unique symbol;

/**
 * Text that may reach a terminal: printable, on one line, without a command for a terminal or a CI
 * runner. Only {@link show} and what is built from its results have this type.
 */
export type Safe = string & { readonly [shown]: true };

/** How {@link show} shortens. */
export interface ShowOptions {
  /** Most terminal columns the result may take, at least 1; 1000 if not given. */
  readonly max?: number;
  /** What gives way: the end (prose) or the middle (logins, addresses, ids). */
  readonly cut?: 'end' | 'middle';
  /** Show everything beyond ASCII as an escape too, for terminals that cannot draw it. */
  readonly ascii?: boolean;
}

const longest = 1000;

/** More code units than a column can need: an astral base with three astral marks. */
const unitsPerColumn = 8;

const plain = /^[\x20-\x7e]*$/;
/** Letters, dashes and lines that take a column each, also beside one another, so that nothing has to be segmented. */
const narrow = /^[\x20-\x7e\u00a1-\u00a8\u00aa-\u00ac\u00af-\u024f\u2010-\u2027\u2500-\u25a9]*$/;
const beyondAscii = /[^\x20-\x7e]/gu;
/** With the character before, which may be the base of a mark; the rest need not be measured. */
const beyondAsciiRun = /[\x20-\x7e]?[^\x20-\x7e]+/g;
/** Spaces that look like the common one; U+3000 is kept, for Japanese names hold it. */
const oddSpace = whenNeeded(() => /(?! |\u3000)\p{Zs}|\u2800/gu);
const marksWithoutBase = whenNeeded(() => /^\p{M}+/u);
const tooManyMarks = whenNeeded(() => /(\p{M}{3})\p{M}+/gu);

const segmenter = whenNeeded(() => new Intl.Segmenter('en', { granularity: 'grapheme' }));

/**
 * Makes text of unknown origin safe for a terminal, a log line and a CI runner. The one way for log
 * text into any format for people.
 *
 * What has no ink becomes an escape, `\x1b` below U+0100 and `\u{202e}` above, and is never removed:
 * a reader should see that someone tried. A backslash of the text itself is not doubled, because
 * that would deface `DOMAIN\login`, and text that only looks like an escape harms nobody; machine
 * formats hold the exact value. More than three marks on a letter are cut to three and an ellipsis.
 *
 * Input of any length takes the same short time: text that cannot fit is dropped before it is read.
 */
export function show(text: string, options: ShowOptions = {}): Safe {
  const { max = longest, cut = 'end', ascii = false } = options;
  const ellipsis = ascii ? '...' : '…';
  const bounded = bound(text, max * unitsPerColumn, cut, ellipsis);
  const printable = disarm(plain.test(bounded) ? bounded : escapeAll(bounded, ascii));
  if (head(printable, max) === printable) return printable as Safe;
  return shorten(printable, max, cut, ellipsis) as Safe;
}

/** Puts shown values and numbers between words of our own. */
export function safe(words: TemplateStringsArray, ...values: (Safe | number)[]): Safe {
  let text = words[0] ?? '';
  for (let index = 0; index < values.length; index++) text += `${values[index]}${words[index + 1]}`;
  return text as Safe;
}

/** Puts `separator` between shown parts. */
export function join(parts: readonly Safe[], separator: Safe): Safe {
  return parts.join(separator) as Safe;
}

/** Columns that shown text takes in a terminal. */
export function widthOf(text: Safe): number {
  let columns = text.length;
  for (const run of text.match(beyondAsciiRun) ?? []) columns += columnsOf(run) - run.length;
  return columns;
}

/** The longest start of shown text, in whole graphemes, that takes at most `columns`. */
export function startOf(text: Safe, columns: number): Safe {
  return head(text, columns) as Safe;
}

function escapeAll(text: string, ascii: boolean): string {
  if (ascii) return text.replace(beyondAscii, escapeOne);
  return text
    .replace(inkless(), escapeOne)
    .replace(oddSpace(), escapeOne)
    .replace(marksWithoutBase(), (marks) => Array.from(marks, escapeOne).join(''))
    .replace(tooManyMarks(), '$1…');
}

function escapeOne(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  return code < 0x100 ? `\\x${hex.padStart(2, '0')}` : `\\u{${hex}}`;
}

/**
 * Breaks up what CI runners take for a command in the output of a step. GitHub's runner skips white
 * space before `::name`, and finds `##[name]` anywhere in a line, as Azure's agent does with
 * `##vso[`; so an indent is no protection. Sources: actions/runner `ActionCommand.cs`,
 * microsoft/azure-pipelines-agent `Command.cs`. A word of hexadecimal digits is no command but the
 * end of an IPv6 address.
 */
function disarm(text: string): string {
  return text
    .replace(/::(?=[a-z-]{0,40}[g-z-][a-z-]{0,40}(?:[ :]|$))/gi, ':\\x3a')
    .replace(/##(?=[a-z]{0,40}\[)/gi, '#\\x23');
}

/** At most `units` code units, plus an ellipsis where some are left out. */
function bound(text: string, units: number, cut: 'end' | 'middle', ellipsis: string): string {
  if (text.length <= units) return text;
  const tailUnits = cut === 'middle' ? Math.floor(units / 2) : 0;
  const start = text.slice(0, units - tailUnits).replace(/[\ud800-\udbff]$/, '');
  const end = text.slice(text.length - tailUnits).replace(/^[\udc00-\udfff]/, '');
  return start + ellipsis + end;
}

function shorten(text: string, max: number, cut: 'end' | 'middle', ellipsis: string): string {
  const room = max - ellipsis.length;
  if (room < 0) return ellipsis.slice(0, max);
  const tailRoom = cut === 'middle' ? Math.floor(room / 2) : 0;
  return head(text, room - tailRoom) + ellipsis + tail(text, tailRoom);
}

function head(text: string, columns: number): string {
  // No grapheme takes more than two columns, and measuring is slow.
  if (text.length * 2 <= columns || (text.length <= columns && plain.test(text))) return text;
  let used = 0;
  for (const { segment, index } of segmenter().segment(text)) {
    used += columnsOf(segment);
    if (used > columns) return text.slice(0, index);
  }
  return text;
}

function tail(text: string, columns: number): string {
  if (columns === 0) return '';
  const near = text.slice(-columns * unitsPerColumn);
  let used = 0;
  let start = near.length;
  for (const { segment, index } of [...segmenter().segment(near)].reverse()) {
    used += columnsOf(segment);
    if (used > columns) break;
    start = index;
  }
  return near.slice(start);
}

/** Widths measured before: string-width takes about 10 µs, and reports repeat themselves. */
const measured = new Map<string, number>();
const mostMeasured = 10_000;

function columnsOf(text: string): number {
  if (narrow.test(text)) return text.length;
  const known = measured.get(text);
  if (known !== undefined) return known;
  if (measured.size >= mostMeasured) measured.clear();
  const columns = stringWidth(text);
  measured.set(text, columns);
  return columns;
}
