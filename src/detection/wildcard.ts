import { dashes, type PatternPart } from '../rule/expression.ts';

type Segment = readonly PatternPart[];

/**
 * Prepares a pattern for text that already has the pattern's case. Wildcards match over line
 * breaks, and `?` is one code point. Takes time in proportion to text times pattern at worst.
 */
export function compilePattern(parts: readonly PatternPart[]): (text: string) => boolean {
  const [first, second, third] = parts;
  if (!first) return (text) => text === '';
  if (parts.every((part) => part.kind === 'run')) return () => true;
  if (first.kind === 'text' && !second) return (text) => text === first.text;
  if (first.kind === 'text' && second?.kind === 'run' && !third) {
    return (text) => text.startsWith(first.text);
  }
  if (first.kind === 'run' && second?.kind === 'text' && !third) {
    return (text) => text.endsWith(second.text);
  }
  if (
    first.kind === 'run' &&
    second?.kind === 'text' &&
    third?.kind === 'run' &&
    parts.length === 3
  ) {
    return (text) => text.includes(second.text);
  }
  return general(parts);
}

function general(parts: readonly PatternPart[]): (text: string) => boolean {
  const segments = split(parts);
  const openStart = parts[0]?.kind === 'run';
  const openEnd = parts.at(-1)?.kind === 'run';
  return (text) => {
    let at = 0;
    for (const [index, segment] of segments.entries()) {
      const fixed = index === 0 && !openStart;
      const last = index === segments.length - 1 && !openEnd;
      const end = last ? matchAtEnd(segment, text, at, fixed) : find(segment, text, at, fixed);
      if (end === undefined) return false;
      at = end;
    }
    return true;
  };
}

/** The stretches between runs. */
function split(parts: readonly PatternPart[]): Segment[] {
  const segments: PatternPart[][] = [[]];
  for (const part of parts) {
    if (part.kind === 'run') segments.push([]);
    else segments.at(-1)?.push(part);
  }
  return segments.filter((segment) => segment.length > 0);
}

/** Where the leftmost match at or after `from` ends. */
function find(segment: Segment, text: string, from: number, fixed: boolean): number | undefined {
  for (let at = from; at <= text.length; at++) {
    const end = matchAt(segment, text, at);
    if (end !== undefined) return end;
    if (fixed) return undefined;
  }
  return undefined;
}

/** Whether a match at or after `from` ends where the text does. */
function matchAtEnd(
  segment: Segment,
  text: string,
  from: number,
  fixed: boolean,
): number | undefined {
  for (let at = from; at <= text.length; at++) {
    if (matchAt(segment, text, at) === text.length) return text.length;
    if (fixed) return undefined;
  }
  return undefined;
}

function matchAt(segment: Segment, text: string, from: number): number | undefined {
  let at = from;
  for (const part of segment) {
    if (part.kind === 'text') {
      if (!text.startsWith(part.text, at)) return undefined;
      at += part.text.length;
    } else if (part.kind === 'dash') {
      const sign = text[at];
      if (sign === undefined || !dashes.includes(sign)) return undefined;
      at++;
    } else {
      const code = text.codePointAt(at);
      if (code === undefined) return undefined;
      at += code > 0xffff ? 2 : 1;
    }
  }
  return at;
}
