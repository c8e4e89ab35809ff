import { isMessage, type Message, tell } from '../../language/message.ts';
import type { ExpectedValue, PatternPart, PlaceholderPart } from '../expression.ts';
import type { Lists } from '../rule.ts';
import { parseAddress, parseNetwork } from './network.ts';
import { patternsOf } from './pattern.ts';

type ListWanted = Extract<ExpectedValue, { kind: 'list' }>;

/** Lists in one value multiply; beyond so many texts a list of the texts themselves is meant. */
const maxTexts = 100_000;

/** Every text that a template stands for, one per combination of members of its lists. */
export function expandPlaceholders(
  template: readonly PlaceholderPart[],
  lists: Lists,
): readonly (readonly PatternPart[])[] {
  let texts: (readonly PatternPart[])[] = [[]];
  for (const part of template) {
    const ways: readonly PatternPart[] =
      part.kind === 'list'
        ? (lists.get(part.name) ?? []).map((text) => ({ kind: 'text', text }))
        : [part];
    texts = texts.flatMap((start) => ways.map((way) => join(start, way)));
  }
  return texts;
}

/** Texts in a row are one, and an empty one is none. */
function join(start: readonly PatternPart[], part: PatternPart): readonly PatternPart[] {
  const last = start.at(-1);
  if (part.kind !== 'text') return [...start, part];
  if (part.text === '') return start;
  if (last?.kind !== 'text') return [...start, part];
  return [...start.slice(0, -1), { kind: 'text', text: last.text + part.text }];
}

/** The text of parts without wildcards; undefined with any. */
export function plainText(parts: readonly PatternPart[]): string | undefined {
  const [only, ...others] = parts;
  if (!only) return '';
  return only.kind === 'text' && others.length === 0 ? only.text : undefined;
}

/** Why the lists that a value names cannot stand in it, in one sentence. */
export function flawOfLists(
  { template, networks, shape }: ListWanted,
  lists: Lists,
): Message | undefined {
  const sizes = template.map((part) =>
    part.kind === 'list' ? (lists.get(part.name)?.length ?? 0) : 1,
  );
  const count = sizes.reduce((product, size) => product * size, 1);
  if (count > maxTexts)
    return tell('detectionMistake.listsTooLong', { count: String(count), most: String(maxTexts) });
  if (!networks && shape.encodings.length === 0) return undefined;
  for (const parts of expandPlaceholders(template, lists)) {
    const text = plainText(parts) ?? '*';
    if (networks && !parseNetwork(text) && !parseAddress(text)) {
      return tell('detectionMistake.listedNoAddress', { text });
    }
    const patterns = networks ? [] : patternsOf(parts, shape);
    if (isMessage(patterns)) return tell('detectionMistake.listedText', { text, what: patterns });
  }
  return undefined;
}
