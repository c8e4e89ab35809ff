import type { TraceKind, TraceNode, VerdictName } from '../../explain/explanation.ts';
import { join, type Safe, safe, startOf } from '../text/escape.ts';
import type { Theme } from '../text/theme.ts';

/** Longest quotation of a value in one line, in columns. */
export const longest = 120;

/** The mark of a verdict. */
export function sign(verdict: VerdictName, { glyphs }: Theme): Safe {
  if (verdict === 'undecided') return safe`?`;
  return verdict === 'yes' ? glyphs.success : glyphs.failure;
}

const joints: Readonly<Partial<Record<TraceNode['kind'], Safe>>> = {
  and: safe`all of`,
  or: safe`any of`,
  not: safe`not`,
};

/**
 * A node and what is below it. A selection that was expanded before is only named; those of a filter and
 * of a block are others, though they may have the same names.
 */
export function tree(
  part: TraceNode,
  theme: Theme,
  opened: Set<string> = new Set(),
  depth = 1,
): readonly Safe[] {
  const line = safe`${'  '.repeat(depth) as Safe}${sign(part.verdict, theme)} ${label(part, theme)}`;
  if (part.kind === 'selection') {
    if (opened.has(part.text)) return [safe`${line} ${theme.faint(safe`(see above)`)}`];
    opened.add(part.text);
  }
  const [only] = part.parts;
  const names = part.kind === 'filter' || part.kind === 'member' ? new Set<string>() : opened;
  const joint = titled.has(part.kind) && only ? joints[only.kind] : undefined;
  const inner = joint && only && only.kind !== 'not' ? only.parts : part.parts;
  const below = inner.flatMap((child) => tree(child, theme, names, depth + 1));
  return [inner === part.parts ? line : safe`${line}: ${joint ?? safe``}`, ...below];
}

/** Nodes that are no more than a name for what is below them. */
const titled: ReadonlySet<TraceKind> = new Set(['selection', 'filter', 'member']);

function label(part: TraceNode, theme: Theme): Safe {
  const joint = joints[part.kind];
  if (joint) return joint;
  const text = theme.show(part.text, { max: longest });
  if (part.kind === 'filter') return safe`filter ${theme.strong(text)}`;
  if (titled.has(part.kind)) return theme.strong(text);
  const found = part.found.map((value) => theme.show(value, { max: 60, cut: 'middle' }));
  const shown = found.length === 0 ? safe`nothing` : join(found, safe`, `);
  const doubt =
    part.could === null ? safe`` : safe`, could be ${theme.show(part.could, { max: 60 })}`;
  return safe`${text}  ${theme.glyphs.arrow} ${theme.faint(safe`${startOf(shown, longest)}${doubt}`)}`;
}
