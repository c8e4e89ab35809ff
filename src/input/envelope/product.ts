import { isObject, type JsonObject } from '../../event/json.ts';
import { type Message, tell } from '../../language/message.ts';
import { textAt } from './value-path.ts';

const has =
  (...keys: readonly string[]) =>
  (record: JsonObject): boolean =>
    keys.every((key) => Object.hasOwn(record, key));

/** How the records of other products can be recognised. Key names are those of each product's documented log format. */
const products: readonly (readonly [
  matches: (record: JsonObject) => boolean,
  looksLike: Message,
])[] = [
  [has('eventVersion', 'eventSource'), tell('product.cloudTrail')],
  [has('correlationId', 'userPrincipalName'), tell('product.entra')],
  [
    (record) => textAt(record, 'kind')?.startsWith('admin#reports#activit') === true,
    tell('product.workspace'),
  ],
  [has('execution_id', 'flow_id'), tell('product.workflows')],
  [has('udm'), tell('product.udm')],
  [(record) => textAt(record, 'kind') === 'oktahunt-archive', tell('product.manifest')],
  [has('class_uid'), tell('product.ocsf')],
];

/** What a record that is no event seems to be, as the end of "it looks like ..."; undefined if unknown. The first that matches counts. */
export function guessProduct(value: unknown): Message | undefined {
  if (!isObject(value)) return undefined;
  return products.find(([matches]) => matches(value))?.[1];
}
