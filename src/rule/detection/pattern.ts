import { type Message, tell } from '../../language/message.ts';
import { dashes, type Pattern, type PatternPart, type TextShape } from '../expression.ts';
import { encode } from './value-encoding.ts';

/** Text is compared whole, whatever its case. */
export const wholeText: TextShape = {
  openStart: false,
  openEnd: false,
  cased: false,
  dashes: false,
  encodings: [],
};

/** A text that is encoded is written out with every dash in its place; beyond this it is refused. */
const maxVariants = 625;

/** Parses Sigma text to a pattern; `shape` must have no encodings. */
export function parsePattern(text: string, shape: TextShape): Pattern {
  return patternOf(parseParts(text), shape);
}

/** The text itself, with no wildcards in it; for values that come from lists. */
export function literalPattern(text: string, shape: TextShape): Pattern {
  return patternOf(text === '' ? [] : [{ kind: 'text', text }], shape);
}

/**
 * Reads Sigma text (specification 2.1, "Escaping"): `*` is any run of characters, `?` any one
 * character; a backslash takes the meaning from `*`, `?` or another backslash and is itself before
 * anything else.
 */
export function parseParts(text: string): PatternPart[] {
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
  return parts;
}

/** The patterns that a text becomes under a shape, or why it can become none. */
export function patternsOf(parts: readonly PatternPart[], shape: TextShape): Pattern[] | Message {
  if (shape.encodings.length === 0) return [patternOf(parts, shape)];
  const encoding = shape.encodings.at(-1) as string;
  if (parts.some(({ kind }) => kind !== 'text')) {
    return tell('detectionMistake.wildcardEncoded', { encoding });
  }
  const text = parts.map((part) => (part.kind === 'text' ? part.text : '')).join('');
  const texts = shape.dashes ? withEachDash(text) : [text];
  if (!texts) return tell('detectionMistake.manyDashes', { encoding });
  const encoded = texts.map((one) => encode(one, shape.encodings));
  if (encoded.includes(undefined)) return tell('detectionMistake.shortForOffset');
  const plain = { ...shape, dashes: false };
  return encoded.flatMap((some) => some ?? []).map((one) => literalPattern(one, plain));
}

function patternOf(parts: readonly PatternPart[], shape: TextShape): Pattern {
  const run: PatternPart = { kind: 'run' };
  const opened = shape.dashes ? parts.flatMap(splitDashes) : [...parts];
  if (shape.openStart && opened[0]?.kind !== 'run') opened.unshift(run);
  if (shape.openEnd && opened.at(-1)?.kind !== 'run') opened.push(run);
  return { kind: 'pattern', parts: opened, cased: shape.cased };
}

const dash = new RegExp(`([${dashes.replace('/', '\\/')}])`);

function splitDashes(part: PatternPart): PatternPart[] {
  if (part.kind !== 'text') return [part];
  const pieces = part.text.split(dash).filter((piece) => piece !== '');
  return pieces.map((text) => (dash.test(text) ? { kind: 'dash' } : { kind: 'text', text }));
}

/** A text with every dash in the place of each, itself first; undefined if these are too many. */
function withEachDash(text: string): string[] | undefined {
  const pieces = text.split(dash);
  if (dashes.length ** ((pieces.length - 1) / 2) > maxVariants) return undefined;
  let texts = [''];
  for (const piece of pieces) {
    const ways = dash.test(piece) ? [piece, ...dashes.replace(piece, '')] : [piece];
    texts = texts.flatMap((start) => ways.map((way) => start + way));
  }
  return texts;
}
