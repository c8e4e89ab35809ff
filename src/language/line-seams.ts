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
const seam = (): RegExp =>
  new RegExp(
    `(?<!^|${notLast})(?!(?<=${katakana})${katakana}|(?<=${kanji})${kanji})(?!(?<!${stop})\\p{Script=Hiragana})` +
      `(?:(?<=${unspaced})|(?<!\\d)(?=${unspaced}))(?!$|${notFirst})`,
    'u',
  );
/** Line breaks that stand for no space: between such characters, and beside a stop or a bracket of theirs. */
const closedSeam = (): RegExp =>
  new RegExp(
    String.raw`(?<=${unspaced})\s*\n\s*(?=${unspaced})|(?<=${stop})\s*\n\s*|\s*\n\s*(?=${opening})`,
    'gu',
  );

interface Patterns {
  readonly seam: RegExp;
  readonly closedSeam: RegExp;
  readonly hasUnspaced: RegExp;
  readonly startsUnspaced: RegExp;
}

let made: Patterns | undefined;

/** Made for the first text that needs them: to make what asks for scripts takes a tenth of what help takes. */
function patterns(): Patterns {
  made ??= {
    ...{ seam: seam(), closedSeam: closedSeam() },
    hasUnspaced: new RegExp(unspaced, 'u'),
    startsUnspaced: new RegExp(`^${unspaced}`, 'u'),
  };
  return made;
}

/**
 * Whether a text has characters from where those begin in Unicode that are written without spaces, and all that stands
 * in their lines; without them nothing here applies to it.
 */
export function mayBeUnspaced(text: string): boolean {
  return /[\u2e80-\uffff]/.test(text);
}

/**
 * The pieces of a word (text without spaces) between which a line may end: one, unless it holds characters of a
 * script that is written without spaces. Joined they are the word.
 */
export function piecesOf<Text extends string>(word: Text): readonly Text[] {
  if (!mayBeUnspaced(word)) return [word];
  const { hasUnspaced, seam } = patterns();
  return hasUnspaced.test(word) ? (word.split(seam) as Text[]) : [word];
}

/** Whether a space between two pieces is none to end a line at: between a number and the word for what it counts. */
export function isCounted(number: string, counter: string): boolean {
  return /\d$/.test(number) && mayBeUnspaced(counter) && patterns().startsUnspaced.test(counter);
}

/** A paragraph that was written in several lines, in one: where words are not spaced, lines are not either. */
export function unfolded(paragraph: string): string {
  const closed = mayBeUnspaced(paragraph)
    ? paragraph.replace(patterns().closedSeam, '')
    : paragraph;
  return closed.replace(/\s*\n\s*/g, ' ');
}
