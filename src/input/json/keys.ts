/** The key that decides which rules see a record: the one for whose sake keys are repeated. */
const deciding = '"eventType"';

/**
 * Whether a key stands twice on the outermost level of a record, of which `JSON.parse` keeps the last.
 * `text` is one JSON object. Only looked into where the deciding key stands twice: a search for each key
 * would cost a third of the time of reading.
 */
export function hasKeyTwice(text: string): boolean {
  const first = text.indexOf(deciding);
  const second = first < 0 ? -1 : text.indexOf(deciding, first + deciding.length);
  return second >= 0 && hasOuterKeyTwice(text);
}

function hasOuterKeyTwice(text: string): boolean {
  const keys = new Set<string>();
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '{' || char === '[') {
      depth++;
    } else if (char === '}' || char === ']') {
      depth--;
    } else if (char === '"') {
      const end = endOfString(text, at + 1);
      if (depth === 1 && isKey(text, end + 1)) {
        const key = text.slice(at, end + 1);
        if (keys.has(key)) return true;
        keys.add(key);
      }
      at = end;
    }
  }
  return false;
}

function endOfString(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}

const colon = /\s*:/y;

function isKey(text: string, after: number): boolean {
  colon.lastIndex = after;
  return colon.test(text);
}
