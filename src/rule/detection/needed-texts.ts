/** More texts are not looked for: then one search by the expression is as good. */
const mostTexts = 32;

/**
 * Texts of which at least one is in all that a regular expression in RE2 syntax finds; none if that takes thought. Of an
 * expression that ignores case they are so in some case.
 */
export function neededTexts(source: string): readonly string[] {
  const reader = { source, at: 0 };
  const found = readAlternatives(reader);
  return reader.at === source.length ? (found ?? none) : none;
}

interface Reader {
  readonly source: string;
  at: number;
}

const none: readonly string[] = [];

/** What can be repeated. */
type Item =
  /** A sign that stands for itself. */
  | { readonly sign: string }
  /** Texts of which one is in it; none if nothing is known of it. */
  | { readonly texts: readonly string[] };

const unknown: Item = { texts: none };

/** Alternatives up to a closing bracket or the end. Undefined if there is something in it that takes thought. */
function readAlternatives(reader: Reader): readonly string[] | undefined {
  const all: (readonly string[])[] = [];
  do {
    const texts = readSequence(reader);
    if (!texts) return undefined;
    all.push(texts);
  } while (skip(reader, '|'));
  const texts = [...new Set(all.flat())];
  return all.some(({ length }) => length === 0) || texts.length > mostTexts ? none : texts;
}

/** The best of what is needed by the parts of a sequence: the longest run of signs, or what a group needs. */
function readSequence(reader: Reader): readonly string[] | undefined {
  let best = none;
  let run = '';
  const offer = (texts: readonly string[]): void => {
    const more = leastLength(texts) - leastLength(best);
    if (more > 0 || (more === 0 && texts.length < best.length)) best = texts;
  };
  while (reader.at < reader.source.length && !'|)'.includes(reader.source[reader.at] as string)) {
    const item = readItem(reader);
    if (!item) return undefined;
    const least = readRepetition(reader);
    if ('sign' in item && least !== 0) run += item.sign;
    if ('texts' in item || least !== undefined) {
      offer([run]);
      run = '';
    }
    if ('texts' in item && least !== 0) offer(item.texts);
  }
  offer([run]);
  return best;
}

/** The length of the shortest; 0 if there are none, so that they tell nothing. */
function leastLength(texts: readonly string[]): number {
  return texts.length === 0 ? 0 : Math.min(...texts.map(({ length }) => length));
}

function readItem(reader: Reader): Item | undefined {
  const { source, at } = reader;
  const sign = source[at] as string;
  if (sign === '(') return readGroup(reader);
  if (sign === '[') return readClass(reader);
  if (sign === '\\') {
    const next = source[at + 1] ?? '';
    reader.at += 2;
    if (/[bBdDsSwW]/.test(next)) return unknown;
    return /[!-/:-@[-`{-~]/.test(next) ? { sign: next } : undefined;
  }
  reader.at++;
  return /[^ -~]|[.^$]/.test(sign) ? unknown : { sign };
}

function readGroup(reader: Reader): Item | undefined {
  reader.at++;
  // What else begins so sets flags or names.
  if (skip(reader, '?') && !skip(reader, ':')) return undefined;
  const texts = readAlternatives(reader);
  return texts && skip(reader, ')') ? { texts } : undefined;
}

/** A class of signs; one that has others within takes thought. */
function readClass(reader: Reader): Item | undefined {
  const pattern = /\[(?!\^?\])\^?(?:\\[^pPQE]|[^[\]\\])+\]/y;
  pattern.lastIndex = reader.at;
  const [text] = pattern.exec(reader.source) ?? [];
  if (text === undefined) return undefined;
  reader.at += text.length;
  return unknown;
}

/** How often what stands before is there at least; undefined if it is there once. */
function readRepetition(reader: Reader): number | undefined {
  const pattern = /(?:([*?])|\+|\{(\d+)(?:,\d*)?\})\??/y;
  pattern.lastIndex = reader.at;
  const [text, optional, least = '1'] = pattern.exec(reader.source) ?? [];
  if (text === undefined) return undefined;
  reader.at += text.length;
  return optional === undefined ? Number(least) : 0;
}

function skip(reader: Reader, sign: string): boolean {
  const isThere = reader.source[reader.at] === sign;
  if (isThere) reader.at++;
  return isThere;
}
