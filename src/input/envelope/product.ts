import { isObject, type JsonObject } from '../../event/json.ts';
import { textAt } from './value-path.ts';

const has =
  (...keys: readonly string[]) =>
  (record: JsonObject): boolean =>
    keys.every((key) => Object.hasOwn(record, key));

const none = 'not an Okta System Log';

/** How the records of other products can be recognised. Key names are those of each product's documented log format. */
const products: readonly (readonly [
  matches: (record: JsonObject) => boolean,
  looksLike: string,
])[] = [
  [has('eventVersion', 'eventSource'), `AWS CloudTrail, ${none}`],
  [has('correlationId', 'userPrincipalName'), `a Microsoft Entra sign-in log, ${none}`],
  [
    (record) => textAt(record, 'kind')?.startsWith('admin#reports#activit') === true,
    `a Google Workspace audit log, ${none}`,
  ],
  [has('execution_id', 'flow_id'), `an execution log of Okta Workflows, ${none}`],
  [has('udm'), 'Google SecOps UDM without the raw log'],
  [
    (record) => textAt(record, 'kind') === 'oktahunt-archive',
    'the manifest of an archive; unpack that, and scan its folder',
  ],
  [has('class_uid'), 'OCSF without the raw System Log event'],
];

/** What a record that is no event seems to be, as the end of "it looks like ..."; undefined if unknown. The first that matches counts. */
export function guessProduct(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  return products.find(([matches]) => matches(value))?.[1];
}
