import { isObject, type Json, type JsonObject, own } from '../../event/json.ts';
import { tell } from '../../language/message.ts';
import { type Contents, type Envelope, inner } from './envelope.ts';
import { objectAt, textAt } from './value-path.ts';

/**
 * What a browser recorded of its requests (HTTP Archive): the System Log is in the answers of `/api/v1/logs`.
 * Nothing else of it is looked at, and no word of it repeated: it is full of cookies and tokens.
 */
export const har: Envelope = {
  name: 'HTTP Archive (HAR)',
  open: (record) => {
    const log = objectAt(record, 'log');
    const entries = log && own(log, 'entries');
    const isArchive = log && (textAt(log, 'version') || objectAt(log, 'creator'));
    if (!Array.isArray(entries) || !isArchive || Object.keys(record).length > 1) return undefined;
    const contents = (entries as readonly Json[]).flatMap((entry, index): readonly Contents[] => {
      if (!isObject(entry) || !isOfLog(entry)) return [];
      return answerOf(entry, `log.entries[${index}].`);
    });
    const isBarren = entries.length > 0 && !entries.some((one) => isObject(one) && isOfLog(one));
    if (isBarren) return { kind: 'refused', told: tell('wrapping.harBarren'), about: null };
    return { kind: 'several', contents };
  },
};

/** The keys of an entry, by which those of an archive are known that is too large to be read at once. */
const entryKeys =
  /^(?:startedDateTime|time|request|response|cache|timings|serverIPAddress|connection|pageref|comment|_.*)$/;

/** One request with its answer; other requests than those of the log hold no records. */
export const harEntry: Envelope = {
  name: 'HTTP Archive (HAR)',
  open: (record) => {
    if (textAt(record, 'request.url') === undefined || !objectAt(record, 'response')) {
      return undefined;
    }
    if (isOfLog(record)) return { kind: 'several', contents: answerOf(record, '') };
    const isEntry =
      ['startedDateTime', 'timings'].every((key) => Object.hasOwn(record, key)) &&
      Object.keys(record).every((key) => entryKeys.test(key));
    return isEntry ? { kind: 'several', contents: [] } : undefined;
  },
};

function isOfLog(entry: JsonObject): boolean {
  try {
    return /^\/api\/v1\/logs\/?$/.test(new URL(textAt(entry, 'request.url') ?? '').pathname);
  } catch {
    return false;
  }
}

function answerOf(entry: JsonObject, place: string): readonly Contents[] {
  const path = 'response.content.text';
  const at = place + path;
  const status = objectAt(entry, 'response')?.['status'];
  // Preflights, answers that the browser had already, and errors hold nothing of the log.
  const isEmpty = status === 204 || status === 304 || textAt(entry, 'request.method') === 'OPTIONS';
  if (isEmpty || (typeof status === 'number' && status >= 400)) return [];
  const text = textAt(entry, path);
  if (text === undefined || text === '') {
    return [{ kind: 'refused', told: tell('wrapping.harEmptied'), at, about: null }];
  }
  const isPacked = textAt(entry, 'response.content.encoding') === 'base64';
  return [inner(isPacked ? Buffer.from(text, 'base64').toString() : text, at)];
}
