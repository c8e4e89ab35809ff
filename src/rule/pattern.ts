import type { Pattern, PatternPart, Shape } from './expression.ts';

/** Text is compared whole, whatever its case. */
export const wholeText: Shape = { openStart: false, openEnd: false, cased: false };

/**
 * Parses Sigma text (specification 2.1, "Escaping"): `*` is any run of characters, `?` any one
 * character; a backslash takes the meaning from `*`, `?` or another backslash and is itself before
 * anything else.
 */
export function parsePattern(text: string, shape: Shape): Pattern {
  const parts: PatternPart[] = [];
  let literal = '';
  const flush = (): void => {
    if (literal !== '') parts.push({ kind: 'text', text: literal });
    literal = '';
  };
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    const next = text[at + 1];
    if (character === '\\' && (next === '*' || next === '?' || next === '\\')) {
      literal += next;
      at++;
    } else if (character === '*' || character === '?') {
      flush();
      parts.push({ kind: character === '*' ? 'run' : 'character' });
    } else {
      literal += character;
    }
  }
  flush();
  return { kind: 'pattern', parts: open(parts, shape), cased: shape.cased };
}

/** The text itself, with no wildcards in it; for values that come from lists. */
export function literalPattern(text: string, shape: Shape): Pattern {
  const parts: PatternPart[] = text === '' ? [] : [{ kind: 'text', text }];
  return { kind: 'pattern', parts: open(parts, shape), cased: shape.cased };
}

function open(parts: readonly PatternPart[], shape: Shape): PatternPart[] {
  const run: PatternPart = { kind: 'run' };
  const opened = [...parts];
  if (shape.openStart && opened[0]?.kind !== 'run') opened.unshift(run);
  if (shape.openEnd && opened.at(-1)?.kind !== 'run') opened.push(run);
  return opened;
}
