import { isObject, type Json, own } from '../../event/json.ts';
import { type Envelope, inner, innerAll } from './envelope.ts';
import { tellsOfItself } from './event-search.ts';

/** EventBridge, as Okta's log stream sends it, also as Firehose lays it down in S3. */
export const eventBridge: Envelope = {
  name: 'AWS EventBridge',
  open: (record) => {
    const detail = own(record, 'detail');
    const known = own(record, 'detail-type') !== undefined || isPartner(own(record, 'source'));
    return known && detail !== undefined ? inner(detail, 'detail') : undefined;
  },
};

function isPartner(source: Json | undefined): boolean {
  return typeof source === 'string' && source.startsWith('aws.partner/okta.com');
}

/** What Firehose could not deliver: the record itself is in Base64. */
export const firehoseError: Envelope = {
  name: 'AWS Firehose error record',
  open: (record) => {
    const data = own(record, 'rawData');
    if (own(record, 'errorCode') === undefined || typeof data !== 'string') return undefined;
    return inner(Buffer.from(data, 'base64').toString(), 'rawData');
  },
};

/** A batch of CloudWatch Logs, as a subscription sends it. */
export const cloudWatchBatch: Envelope = {
  name: 'AWS CloudWatch Logs',
  open: (record) => {
    const events = own(record, 'logEvents');
    return own(record, 'logGroup') !== undefined && Array.isArray(events)
      ? innerAll(events as readonly Json[], 'logEvents')
      : undefined;
  },
};

/** One message of CloudWatch Logs, in a batch or as the command line tool prints it. */
export const cloudWatchMessage: Envelope = {
  name: 'AWS CloudWatch Logs',
  open: (record, around) => {
    const message = own(record, 'message') ?? own(record, '@message');
    if (typeof message !== 'string' || !message.includes('{')) return undefined;
    const has = (key: string): boolean => Object.hasOwn(record, key);
    const isOwn = ['ingestionTime', 'logStreamName', '@ptr'].some(has);
    const isKnown = isOwn || has('@timestamp') || has('id');
    // Anybody's records may have a time and an id, and a message that quotes who sent the request.
    if (!isKnown || (!isOwn && tellsOfItself(record, around))) return undefined;
    return inner(message, own(record, 'message') === undefined ? '@message' : 'message');
  },
};

/** A result of CloudWatch Logs Insights: pairs of field and value, of which one is the message. */
export const insights: Envelope = {
  name: 'AWS CloudWatch Logs Insights',
  open: (record) => {
    const value = own(record, 'value');
    if (own(record, 'field') === '@message' && value !== undefined) return inner(value, 'value');
    const results = own(record, 'results');
    if (!Array.isArray(results) || !results.some(Array.isArray)) return undefined;
    return innerAll((results as readonly Json[]).flatMap(messagesOf), 'results');
  },
};

function messagesOf(row: Json): readonly Json[] {
  if (!Array.isArray(row)) return [row];
  const messages = (row as readonly Json[]).filter(
    (pair) => isObject(pair) && own(pair, 'field') === '@message',
  );
  return messages.length > 0 ? messages : (row as readonly Json[]);
}
