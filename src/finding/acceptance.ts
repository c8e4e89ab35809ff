import { literalYaml, nameYaml, proseYaml } from '../rule/yaml/yaml-text.ts';
import type { Finding } from './finding.ts';

/** Why a kind of finding is known, who says so, and until when. */
export interface Acceptance {
  readonly reason: string;
  readonly owner: string | undefined;
  /** The last day (UTC), or a time with its zone. */
  readonly expires: string;
}

/**
 * The text of a filter that takes a finding away, and those that its rule makes of the same values: a document
 * of the rule language. `fields` are those of the finding's identity that count, at least one.
 */
export function suppressionText(
  { id, rule, identity }: Finding,
  fields: readonly string[],
  { reason, owner, expires }: Acceptance,
): string {
  const selection = fields.flatMap((field) => lineOf(field, identity[field] ?? []));
  return [
    `title: ${proseYaml(`Known: ${rule.title}`)}`,
    `name: ${nameYaml(`known-${rule.name}-${id.slice(4)}`)}`,
    `reason: ${proseYaml(reason)}`,
    ...(owner === undefined ? [] : [`owner: ${proseYaml(owner)}`]),
    `expires: ${nameYaml(expires)}`,
    'logsource: {product: okta, service: okta}',
    'filter:',
    `  rules: [${nameYaml(rule.name)}]`,
    '  known:',
    ...selection,
    '  condition: not known',
    '',
  ].join('\n');
}

/** A field with its value; with none it must be absent, with several it must have all. */
function lineOf(field: string, values: readonly string[]): readonly string[] {
  const [first] = values;
  if (first === undefined) return [`    ${nameYaml(field)}: null`];
  if (values.length === 1) return [`    ${nameYaml(field)}: ${literalYaml(first)}`];
  return [
    `    ${nameYaml(`${field}|all`)}:`,
    ...values.map((value) => `      - ${literalYaml(value)}`),
  ];
}
