/** Scripts that are written without spaces, with their punctuation. */
const unspaced = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\u30fb-\u30ff\uff01-\uff65]`;
/** What may not begin a line (JIS X 4051): closing brackets, full stops, small kana, marks of repetition and length. */
const notFirst = String.raw`[、。，．・：；？！」』）】〕］｝〉》〟ー々〻ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ゛゜…‥%\)\]\},.:;!?'"\p{M}]`;
/** What may not end one: opening brackets. */
const notLast = String.raw`[「『（【〔［｛〈《〝\(\[\{'"]`;
/** Opening brackets that bring their own space. */
const opening = '[「『（【〔［｛〈《]';
/** Words are written in one of these scripts, and are not torn. */
const kanji = String.raw`\p{Script=Han}`;
const katakana = String.raw`[\p{Script=Katakana}ー]`;
/** What ends a word or a stop: behind it anything may begin. */
const stop = '[、。，．：；？！」』）】〕］｝〉》]';
/**
 * A place between two characters of which one has no spaces. A number stays with what it counts, and hiragana with
 * what it follows: particles and endings, with which nobody begins to read.
 */
const seam = new RegExp(
  `(?<!^|${notLast})(?!(?<=${katakana})${katakana}|(?<=${kanji})${kanji})(?!(?<!${stop})\\p{Script=Hiragana})` +
    `(?:(?<=${unspaced})|(?<!\\d)(?=${unspaced}))(?!$|${notFirst})`,
  'u',
);
const hasUnspaced = new RegExp(unspaced, 'u');
const startsUnspaced = new RegExp(`^${unspaced}`, 'u');

/**
 * The pieces of a word (text without spaces) between which a line may end: one, unless it holds characters of a
 * script that is written without spaces. Joined they are the word.
 */
export function piecesOf<Text extends string>(word: Text): readonly Text[] {
  return hasUnspaced.test(word) ? (word.split(seam) as Text[]) : [word];
}

/** Whether a space between two pieces is none to end a line at: between a number and the word for what it counts. */
export function isCounted(number: string, counter: string): boolean {
  return /\d$/.test(number) && startsUnspaced.test(counter);
}

/** Line breaks that stand for no space: between such characters, and beside a stop or a bracket of theirs. */
const closedSeam = new RegExp(
  String.raw`(?<=${unspaced})\s*\n\s*(?=${unspaced})|(?<=${stop})\s*\n\s*|\s*\n\s*(?=${opening})`,
  'gu',
);

/** A paragraph that was written in several lines, in one: where words are not spaced, lines are not either. */
export function unfolded(paragraph: string): string {
  return paragraph.replace(closedSeam, '').replace(/\s*\n\s*/g, ' ');
}
