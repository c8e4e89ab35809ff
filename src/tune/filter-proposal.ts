import { type LevelCounts, type Tally, total } from '../engine/tally.ts';
import { isAtLeast, levels } from '../rule/level.ts';
import type { Rule } from '../rule/rule.ts';
import { literalYaml, nameYaml, proseYaml } from '../rule/yaml/yaml-text.ts';
import { isPlaceholder } from '../window/dictionary.ts';
import { madeFields } from './tally-fields.ts';

/** A value that many findings have in common, and the filter that would take them away. */
export interface FilterProposal {
  /** What the value is: `actor`, `application`, `client`, `address`, `network`, `user agent`. */
  readonly of: ProposedKind;
  /** The value whose events it would take. */
  readonly value: string;
  /** Findings that the filter would take, and that would be left. */
  readonly takes: number;
  /** Findings that it would take, by level. */
  readonly takesByLevel: LevelCounts;
  /** Findings that it would leave. */
  readonly leaves: number;
  /** A rule document, ready to be pasted. */
  readonly filter: string;
  /** Whether it is the one to propose: the narrowest that takes nothing above the rule's own level. */
  readonly isProposed: boolean;
}

/** What filters can be about, the narrowest first. */
export type ProposedKind =
  | 'actor'
  | 'application'
  | 'client'
  | 'address'
  | 'network'
  | 'user agent';

interface Dimension {
  readonly of: ProposedKind;
  readonly path: string;
  /** How the value is shown, if not as it is compared. */
  readonly label?: string;
  /** The entry of a selection, given the value as YAML. */
  readonly entry: (value: string) => string;
}

/** What filters can be about, the narrowest first. */
const dimensions: readonly Dimension[] = [
  {
    of: 'actor',
    path: 'actor.alternateId',
    entry: (value) => `{actor.alternateId: ${value}}`,
  },
  {
    of: 'application',
    path: madeFields.application,
    entry: (value) => `{'target[any]': {type: AppInstance, displayName: ${value}}}`,
  },
  { of: 'client', path: 'client.id', entry: (value) => `{client.id: ${value}}` },
  { of: 'address', path: 'client.ipAddress', entry: (value) => `{client.ipAddress: ${value}}` },
  {
    of: 'network',
    path: 'securityContext.asNumber',
    label: madeFields.network,
    entry: (value) => `{securityContext.asNumber: ${value}}`,
  },
  {
    of: 'user agent',
    path: 'client.userAgent.browser',
    entry: (value) => `{client.userAgent.browser: ${value}}`,
  },
];

/** The fields that findings must be tallied by. */
export const proposalFields: readonly string[] = dimensions.flatMap(({ path, label }) =>
  label === undefined ? [path] : [path, label],
);

/** A value must take this share of the findings to be listed, and at least two of them. */
const leastShare = 0.2;
/** A longer value makes no filter that anybody could check. */
const longestValue = 100;

/**
 * For each kind of value the one that takes the most findings, if that is a fifth of them; those that
 * take the most come first. One is proposed only if `mayPropose`.
 *
 * The numbers are exact: a filter takes the events of its value, and with them each finding of which no
 * other event is left.
 */
export function proposeFilters(
  rule: Rule,
  tally: Tally,
  mayPropose: boolean,
): readonly FilterProposal[] {
  const all = total(tally.findings);
  const proposals = dimensions.flatMap((dimension): Omit<FilterProposal, 'isProposed'>[] => {
    const { of, path, entry } = dimension;
    const [best] = (tally.values.get(path) ?? [])
      .filter(({ text }) => text.length <= longestValue && !isPlaceholder(text))
      .sort((a, b) => total(b.whole) - total(a.whole));
    const takes = best ? total(best.whole) : 0;
    if (!best || takes < 2 || takes < all * leastShare) return [];
    const value = labelOf(best.text, dimension, tally);
    const filter = filterText(rule, of, entry(literalYaml(best.text)));
    return [{ of, value, takes, takesByLevel: best.whole, leaves: all - takes, filter }];
  });
  const harmless = proposals.find(({ takesByLevel }) =>
    levels.every((level) => isAtLeast(rule.level, level) || takesByLevel[level] === 0),
  );
  return proposals
    .map((proposal) => ({ ...proposal, isProposed: mayPropose && proposal === harmless }))
    .sort((a, b) => b.takes - a.takes);
}

/** How a value is shown: a network with its name. */
function labelOf(text: string, { label }: Dimension, { values }: Tally): string {
  const named = label && values.get(label)?.find((other) => other.text.startsWith(`${text} `));
  return named ? `AS${named.text}` : text;
}

function filterText({ name, logsource }: Rule, of: string, selection: string): string {
  const rule = nameYaml(name);
  const source = Object.entries(logsource).map(([key, value]) => `${key}: ${nameYaml(value)}`);
  return [
    `title: ${proseYaml(`${of.startsWith('a') ? 'An' : 'A'} ${of} that ${name} need not watch`)}`,
    `name: ${nameYaml(`${name}-except-${of.replace(' ', '-')}`)}`,
    `reason: say why this is harmless, and who says so`,
    `logsource: {${source.join(', ')}}`,
    'filter:',
    `  rules: [${rule}]`,
    `  expected: ${selection}`,
    '  condition: not expected',
    '',
  ].join('\n');
}
