import { testTold } from '../../explain/rule-text.ts';
import type { Language } from '../../language/language.ts';
import { toldIn } from '../../language/message.ts';
import type { Expression } from '../../rule/expression.ts';
import type { Rule } from '../../rule/rule.ts';

/** What each rule that another one says it matches asks, by name, those that these match included. */
export function openedMatches(
  rule: Pick<Rule, 'condition' | 'raises' | 'inner'>,
  language: Language,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const visit = (expression: Expression): void => {
    if (expression.kind === 'matches' && !found.has(expression.name)) {
      found.set(expression.name, writtenOut(expression.of, language));
    }
    if ('of' in expression) [expression.of].flat().forEach(visit);
  };
  for (const { condition } of [rule, ...rule.raises, ...rule.inner]) visit(condition);
  return found;
}

/**
 * An expression with its selections open, in one line. Other rules are only named, and that a rule is
 * asked with its windows goes without saying.
 */
export function writtenOut(expression: Expression, language: Language): string {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return expression.of
        .filter((part) => part.kind !== 'field' || !isMembership(part))
        .map((part) =>
          joins(part) ? `(${writtenOut(part, language)})` : writtenOut(part, language),
        )
        .join(` ${expression.kind} `);
    case 'not':
      return `not (${writtenOut(expression.of, language)})`;
    case 'selection':
    case 'filter':
      return writtenOut(expression.of, language);
    case 'matches':
      return `matches ${expression.name}`;
    case 'members':
      return `${expression.member ?? expression.path}[${expression.quantifier}]: (${writtenOut(expression.of, language)})`;
    case 'field':
    case 'keyword':
      return toldIn(language, testTold(expression));
  }
}

function isMembership({ fact }: Extract<Expression, { kind: 'field' }>): boolean {
  return fact?.window.startsWith('matches ') === true;
}

/** Whether a part needs brackets beside others. */
function joins(part: Expression): boolean {
  if (part.kind === 'selection' || part.kind === 'filter') return joins(part.of);
  return part.kind === 'and' || part.kind === 'or';
}
