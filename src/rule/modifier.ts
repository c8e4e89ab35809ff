import type { Comparison } from './expression.ts';
import { didYouMean } from './nearest.ts';

/** What the modifiers of a field have made of the comparison so far. */
export interface Chain {
  readonly type: ChainType;
  readonly comparison: Comparison;
  readonly openStart: boolean;
  readonly openEnd: boolean;
  readonly cased: boolean;
  readonly all: boolean;
  readonly expand: boolean;
  /** Flags of a regular expression. */
  readonly flags: string;
}

/** What a chain compares: each modifier takes some of these and gives one. */
export type ChainType = 'value' | 'text' | 'regex' | 'network' | 'number' | 'presence';

interface Modifier {
  readonly takes: readonly ChainType[];
  /** What it does, for people. */
  readonly does: string;
  readonly gives: Partial<Chain>;
}

const start: Chain = {
  type: 'value',
  comparison: 'equals',
  openStart: false,
  openEnd: false,
  cased: false,
  all: false,
  expand: false,
  flags: '',
};

const anyType: readonly ChainType[] = ['value', 'text', 'regex', 'network', 'number', 'presence'];
const texts: readonly ChainType[] = ['value', 'text'];
const order = (comparison: Comparison, does: string): Modifier => ({
  takes: ['value'],
  does,
  gives: { type: 'number', comparison },
});

/** Sigma's value modifiers (specification 2.1, appendix "Modifiers"), applied from left to right. */
export const modifiers: Readonly<Record<string, Modifier>> = {
  contains: {
    takes: texts,
    does: 'the value stands anywhere in the field',
    gives: { type: 'text', openStart: true, openEnd: true },
  },
  startswith: {
    takes: texts,
    does: 'the field begins with the value',
    gives: { type: 'text', openEnd: true },
  },
  endswith: {
    takes: texts,
    does: 'the field ends with the value',
    gives: { type: 'text', openStart: true },
  },
  cased: {
    takes: texts,
    does: 'upper and lower case differ',
    gives: { type: 'text', cased: true },
  },
  all: { takes: anyType, does: 'every value must be met, not one of them', gives: { all: true } },
  neq: {
    takes: ['value', 'text', 'regex', 'network'],
    does: 'the field is there and none of the values',
    gives: { comparison: 'neq' },
  },
  exists: {
    takes: ['value'],
    does: 'the field is there (true) or is not (false), null and empty included',
    gives: { type: 'presence', comparison: 'exists' },
  },
  re: {
    takes: ['value'],
    does: 'a regular expression (RE2 syntax) finds something in the field',
    gives: { type: 'regex', cased: true },
  },
  i: { takes: ['regex'], does: 're ignores case', gives: { flags: 'i' } },
  m: { takes: ['regex'], does: 're: ^ and $ match at line breaks', gives: { flags: 'm' } },
  s: { takes: ['regex'], does: 're: . matches line breaks', gives: { flags: 's' } },
  cidr: {
    takes: ['value'],
    does: 'the field is an address in the network',
    gives: { type: 'network' },
  },
  gt: order('gt', 'the field is a number greater than the value'),
  gte: order('gte', 'the field is a number, the value or greater'),
  lt: order('lt', 'the field is a number less than the value'),
  lte: order('lte', 'the field is a number, the value or less'),
  expand: {
    takes: texts,
    does: '%name% stands for the members of the value list of that name',
    gives: { type: 'text', expand: true },
  },
};

/** Follows `names` from left to right, or says in one sentence why they cannot be combined. */
export function chainOf(names: readonly string[]): Chain | string {
  let chain = start;
  for (const [index, name] of names.entries()) {
    const modifier = Object.hasOwn(modifiers, name) ? modifiers[name] : undefined;
    if (!modifier) return `unknown modifier "${name}"${didYouMean(name, Object.keys(modifiers))}`;
    if (names.indexOf(name) !== index) return `the modifier "${name}" is given twice`;
    if (!modifier.takes.includes(chain.type)) {
      return `the modifier "${name}" cannot follow "${names[index - 1] ?? ''}"`;
    }
    if (modifier.gives.comparison && chain.comparison !== 'equals') {
      return `the modifiers "${chain.comparison}" and "${name}" cannot be combined`;
    }
    chain = { ...chain, ...modifier.gives, flags: chain.flags + (modifier.gives.flags ?? '') };
  }
  return chain;
}
