import { type Json, type JsonObject, own } from '../../event/json.ts';
import { isEntry } from './carrier.ts';
import { type Envelope, innerAll } from './envelope.ts';
import { search } from './event-search.ts';
import { objectAt, without } from './value-path.ts';

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
 * stands beside them is looked at by the wrapping given; texts in the lists count only if nothing does.
 */
export function createList(carrier: Envelope, products: readonly Envelope[]): Envelope {
  return {
    name: 'list',
    open: (record, around) => {
      if (isEntry(record)) return undefined;
      const lists = listsIn(record);
      const [first] = lists;
      if (!first) return undefined;
      const rest = without(record, (key) => lists.some(({ at }) => at.split('.')[0] === key));
      const { telling, candidates, parts } = search(rest, products, around);
      const full = lists.find(({ values }) => values.length > 0);
      const beside = carrier.open(rest, { telling: telling ?? full?.at });
      const other = telling ?? [...candidates, ...parts].map(({ at }) => at)[0];
      const contents = lists.map((one) => ({ ...one, telling: other }));
      return { kind: 'several', contents: beside ? [...contents, beside] : contents };
    },
  };
}

function listsIn(record: JsonObject) {
  const found = listKeys.flatMap((at) => {
    const values = own(record, at);
    return Array.isArray(values) ? [innerAll(values as readonly Json[], at)] : [];
  });
  const values = own(objectAt(record, 'hits') ?? {}, 'hits');
  return found.length === 0 && Array.isArray(values)
    ? [innerAll(values as readonly Json[], 'hits.hits')]
    : found;
}
