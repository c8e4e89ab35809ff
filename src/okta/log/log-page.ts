import { isObject, type JsonObject, own, parsed } from '../../event/json.ts';
import { parseTime } from '../../event/time.ts';
import { type MessageValue, tell } from '../../language/message.ts';
import { endOfString, isClosing, isOpening, quote } from '../archive/canonical-json.ts';
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
    throw new BrokenAnswer(tell('okta.notJson', { type: type.slice(0, 40), start: startOf(text) }));
  }
  const values = parsed(text);
  if (values === undefined) {
    throw new BrokenAnswer(tell('okta.truncated', { start: startOf(text) }));
  }
  if (!Array.isArray(values))
    throw new BrokenAnswer(tell('okta.notList', { start: startOf(text) }));
  if (!values.every(isObject)) throw new BrokenAnswer(tell('okta.noEvent'));
  const texts = elementsOf(text);
  return values.map((value, index) => ({ text: texts[index] as string, value }));
}

/** When an event was published, in milliseconds; undefined if it does not say. */
export function publishedOf({ value }: PageRecord): number | undefined {
  const published = own(value, 'published');
  return typeof published === 'string' ? parseTime(published) : undefined;
}

function startOf(text: string): MessageValue {
  return text === '' ? tell('okta.emptyAnswer') : JSON.stringify(text.slice(0, 80));
}

/** The elements of a valid JSON array of objects, cut out of its text; line breaks become spaces. */
function elementsOf(text: string): readonly string[] {
  const elements: string[] = [];
  let depth = 0;
  let start = -1;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      at = endOfString(text, at);
    } else if (isOpening(code)) {
      if (depth === 1) start = at;
      depth++;
    } else if (isClosing(code)) {
      depth--;
      if (depth === 1) elements.push(text.slice(start, at + 1).replace(/[\r\n]/g, ' '));
    }
  }
  return elements;
}
