import { isObject, type JsonObject, own } from '../../event/json.ts';
import { isEntry } from './carrier.ts';
import { type Contents, type Envelope, inner, innerAll } from './envelope.ts';
import { without } from './path.ts';

/** Keys under which lists of records are handed out, the commonest first. */
export const listKeys: readonly string[] = [
  'events',
  'value',
  'data',
  'results',
  'records',
  'Records',
  'logs',
  'items',
  'hits',
  'logEvents',
  'entries',
  'rows',
  'messages',
];

/**
 * A list of records, as scripts and small APIs write it; under usual keys all lists if there are several. What
 * stands beside the lists is looked at by the wrapping given.
 */
export function createList(carrier: Envelope): Envelope {
  return {
    name: 'list',
    open: (record) => {
      if (isEntry(record)) return undefined;
      const lists = listsIn(record);
      if (lists.length === 0) return undefined;
      const beside = carrier.open(without(record, (key) => listKeys.includes(key)));
      return { kind: 'several', contents: beside ? [...lists, beside] : lists };
    },
  };
}

function listsIn(record: JsonObject): readonly Contents[] {
  const lists = listKeys.flatMap((key) => {
    const value = own(record, key);
    return Array.isArray(value) ? [innerAll(value as readonly JsonObject[], key)] : [];
  });
  const hits = own(record, 'hits');
  const isSearch = isObject(hits) && Array.isArray(own(hits, 'hits'));
  return isSearch && lists.length === 0 ? [inner(hits, 'hits')] : lists;
}
