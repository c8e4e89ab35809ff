import { isObject, type Json, type JsonObject, own } from '../../event/json.ts';

/** Keys by which the records of other products can be recognised. */
interface Product {
  readonly looksLike: string;
  readonly matches: (record: JsonObject) => boolean;
}

const has =
  (...keys: readonly string[]) =>
  (record: JsonObject): boolean =>
    keys.every((key) => Object.hasOwn(record, key));

const text = (record: JsonObject, key: string): string => {
  const value: Json | undefined = own(record, key);
  return typeof value === 'string' ? value : '';
};

const none = 'not an Okta System Log';

/** The first that matches counts. Key names are those of each product's documented log format. */
const products: readonly Product[] = [
  {
    looksLike: `AWS CloudTrail, ${none}`,
    matches: (record) => has('eventVersion', 'eventSource')(record),
  },
  {
    looksLike: `a Microsoft Entra sign-in log, ${none}`,
    matches: (record) => has('correlationId')(record) && has('userPrincipalName')(record),
  },
  {
    looksLike: `a Google Workspace audit log, ${none}`,
    matches: (record) => text(record, 'kind').startsWith('admin#reports#activit'),
  },
  {
    looksLike: `an execution log of Okta Workflows, ${none}`,
    matches: has('execution_id', 'flow_id'),
  },
  { looksLike: 'Google SecOps UDM without the raw log', matches: has('udm') },
  {
    looksLike: 'the manifest of an archive; unpack that, and scan its folder',
    matches: (record) => text(record, 'kind') === 'oktahunt-archive',
  },
  { looksLike: 'OCSF without the raw System Log event', matches: has('class_uid') },
];

/** What a record that is no event seems to be, as the end of "it looks like ..."; undefined if unknown. */
export function guessProduct(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  return products.find((product) => product.matches(value))?.looksLike;
}
