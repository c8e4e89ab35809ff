import type { Expression, FieldTest, Formula } from './expression.ts';

/** What holds for every event, and for none; known by identity. */
export const always: Expression = { kind: 'and', of: [] };
export const never: Expression = { kind: 'or', of: [] };

/**
 * Rewrites parts of expressions: those for which `change` gives another. A part that stands in several
 * places is rewritten once, and one in which nothing changes stays the same object, so that its tests
 * are asked once. Parts that became constant are folded into what is around them.
 */
export function rewriting(
  change: (part: Expression) => Expression | undefined,
): (expression: Expression) => Expression {
  const done = new Map<Expression, Expression>();
  const inner = (part: Expression): Expression => {
    switch (part.kind) {
      case 'and':
      case 'or': {
        const of = part.of.map(rewrite);
        return of.every((one, at) => one === part.of[at]) ? part : folded(part.kind, of);
      }
      case 'selection':
      case 'filter':
      case 'matches':
      case 'members': {
        const of = rewrite(part.of);
        if (of === part.of || of === always || of === never) return of === part.of ? part : of;
        return { ...part, of };
      }
      case 'not': {
        const of = rewrite(part.of);
        return of === part.of ? part : { ...part, of };
      }
      case 'field':
        return part.formula ? withFormula(part, part.formula, rewrite) : part;
      case 'keyword':
        return part;
    }
  };
  const rewrite = (part: Expression): Expression => {
    const known = done.get(part) ?? change(part) ?? inner(part);
    done.set(part, known);
    return known;
  };
  return rewrite;
}

/** A test whose formulas count rewritten selections; the same object if none is. */
function withFormula(
  test: FieldTest,
  formula: Formula,
  rewrite: (part: Expression) => Expression,
): FieldTest {
  const inner = (part: Formula): Formula => {
    if (part.kind === 'selection') {
      const of = rewrite(part.of);
      return of === part.of ? part : { ...part, of };
    }
    if (part.kind !== 'operation') return part;
    const [left, right] = [inner(part.left), inner(part.right)];
    return left === part.left && right === part.right ? part : { ...part, left, right };
  };
  const values = test.values.map((value) => {
    if (value.kind !== 'field' || !value.formula) return value;
    const other = inner(value.formula);
    return other === value.formula ? value : { ...value, formula: other };
  });
  const own = inner(formula);
  const isSame = own === formula && values.every((value, at) => value === test.values[at]);
  return isSame ? test : { ...test, formula: own, values };
}

function folded(kind: 'and' | 'or', of: readonly Expression[]): Expression {
  const [neutral, settled] = kind === 'and' ? [always, never] : [never, always];
  if (of.includes(settled)) return settled;
  const rest = of.filter((part) => part !== neutral);
  return rest.length === 0
    ? neutral
    : rest.length === 1
      ? (rest[0] as Expression)
      : { kind, of: rest };
}
