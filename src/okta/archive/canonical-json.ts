/**
 * The canonical text of a JSON value: no white space between tokens, members in order of
 * their names, uniform escapes, numbers by value (`1`, `1.0` and `10e-1` are equal,
 * with any number of digits; nothing is rounded). Members with the same name are all kept, in their
 * order. `json` must be valid, which is not checked; it may be nested to any depth.
 */
export function canonical(json: string): string {
  const open: Frame[] = [];
  let done = '';
  let at = 0;
  /** Adds a finished value to the innermost object or array; without one it is the result. */
  const put = (value: string): void => {
    const frame = open.at(-1);
    if (!frame) done = value;
    else if (!frame.isObject) frame.parts.push(value);
    else if (frame.name === undefined) frame.name = value;
    else {
      frame.parts.push(`${frame.name}:${value}`);
      frame.names.push(frame.name);
      frame.name = undefined;
    }
  };
  while (at < json.length) {
    const code = json.charCodeAt(at);
    if (code === quote) {
      const end = endOfString(json, at);
      put(stringOf(json.slice(at, end + 1)));
      at = end + 1;
    } else if (isOpening(code)) {
      open.push({ isObject: code === openBrace, parts: [], names: [], name: undefined });
      at++;
    } else if (isClosing(code)) {
      put(textOf(open.pop() as Frame));
      at++;
    } else if (isBetween(code)) {
      at++;
    } else {
      const end = endOfWord(json, at);
      put(wordOf(json.slice(at, end)));
      at = end;
    }
  }
  return done;
}

interface Frame {
  readonly isObject: boolean;
  /** Finished elements, or members with their names. */
  readonly parts: string[];
  /** The names of the members, as often as there are parts. */
  readonly names: string[];
  /** The name whose value comes next. */
  name: string | undefined;
}

export const quote = 0x22;
const [backslash, openBrace] = [0x5c, 0x7b];

/** Whether a character opens an object or an array. */
export function isOpening(code: number): boolean {
  return code === openBrace || code === 0x5b;
}

/** Whether a character closes one. */
export function isClosing(code: number): boolean {
  return code === 0x7d || code === 0x5d;
}

/** White space, comma or colon. */
function isBetween(code: number): boolean {
  return code === 0x2c || code === 0x3a || code <= 0x20;
}

function textOf({ isObject, parts, names }: Frame): string {
  if (!isObject) return `[${parts.join()}]`;
  const isSorted = names.every((name, at) => at === 0 || (names[at - 1] as string) <= name);
  if (isSorted) return `{${parts.join()}}`;
  const members = names.map((name, at) => ({ name, part: parts[at] }));
  // Sorting keeps equal names in their order.
  const sorted = members.sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
  return `{${sorted.map(({ part }) => part).join()}}`;
}

/** The index of the quotation mark that ends the string which begins at `from`. */
export function endOfString(json: string, from: number): number {
  for (let at = json.indexOf('"', from + 1); ; at = json.indexOf('"', at + 1)) {
    let before = at;
    while (json.charCodeAt(before - 1) === backslash) before--;
    if ((at - before) % 2 === 0) return at;
  }
}

/** Only strings with escapes have several spellings. */
function stringOf(text: string): string {
  return text.includes('\\') ? JSON.stringify(JSON.parse(text)) : text;
}

function endOfWord(json: string, from: number): number {
  let at = from + 1;
  for (; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (isBetween(code) || isClosing(code)) return at;
  }
  return at;
}

/** `true`, `false`, `null`, or a number as digits without leading or trailing zeros, and a power of ten. */
function wordOf(word: string): string {
  const [, sign, whole = '', part = '', power = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(word) ?? [];
  if (whole === '' || power.length > longestPower) return word;
  const digits = `${whole}${part}`.replace(/^0+/, '');
  const short = withoutEnd(digits);
  if (short === '') return '0';
  const exponent = BigInt(power) - BigInt(part.length) + BigInt(digits.length - short.length);
  return `${sign}${short}e${exponent}`;
}

/** Exponents with more digits are compared as written: converting them would take too long. */
const longestPower = 1_000;

/** Without trailing zeros; not by a pattern, which would take quadratic time on many zeros. */
function withoutEnd(digits: string): string {
  let end = digits.length;
  while (digits.charCodeAt(end - 1) === 0x30) end--;
  return digits.slice(0, end);
}
