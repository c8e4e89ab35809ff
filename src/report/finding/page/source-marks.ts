import { type Safe, safe } from '../../text/escape.ts';
import type { ChronicleSource } from '../chronicle/case-chronicle.ts';

/** How a source is drawn: an outline around 0, 0, and the classes that colour it. */
export interface SourceMark {
  readonly name: Safe;
  readonly path: Safe;
}

/** Outlines that can be told apart without colour; each has a colour of its own. */
const shapes: readonly Safe[] = [
  'M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z',
  'M0-6.5L6.5 0L0 6.5L-6.5 0z',
  'M0-6L6 5H-6z',
  'M-5-5H5V5H-5z',
  'M0 6L-6-5H6z',
  'M-6 0L-3-5.2H3L6 0L3 5.2H-3z',
].map((path) => path as Safe);

/** Shapes in cold colours for what was seen before the takeover, in warm ones for what came with it. */
const cold = [0, 3, 5] as const;
const warm = [1, 2, 4] as const;

/** The marks of sources, by position. Beyond six they repeat: their names stand beside them. */
export function sourceMarks(
  sources: readonly ChronicleSource[],
): (source: number | undefined) => SourceMark {
  const isSplit = sources.some(({ isNew }) => isNew);
  const counts = { cold: 0, warm: 0 };
  const numbers = sources.map(({ isNew }, index): number => {
    if (!isSplit) return index % shapes.length;
    const list = isNew ? warm : cold;
    return list[(isNew ? counts.warm++ : counts.cold++) % list.length] as number;
  });
  return (source) => {
    const number = source === undefined ? undefined : numbers[source];
    if (number === undefined) return { name: safe`mark other`, path: shapes[3] as Safe };
    return { name: safe`mark s${number}`, path: shapes[number] as Safe };
  };
}
