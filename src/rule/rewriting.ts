import type { Expression } from './expression.ts';

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
