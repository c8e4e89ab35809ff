import type { TraceKind, TraceNode, VerdictName } from '../../explain/explanation.ts';
import { type Message, toldIn } from '../../language/message.ts';
import { join, type Safe, safe, startOf } from '../text/escape.ts';
import type { Theme } from '../text/theme.ts';

/** Longest quotation of a value in one line, in columns. */
export const longest = 120;

/** The mark of a verdict. */
export function sign(verdict: VerdictName, { glyphs }: Theme): Safe {
  if (verdict === 'undecided') return safe`?`;
  return verdict === 'yes' ? glyphs.success : glyphs.failure;
}

const joints = {
  and: 'explanation.allOf',
  or: 'explanation.anyOf',
  not: 'explanation.not',
} as const;

function jointOf(kind: TraceKind, theme: Theme): Safe | undefined {
  return kind in joints ? theme.say(joints[kind as keyof typeof joints]) : undefined;
}

/**
 * A node and what is below it. A selection or a rule that was expanded before is only named; the
 * selections of a filter, of a rule and of a block are others, though they may have the same names.
 */
export function tree(
  part: TraceNode,
  theme: Theme,
  opened = nothingOpened(),
  depth = 1,
): readonly Safe[] {
  const line = safe`${'  '.repeat(depth) as Safe}${sign(part.verdict, theme)} ${label(part, theme)}`;
  const seen = part.kind === 'matches' ? opened.rules : opened.selections;
  if (part.kind === 'selection' || part.kind === 'matches') {
    if (seen.has(part.text)) return [safe`${line} ${theme.faint(theme.say('explanation.above'))}`];
    seen.add(part.text);
  }
  const [only] = part.parts;
  const names = fenced.has(part.kind) ? { ...opened, selections: new Set<string>() } : opened;
  const joint = titled.has(part.kind) && only ? jointOf(only.kind, theme) : undefined;
  const inner = joint && only && only.kind !== 'not' ? only.parts : part.parts;
  const below = inner.flatMap((child) => tree(child, theme, names, depth + 1));
  return [inner === part.parts ? line : safe`${line}: ${joint ?? safe``}`, ...below];
}

/** What was expanded so far, by name. */
export interface Opened {
  readonly selections: Set<string>;
  readonly rules: Set<string>;
}

export function nothingOpened(): Opened {
  return { selections: new Set(), rules: new Set() };
}

/** Nodes with selections of their own. */
const fenced: ReadonlySet<TraceKind> = new Set(['filter', 'matches', 'member']);

/** Nodes that are no more than a name for what is below them. */
const titled: ReadonlySet<TraceKind> = new Set(['selection', ...fenced]);

function label(part: TraceNode, theme: Theme): Safe {
  const joint = jointOf(part.kind, theme);
  if (joint) return joint;
  const { told } = part;
  const said = (words: Message | string): string =>
    typeof words === 'string' ? words : toldIn(theme.language, words);
  const text = theme.show(said(told?.text ?? part.text), { max: longest });
  if (part.kind === 'filter') return theme.say('explanation.filter', { name: theme.strong(text) });
  if (part.kind === 'matches') return theme.say('explanation.rule', { name: theme.strong(text) });
  if (titled.has(part.kind)) return theme.strong(text);
  const found = (told?.found ?? part.found).map((value) =>
    theme.show(said(value), { max: 60, cut: 'middle' }),
  );
  const shown = found.length === 0 ? theme.say('verdict.nothing') : join(found, safe`, `);
  const doubt = couldText('explanation.orCould', told?.could ?? null, theme);
  return safe`${text}  ${theme.glyphs.arrow} ${theme.faint(safe`${startOf(shown, longest)}${doubt}`)}`;
}

/** What missing events could make of what was found; nothing if nothing else. */
export function couldText(
  name: 'explanation.couldBe' | 'explanation.orCould',
  told: Message | null,
  theme: Theme,
): Safe {
  if (told === null) return safe``;
  return theme.say(name, { could: theme.show(toldIn(theme.language, told), { max: 60 }) });
}
