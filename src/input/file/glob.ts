/** One step of a pattern between two slashes. */
export type GlobStep =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'match'; readonly matches: (name: string) => boolean }
  /** `**`: any number of folders. */
  | { readonly kind: 'folders' };

/** Most patterns that one pattern with braces may stand for. */
const mostPatterns = 1000;

/** Whether the text has a character that means something in a pattern. */
export function isPattern(text: string): boolean {
  return /[*?[{]/.test(text);
}

/**
 * Parses a file pattern: `*` and `?` within a name, `[a-z]` and `[!a-z]`, `{a,b}`, and `**` for any number
 * of folders. As in a shell, names that begin with a dot are matched only by a dot. There is no escape
 * character; `[*]` is a plain star. A pattern with braces gives one list of steps for each alternative.
 */
export function parseGlob(
  pattern: string,
  platform: string = process.platform,
): readonly (readonly GlobStep[])[] {
  const spelling = spellingOf(platform);
  return expandBraces(pattern).map((plain) =>
    plain.split('/').map((text) => parseStep(text, spelling)),
  );
}

/** How names are spelt to be compared: Windows ignores case, and macOS may write an accent as a character of its own. */
function spellingOf(platform: string): (name: string) => string {
  if (platform === 'win32') return (name) => name.toLowerCase();
  return platform === 'darwin' ? (name) => name.normalize('NFC') : (name) => name;
}

function parseStep(text: string, spelt: (name: string) => string): GlobStep {
  if (text === '**') return { kind: 'folders' };
  if (!/[*?[]/.test(text)) return { kind: 'name', name: text };
  const tokens = parseTokens(spelt(text));
  const dotted = text.startsWith('.');
  const matches = (name: string): boolean =>
    (dotted || !name.startsWith('.')) && matchTokens(tokens, Array.from(spelt(name)));
  return { kind: 'match', matches };
}

/** The alternatives of the first pair of braces, each expanded in turn. Braces without a comma are plain text. */
function expandBraces(pattern: string, found: string[] = []): readonly string[] {
  const braces = findBraces(pattern);
  if (!braces) {
    found.push(pattern);
    return found;
  }
  const head = pattern.slice(0, braces.from);
  const tail = pattern.slice(braces.to);
  for (const part of braces.parts) {
    if (found.length < mostPatterns) expandBraces(head + part + tail, found);
  }
  return found;
}

interface Braces {
  readonly from: number;
  readonly to: number;
  readonly parts: readonly string[];
}

function findBraces(pattern: string): Braces | undefined {
  for (let from = pattern.indexOf('{'); from >= 0; from = pattern.indexOf('{', from + 1)) {
    const parts = splitBraces(pattern, from);
    if (parts.length > 1) return { from, to: from + parts.join(',').length + 2, parts };
  }
  return undefined;
}

/** What lies between the brace at `from` and its partner, split at its own commas; [] without a partner. */
function splitBraces(pattern: string, from: number): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let begin = from + 1;
  for (let at = from; at < pattern.length; at++) {
    const char = pattern[at];
    if (char === '{') depth++;
    if (char === '}') depth--;
    if (depth === 0 || (depth === 1 && char === ',')) {
      parts.push(pattern.slice(begin, at));
      begin = at + 1;
    }
    if (depth === 0) return parts;
  }
  return [];
}

/** Any number of characters, or one that passes the test. */
type Token = '*' | ((char: string) => boolean);

const set = /^\[([!^]?)(\]?[^\]]*)\]/;

function parseTokens(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let rest = text;
  while (rest !== '') {
    const found = set.exec(rest);
    const char = String.fromCodePoint(rest.codePointAt(0) as number);
    if (found) tokens.push(parseSet(found[2] as string, found[1] !== ''));
    else if (char === '*') tokens.push('*');
    else tokens.push(char === '?' ? () => true : (other) => other === char);
    rest = rest.slice(found ? found[0].length : char.length);
  }
  return tokens;
}

function parseSet(text: string, negated: boolean): Token {
  const ranges: (readonly [string, string])[] = [];
  const chars = Array.from(text);
  for (let at = 0; at < chars.length; at++) {
    const first = chars[at] as string;
    const last = chars[at + 1] === '-' ? chars[at + 2] : undefined;
    ranges.push([first, last ?? first]);
    if (last !== undefined) at += 2;
  }
  return (char) => negated !== ranges.some(([first, last]) => first <= char && char <= last);
}

/** Greedy with one way back, the last star, which is enough and takes no more than length times length. */
function matchTokens(tokens: readonly Token[], name: readonly string[]): boolean {
  let token = 0;
  let at = 0;
  let star = -1;
  let resume = 0;
  while (at < name.length) {
    const test = tokens[token];
    if (test === '*') {
      star = token++;
      resume = at;
    } else if (test?.(name[at] as string)) {
      token++;
      at++;
    } else if (star >= 0) {
      token = star + 1;
      at = ++resume;
    } else {
      return false;
    }
  }
  return tokens.slice(token).every((rest) => rest === '*');
}
