import { isObject, type Json, type JsonObject, own } from '../event/json.ts';

/** Keys by which the records of other products, and wrappers around events, can be told. */
interface Product {
  readonly looksLike: string;
  readonly matches: (record: JsonObject) => boolean;
}

const has =
  (...keys: readonly string[]) =>
  (record: JsonObject): boolean =>
    keys.every((key) => Object.hasOwn(record, key));

const holdsList =
  (key: string) =>
  (record: JsonObject): boolean =>
    Array.isArray(own(record, key));

const text = (record: JsonObject, key: string): string => {
  const value: Json | undefined = own(record, key);
  return typeof value === 'string' ? value : '';
};

const none = 'not an Okta System Log';
const wrapped = 'System Log events may lie inside, but are not taken out of it';

/** The first that matches counts. Key names are those of each product's documented log format. */
const products: readonly Product[] = [
  {
    looksLike: `an Okta event hook; ${wrapped}`,
    matches: (record) => text(record, 'eventType') === 'com.okta.event_hook',
  },
  {
    looksLike: `AWS EventBridge; ${wrapped}`,
    matches: (record) => has('detail-type', 'detail')(record),
  },
  {
    looksLike: `AWS CloudTrail, ${none}`,
    matches: (record) => has('eventVersion', 'eventSource')(record) || holdsList('Records')(record),
  },
  {
    looksLike: `a Microsoft Entra sign-in log, ${none}`,
    matches: (record) => has('correlationId')(record) && has('userPrincipalName')(record),
  },
  {
    looksLike: `a Google Workspace audit log, ${none}`,
    matches: (record) => text(record, 'kind').startsWith('admin#reports#activit'),
  },
  { looksLike: `OCSF, ${none}`, matches: has('class_uid') },
  {
    looksLike: `an export of Elastic; ${wrapped}`,
    matches: (record) =>
      has('_source')(record) ||
      has('okta.event_type')(record) ||
      has('event_type')((own(record, 'okta') ?? {}) as JsonObject),
  },
  {
    looksLike: `an export of Splunk; ${wrapped}`,
    matches: (record) => has('_raw')(record) || has('preview', 'result')(record),
  },
  ...['events', 'value', 'data'].map((key) => ({
    looksLike: `a list wrapped in {"${key}": [...]}; ${wrapped}`,
    matches: holdsList(key),
  })),
];

/** What a record that is no event seems to be, as the end of "it looks like ..."; undefined if unknown. */
export function guessProduct(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  return products.find((product) => product.matches(value))?.looksLike;
}
