/** Keys that decide what a record is, in a form that is quick to search for. */
const deciding = ['"eventType"', '"published"', '"uuid":'] as const;

/**
 * Whether one of the keys that decide about a record stands in it twice on the outermost level, of which
 * `JSON.parse` keeps the last. `text` is one JSON object. The usual answer, no, costs a search for each key.
 */
export function hasKeyTwice(text: string): boolean {
  for (const key of deciding) {
    const first = text.indexOf(key);
    if (first >= 0 && text.indexOf(key, first + key.length) >= 0) return hasOuterKeyTwice(text);
  }
  return false;
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
