import { isObject, type Json, type JsonObject, own } from '../../event/json.ts';
import { type Contents, type Envelope, inner, innerAll } from './envelope.ts';
import { objectAt, textAt } from './path.ts';

/**
 * What a browser recorded of its requests (HTTP Archive): the System Log is in the answers of `/api/v1/logs`.
 * Nothing else of it is looked at, and no word of it repeated: it is full of cookies and tokens.
 */
export const har: Envelope = {
  name: 'HTTP Archive (HAR)',
  open: (record) => {
    const log = objectAt(record, 'log');
    const entries = log && own(log, 'entries');
    if (
      !Array.isArray(entries) ||
      !(textAt(record, 'log.version') || objectAt(record, 'log.creator'))
    )
      return undefined;
    if (entries.some((entry) => isObject(entry) && isOfLog(entry))) {
      return innerAll(entries as readonly Json[], 'log.entries');
    }
    const message =
      'an HTTP Archive (HAR) without an answer of /api/v1/logs; record the page of the System Log, or use its CSV';
    return entries.length > 0 ? { kind: 'refused', message, about: null } : innerAll([], '');
  },
};

/** One request with its answer; other requests than those of the log hold no records. */
export const harEntry: Envelope = {
  name: 'HTTP Archive (HAR)',
  open: (record) => {
    if (textAt(record, 'request.url') === undefined || !objectAt(record, 'response'))
      return undefined;
    return isOfLog(record) ? answerOf(record) : innerAll([], '');
  },
};

function isOfLog(entry: JsonObject): boolean {
  try {
    return /^\/api\/v1\/logs\/?$/.test(new URL(textAt(entry, 'request.url') ?? '').pathname);
  } catch {
    return false;
  }
}

function answerOf(entry: JsonObject): Contents {
  const at = 'response.content.text';
  const status = objectAt(entry, 'response')?.['status'];
  const text = textAt(entry, at);
  // Preflights, and answers that the browser had already, have no content.
  const isEmpty = status === 204 || status === 304 || textAt(entry, 'request.method') === 'OPTIONS';
  if (isEmpty) return innerAll([], at);
  if (typeof status === 'number' && status >= 400) return innerAll([], at);
  if (text === undefined || text === '') {
    const message =
      'the HTTP Archive was saved without the content of this answer; save it with content';
    return { kind: 'refused', message, at, about: null };
  }
  const isPacked = textAt(entry, 'response.content.encoding') === 'base64';
  return inner(isPacked ? Buffer.from(text, 'base64').toString() : text, at);
}
