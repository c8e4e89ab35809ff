import type { ColumnSnapshot, IntColumn } from './column.ts';
import type { Store } from './store.ts';

/** Texts one after the other in pages, by place from 0. */
export interface TextColumn {
  readonly length: number;
  /** Puts a text at the end; gives its place. */
  push(text: string): number;
  /** The text at a place; none if there is none. */
  get(index: number): string;
  /** Whether it is this text, which must be there. */
  is(index: number, text: string): boolean;
  /** The column as it is, in a store that was frozen just now. */
  snapshot(): TextSnapshot;
}

/** A column of texts, as plain data. */
export interface TextSnapshot {
  readonly length: number;
  readonly parts: readonly ColumnSnapshot[];
  readonly starts: ColumnSnapshot;
}

/** Where the start of one in so many texts is known. The others are found by going through those before: on the same page, mostly. */
const textsPerStart = 16;

/**
 * Makes an empty column, or opens one. Before each text is the number of its letters, then a byte for each if all of
 * them are Latin-1, else two.
 */
export function createTextColumn(store: Store, from?: TextSnapshot): TextColumn {
  const bytes = createBytes(store, from?.parts);
  const starts = store.wideColumn(from?.starts);
  const at: TextPlace = { start: 0, letters: 0, step: 1 };
  /** Goes to a text; `at` is its place until the next call. */
  const find = (index: number): TextPlace => {
    let start = starts.get(Math.floor(index / textsPerStart));
    for (let before = index % textsPerStart; ; before--) {
      readHead(bytes, start, at);
      if (before === 0) return at;
      start = at.start + at.letters * at.step;
    }
  };
  const letterAt = (place: number, step: number): number =>
    step === 2 ? bytes.get(place) | (bytes.get(place + 1) << 8) : bytes.get(place);
  const texts = {
    push(text: string): number {
      const isWide = !isLatin(text);
      if (texts.length % textsPerStart === 0) starts.push(bytes.length);
      writeHead(bytes, text.length, isWide);
      for (let letter = 0; letter < text.length; letter++) {
        const code = text.charCodeAt(letter);
        bytes.push(code & 0xff);
        if (isWide) bytes.push(code >>> 8);
      }
      return texts.length++;
    },
    get(index: number): string {
      if (index < 0 || index >= texts.length) return '';
      const { start, step, letters } = find(index);
      const codes: number[] = [];
      let text = '';
      for (let letter = 0; letter < letters; letter++) {
        codes.push(letterAt(start + letter * step, step));
        if (codes.length === 4096) text += String.fromCharCode(...codes.splice(0));
      }
      return text + String.fromCharCode(...codes);
    },
    is(index: number, text: string): boolean {
      const { start, step, letters } = find(index);
      if (letters !== text.length) return false;
      for (let letter = 0; letter < letters; letter++) {
        if (letterAt(start + letter * step, step) !== text.charCodeAt(letter)) return false;
      }
      return true;
    },
    snapshot: (): TextSnapshot => ({
      length: texts.length,
      parts: bytes.snapshot(),
      starts: starts.snapshot(),
    }),
    length: from?.length ?? 0,
  };
  return texts;
}

/** Where the letters of a text lie, and the bytes that each has. */
interface TextPlace {
  start: number;
  letters: number;
  step: 1 | 2;
}

/** The twice told number of letters, odd if they are wide, in as many bytes as it needs: seven bits each, and whether more follow. */
function writeHead(bytes: Bytes, letters: number, isWide: boolean): void {
  let head = letters * 2 + (isWide ? 1 : 0);
  for (; head > 0x7f; head = Math.floor(head / 0x80)) bytes.push((head & 0x7f) | 0x80);
  bytes.push(head);
}

/** Notes where the text behind a head lies. */
function readHead(bytes: Bytes, start: number, at: TextPlace): void {
  let [head, place, weight] = [0, start, 1];
  for (let isLast = false; !isLast; weight *= 0x80) {
    const byte = bytes.get(place++);
    head += (byte & 0x7f) * weight;
    isLast = byte <= 0x7f;
  }
  at.start = place;
  at.step = head % 2 === 1 ? 2 : 1;
  at.letters = (head - (head % 2)) / 2;
}

/** Bytes of one part: places in a column have 32 bits. */
const partBytes = 2 ** 30;

/** Bytes one after the other, without end. */
interface Bytes {
  readonly length: number;
  push(byte: number): void;
  get(place: number): number;
  snapshot(): readonly ColumnSnapshot[];
}

function createBytes(store: Store, from: readonly ColumnSnapshot[] = []): Bytes {
  const parts: IntColumn[] = from.map((part) => store.column(8, part));
  const bytes = {
    length: parts.reduce((sum, part) => sum + part.length, 0),
    push(byte: number): void {
      if (bytes.length % partBytes === 0) parts.push(store.column(8));
      (parts.at(-1) as IntColumn).push(byte);
      bytes.length++;
    },
    get: (place: number): number =>
      (parts[Math.floor(place / partBytes)] as IntColumn).get(place % partBytes),
    snapshot: () => parts.map((part) => part.snapshot()),
  };
  return bytes;
}

function isLatin(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0xff) return false;
  return true;
}
