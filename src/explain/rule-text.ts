import type { BlockTest, EventTest, VerdictTree } from '../detection/compiled-rule.ts';
import { type Message, tell, toldInEnglish } from '../language/message.ts';
import type {
  ExpectedValue,
  FieldTest,
  Keyword,
  Pattern,
  PlaceholderPart,
} from '../rule/expression.ts';

/** More values of a test than this are counted, not written. */
const fewValues = 5;

/** A test, nearly as the rule writes it: `client.ipAddress|cidr: 203.0.113.0/24`. */
export function testText(test: FieldTest | Keyword): string {
  return toldInEnglish(testTold(test));
}

/** The same, for people. */
export function testTold(test: FieldTest | Keyword): Message {
  const words = test.values.slice(0, fewValues).map(expectedTold);
  const count = test.values.length - words.length;
  const shown = count > 0 ? [...words, tell('ruleText.more', { count: String(count) })] : words;
  const path = test.kind === 'field' ? (test.member ?? test.path) : tell('ruleText.anywhere');
  const values =
    shown.length === 0
      ? ''
      : shown.reduce((first, second) => tell('ruleText.then', { first, second }));
  const modifiers = modifiersOf(test)
    .map((name) => `|${name}`)
    .join('');
  return tell('ruleText.test', { path, modifiers, values });
}

/** A block test, in one line: `target[any]: type: User, displayName|contains: min`. */
export function blockText(block: BlockTest, tests: readonly EventTest[]): string {
  const { member, path, quantifier, verdict } = block;
  return `${member ?? path}[${quantifier}]: ${verdictText(verdict, tests)}`;
}

function verdictText(verdict: VerdictTree, tests: readonly EventTest[]): string {
  switch (verdict.kind) {
    case 'and':
    case 'or':
      return verdict.of
        .map((part) => verdictText(part, tests))
        .join(verdict.kind === 'and' ? ' and ' : ' or ');
    case 'not':
      return `not (${verdictText(verdict.of, tests)})`;
    case 'selection':
    case 'filter':
    case 'matches':
      return verdictText(verdict.of, tests);
    case 'fact':
      return '';
    case 'test': {
      const test = tests[verdict.test] as EventTest;
      return test.kind === 'block' ? blockText(test, tests) : testText(test);
    }
  }
}

/** The modifiers that say how values are compared; the others show in the values themselves. */
function modifiersOf(test: FieldTest | Keyword): readonly string[] {
  const all = test.all ? ['all'] : [];
  if (test.kind === 'keyword') return all;
  const { comparison, values } = test;
  const reference = values.some(({ kind }) => kind === 'field') ? ['fieldref'] : [];
  const compared = comparison === 'equals' ? [] : [comparison];
  // An order stands before the fact that it compares with.
  const orders = comparison !== 'neq' && comparison !== 'exists';
  return [...(orders ? [...compared, ...reference] : [...reference, ...compared]), ...all];
}

function expectedTold(expected: ExpectedValue): string | Message {
  switch (expected.kind) {
    case 'null':
      return 'null';
    case 'boolean':
    case 'number':
      return String(expected.value);
    case 'network':
      return expected.text;
    case 'regex':
      return `/${expected.source}/${expected.flags}`;
    case 'list': {
      const { openStart, openEnd } = expected.shape;
      return `${openStart ? '*' : ''}${placeholderText(expected.template)}${openEnd ? '*' : ''}`;
    }
    case 'field':
      return expected.member ?? expected.path;
    case 'either':
      return expected.of[0]
        ? tell('ruleText.variant', { text: patternText(expected.of[0]) })
        : "''";
    case 'pattern':
      return patternText(expected);
  }
}

/** A pattern with its wildcards; the empty text between quotes. */
export function patternText({ parts }: Pattern): string {
  return placeholderText(parts) || "''";
}

const signs = { run: '*', character: '?', dash: '-' } as const;

function placeholderText(parts: readonly PlaceholderPart[]): string {
  const texts = parts.map((part) => {
    if (part.kind === 'text') return part.text;
    return part.kind === 'list' ? `%${part.name}%` : signs[part.kind];
  });
  return texts.join('');
}
