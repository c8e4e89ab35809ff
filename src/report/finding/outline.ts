import type { Safe } from '../text/escape.ts';

/** A line, and the lines that stand indented below it. */
export interface Outline {
  readonly text: Safe;
  readonly below: Safe[];
}

/** Lines as they are for a terminal, where an indent of more than two columns puts one below the line before. */
export function outlineOf(lines: readonly Safe[]): readonly Outline[] {
  const items: Outline[] = [];
  for (const line of lines) {
    const text = line.trim() as Safe;
    const above = items.at(-1);
    if (above && line.startsWith('   ')) above.below.push(text);
    else items.push({ text, below: [] });
  }
  return items;
}
