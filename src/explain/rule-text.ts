import type { BlockTest, EventTest, VerdictTree } from '../detection/compiled-rule.ts';
import type {
  ExpectedValue,
  FieldTest,
  Keyword,
  Pattern,
  PlaceholderPart,
} from '../rule/expression.ts';

/** More values of a test than this are counted, not written. */
const fewValues = 5;

/** What a test asks, nearly as the rule writes it: `client.ipAddress|cidr: 203.0.113.0/24`. */
export function testText(test: FieldTest | Keyword): string {
  const words = test.values.map(wantedText);
  const shown =
    words.length > fewValues
      ? [...words.slice(0, fewValues), `and ${words.length - fewValues} more`]
      : words;
  const path = test.kind === 'field' ? (test.member ?? test.path) : 'anywhere';
  return `${[path, ...modifiersOf(test)].join('|')}: ${shown.join(', ')}`;
}

/** What a block asks, in one line: `target[any]: type: User, displayName|contains: min`. */
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
      return verdictText(verdict.of, tests);
    case 'fact':
      return '';
    case 'test': {
      const test = tests[verdict.test] as EventTest;
      return test.kind === 'block' ? blockText(test, tests) : testText(test);
    }
  }
}

/** The modifiers that say how values are compared; what made them what they are shows in them. */
function modifiersOf(test: FieldTest | Keyword): readonly string[] {
  const all = test.all ? ['all'] : [];
  if (test.kind === 'keyword') return all;
  const { part, comparison, values } = test;
  return [
    ...(part ? [part] : []),
    ...(values.some(({ kind }) => kind === 'field') ? ['fieldref'] : []),
    ...(comparison === 'equals' ? [] : [comparison]),
    ...all,
  ];
}

function wantedText(wanted: ExpectedValue): string {
  switch (wanted.kind) {
    case 'null':
      return 'null';
    case 'boolean':
    case 'number':
      return String(wanted.value);
    case 'network':
      return wanted.text;
    case 'regex':
      return `/${wanted.source}/${wanted.flags}`;
    case 'list': {
      const { openStart, openEnd } = wanted.shape;
      return `${openStart ? '*' : ''}${templateText(wanted.template)}${openEnd ? '*' : ''}`;
    }
    case 'field':
      return wanted.member ?? wanted.path;
    case 'either':
      return wanted.of[0] ? `${patternText(wanted.of[0])} or the like` : "''";
    case 'pattern':
      return patternText(wanted);
  }
}

/** A pattern with its wildcards; the empty text between quotes. */
export function patternText({ parts }: Pattern): string {
  return templateText(parts) || "''";
}

const signs = { run: '*', character: '?', dash: '-' } as const;

function templateText(parts: readonly PlaceholderPart[]): string {
  const texts = parts.map((part) => {
    if (part.kind === 'text') return part.text;
    return part.kind === 'list' ? `%${part.name}%` : signs[part.kind];
  });
  return texts.join('');
}
