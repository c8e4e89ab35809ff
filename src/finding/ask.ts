import type { Expression, Wanted } from '../rule/expression.ts';

/** More values of a test than this are counted, not written. */
const fewValues = 5;

/** What a test asks, nearly as the rule writes it: `client.ipAddress|cidr: 203.0.113.0/24`. */
export function askText(test: Expression): string {
  if (test.kind !== 'field' && test.kind !== 'keyword') return test.kind;
  const words = test.values.map(wantedText);
  const shown =
    words.length > fewValues
      ? [...words.slice(0, fewValues), `and ${words.length - fewValues} more`]
      : words;
  const path = test.kind === 'field' ? test.path : 'anywhere';
  const comparison =
    test.kind === 'field' && test.comparison !== 'equals' ? `|${test.comparison}` : '';
  return `${path}${comparison}${test.all ? '|all' : ''}: ${shown.join(', ')}`;
}

function wantedText(wanted: Wanted): string {
  switch (wanted.kind) {
    case 'null':
      return 'null';
    case 'network':
      return wanted.text;
    case 'regex':
      return `/${wanted.source}/${wanted.flags}`;
    case 'list':
      return `%${wanted.name}%`;
    case 'pattern':
      return patternText(wanted);
    case 'boolean':
    case 'number':
      return String(wanted.value);
    default:
      return JSON.stringify(wanted);
  }
}

/** A pattern with its wildcards: `*` and `?`; the empty text between quotes. */
export function patternText({ parts }: Extract<Wanted, { kind: 'pattern' }>): string {
  const signs = { run: '*', character: '?' } as const;
  return (
    parts.map((part) => (part.kind === 'text' ? part.text : signs[part.kind])).join('') || "''"
  );
}
