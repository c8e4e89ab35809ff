import { isAscii, isUtf8 } from 'node:buffer';
import { reworded } from '../../event/decode.ts';
import type { Event, Rejection } from '../../event/event.ts';
import { type Message, tell } from '../../language/message.ts';

/** What of a text is not valid UTF-8, collected while it is read. */
export interface Strays {
  /** Looks at bytes that come next. The first of them, whole lines, may have been {@link Strays.pass | passed} already. */
  readonly see: (bytes: Uint8Array, passed?: number) => void;
  /** What they seem to be, as a clause with what to type; undefined if they tell nothing. */
  readonly hint: () => Message | undefined;
  /** How many lines with more than ASCII were UTF-8 so far. */
  readonly soundLines: () => number;
  /** Whether everything was UTF-8 so far. */
  readonly isSound: () => boolean;
  /** Goes on behind lines that were looked at elsewhere and are UTF-8, so many of them with more than ASCII. */
  readonly pass: (soundLines: number) => void;
}

/** Bytes that are looked at: some hundred lines tell as much as all. */
const mostSampled = 64 * 1024;
/** Longest part of a line that is kept to be looked at together with its end. */
const mostKept = 16 * 1024;

const nothing = Buffer.alloc(0);

/** Starts to look at a text. */
export function createStrays(): Strays {
  const lines: Buffer[] = [];
  let [sampled, sound, judged] = [0, 0, 0];
  let isBinary = false;
  let left = nothing;
  let hint: Message | undefined;
  const look = (line: Buffer): void => {
    if (isAscii(line)) return;
    if (isUtf8(line)) {
      sound++;
    } else if (sampled < mostSampled) {
      lines.push(Buffer.from(line.subarray(0, mostKept)));
      sampled += Math.min(line.length, mostKept);
    }
  };
  return {
    see: (bytes, passed = 0) => {
      if (sampled >= mostSampled) return;
      const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
      let from = passed;
      if (isAscii(left) && isAscii(chunk)) {
        const end = chunk.lastIndexOf(0x0a);
        if (end >= from) [left, from] = [nothing, end + 1];
      } else {
        isBinary ||= !isUtf8(chunk) && chunk.some(isControl);
        for (let end = chunk.indexOf(0x0a, from); end >= 0; end = chunk.indexOf(0x0a, from)) {
          const line = chunk.subarray(from, end);
          look(left.length > 0 ? Buffer.concat([left, line]) : line);
          [left, from] = [nothing, end + 1];
        }
      }
      left = Buffer.concat([left, chunk.subarray(from, from + mostKept)]).subarray(0, mostKept);
    },
    hint: () => {
      const all = left.length > 0 && !isUtf8(left) ? [...lines, left] : lines;
      if (all.length === 0 || isBinary) return undefined;
      if (all.length !== judged) {
        judged = all.length;
        // Where some lines are UTF-8 the text is, and others are damaged: read otherwise, it would be all wrong.
        const guess = sound * 10 > all.length ? undefined : guessEncoding(Buffer.concat(all));
        hint = guess === undefined ? guess : describeGuess(guess);
      }
      return hint;
    },
    soundLines: () => sound,
    isSound: () => lines.length === 0 && isUtf8(left),
    pass: (soundLines) => {
      if (sampled >= mostSampled) return;
      sound += soundLines;
      left = nothing;
    },
  };
}

const unreadable: readonly string[] = ['bad-encoding', 'bad-json', 'bad-csv', 'truncated'];

/** Outcomes, to those that the encoding of their text may have spoilt the hint added. */
export function* hinted(
  outcomes: Iterable<Event | Rejection>,
  strays: Strays,
): Generator<Event | Rejection> {
  for (const outcome of outcomes) {
    const isSpoilt = outcome.kind === 'rejection' && unreadable.includes(outcome.reason);
    const hint = isSpoilt ? strays.hint() : undefined;
    yield hint === undefined || outcome.kind === 'event'
      ? outcome
      : reworded(outcome, (what) => tell('record.withHint', { what, hint }));
  }
}

/** A guess as a clause with what to type. */
export function describeGuess(name: string): Message {
  return tell('source.looksEncoded', { encoding: name, label: name.toLowerCase() });
}

/**
 * The name of the encoding that bytes which are no UTF-8 seem to be in, in lower case a label of `TextDecoder`;
 * undefined if they are like none of those known.
 */
export function guessEncoding(bytes: Buffer): string | undefined {
  if (bytes.some(isControl)) return undefined;
  if (isJapanese(bytes, 'euc-jp', isCommonInEuc)) return 'EUC-JP';
  if (isJapanese(bytes, 'shift_jis', isCommonInShiftJis)) return 'Shift_JIS';
  return isWestern(bytes) ? 'Windows-1252' : undefined;
}

/** What no text holds, but nearly all other files. */
const isControl = (value: number): boolean => value < 0x09 || (value > 0x0d && value < 0x20);

/** Kana, marks and the kanji in use (JIS X 0208, rows 1 to 47), by the first of their two bytes. */
const isCommonInShiftJis = (lead: number): boolean => lead >= 0x81 && lead <= 0x98;
const isCommonInEuc = (lead: number): boolean => lead >= 0xa1 && lead <= 0xcf;

/** Shares of what must be right: of the characters that exist, and of those of them that are common. */
const [existing, common] = [0.95, 0.8];
/** Characters that say something: any two bytes are one. */
const fewest = 2;

/** Whether nearly all beyond ASCII is characters of two bytes each, and most of these in common use. */
function isJapanese(bytes: Buffer, label: string, isCommon: (lead: number) => boolean): boolean {
  const text = new TextDecoder(label).decode(bytes);
  const beyond = text.replace(/[\0-\x7f]/g, '');
  const wrong = beyond.split('\ufffd').length - 1;
  if (beyond.length < fewest || wrong > beyond.length * (1 - existing)) return false;
  let frequent = 0;
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at] as number;
    if (lead < 0x80) continue;
    if (isCommon(lead)) frequent++;
    // Half-width kana of Shift_JIS have one byte.
    if (label === 'euc-jp' || lead < 0xa1 || lead > 0xdf) at++;
  }
  return frequent >= beyond.length * common;
}

/** Letters beyond ASCII of western Europe, but those three that broken bytes often are. */
const isLetter = (value: number): boolean =>
  value >= 0xc0 && value < 0xfe && value !== 0xd7 && value !== 0xf7 && value !== 0xf0;

/** Quotation marks, dashes, dots, the euro; and signs such as those of degree and section. */
const isMark = (value: number): boolean =>
  value === 0x80 ||
  value === 0x85 ||
  (value >= 0x91 && value <= 0x97) ||
  (value > 0x9f && value < 0xc0);

/** Whether nearly all beyond ASCII is letters that stand alone or in pairs in words of ASCII letters. */
function isWestern(bytes: Buffer): boolean {
  let [fitting, letters, total] = [0, 0, 0];
  for (const [run] of bytes.toString('latin1').matchAll(/[a-z]?[\x80-\xff]+[a-z]?/gi)) {
    const high = Array.from(Buffer.from(run, 'latin1')).filter((value) => value >= 0x80);
    const isInWord = high.length <= 2 && high.length < run.length && high.every(isLetter);
    total += high.length;
    if (isInWord) letters += high.length;
    const isAlone = high.length === 1 && high.every((value) => isLetter(value) || isMark(value));
    if (isInWord || isAlone) fitting += high.length;
  }
  return letters > 0 && fitting >= total * existing;
}
