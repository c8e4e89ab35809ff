import { isObject, type JsonObject, own } from '../../event/json.ts';
import { parseTime } from '../../event/time.ts';
import { type Answer, BrokenAnswer } from '../http/transport.ts';

/** One event of a page, as Okta sent it. */
export interface PageRecord {
  /** Its JSON on one line, otherwise character for character. */
  readonly text: string;
  readonly value: JsonObject;
}

/**
 * The records of a page. The body must be a whole JSON array of objects: anything else, such as a
 * login page, an error object or a truncated array, throws {@link BrokenAnswer} and never passes for
 * an empty log.
 */
export function parsePage({ headers, text }: Answer): readonly PageRecord[] {
  const type = headers.get('content-type') ?? '';
  if (type !== '' && !/\bjson\b/i.test(type)) {
    throw new BrokenAnswer(`the answer is ${type.slice(0, 40)}, not JSON: ${startOf(text)}`);
  }
  const values = parseJson(text);
  if (!Array.isArray(values)) throw new BrokenAnswer(`the answer is not a list: ${startOf(text)}`);
  if (!values.every(isObject))
    throw new BrokenAnswer('the list contains something that is not an event');
  const texts = elementsOf(text);
  return values.map((value, index) => ({ text: texts[index] as string, value }));
}

/** When an event was published, in milliseconds; undefined if it does not say. */
export function publishedOf({ value }: PageRecord): number | undefined {
  const published = own(value, 'published');
  return typeof published === 'string' ? parseTime(published) : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BrokenAnswer(`the answer is truncated or not JSON: ${startOf(text)}`);
  }
}

function startOf(text: string): string {
  return text === '' ? 'it is empty' : JSON.stringify(text.slice(0, 80));
}

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];
const [openBracket, closeBracket, openBrace, closeBrace] = [0x5b, 0x5d, 0x7b, 0x7d];

/** The elements of a valid JSON array of objects, cut out of its text; line breaks become spaces. */
function elementsOf(text: string): readonly string[] {
  const elements: string[] = [];
  let depth = 0;
  let start = -1;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      at = endOfString(text, at);
    } else if (code === openBracket || code === openBrace) {
      if (depth === 1) start = at;
      depth++;
    } else if (code === closeBracket || code === closeBrace) {
      depth--;
      if (depth === 1) elements.push(text.slice(start, at + 1).replace(/[\r\n]/g, ' '));
    } else if (code === comma && depth === 1) {
      start = -1;
    }
  }
  return elements;
}

function endOfString(text: string, from: number): number {
  let at = text.indexOf('"', from + 1);
  while (isEscaped(text, at)) at = text.indexOf('"', at + 1);
  return at;
}

function isEscaped(text: string, at: number): boolean {
  let before = at;
  while (text.charCodeAt(before - 1) === backslash) before--;
  return (at - before) % 2 === 1;
}
