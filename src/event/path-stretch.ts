import { type Message, tell } from '../language/message.ts';

/** A stretch of a path: dotted names up to a bracket or the end, and what stands in that bracket. */
export interface PathStretch {
  /** As it is written, so brackets of a name are `\[` and `\]`; `.` between two brackets. */
  readonly path: string;
  readonly bracket: string | undefined;
}

/** Arrays within arrays within arrays: beyond this it is a mistake or an attack. */
const maxBrackets = 8;

const token = /\\[[\]]|\[(?:\\.|[^\\[\]])*\]|[[\]]|[^[\]\\]+|\\/gs;

/** Splits a path at its brackets, or says in one sentence why it is no path. */
export function splitPath(text: string): readonly PathStretch[] | Message {
  if (!text.includes('[') && !text.includes(']')) return [{ path: text, bracket: undefined }];
  const stretches: PathStretch[] = [];
  let path = '';
  for (const [piece] of text.matchAll(token)) {
    if (piece === '[' || piece === ']') {
      return tell('detectionMistake.unmatchedBracket', { text, bracket: piece });
    }
    if (!piece.startsWith('[')) {
      path += piece;
      continue;
    }
    const stretch = stretches.length > 0 && path === '' ? '.' : inner(path, stretches);
    if (stretch === undefined || stretch === '') {
      return tell('detectionMistake.noArray', { text });
    }
    stretches.push({ path: stretch, bracket: piece.slice(1, -1) });
    path = '';
    if (stretches.length > maxBrackets)
      return tell('detectionMistake.tooManyBrackets', { text, most: maxBrackets });
  }
  if (path === '' && stretches.length > 0) return stretches;
  const last = inner(path, stretches);
  if (last === undefined) return tell('detectionMistake.dotAfterBracket', { text });
  return [...stretches, { path: last, bracket: undefined }];
}

/** A path after a bracket, without the dot between; undefined if there is none. */
function inner(path: string, before: readonly PathStretch[]): string | undefined {
  if (before.length === 0) return path;
  return path.startsWith('.') && path.length > 1 ? path.slice(1) : undefined;
}

/** The names in a stretch, one by one, brackets of a name as they are. */
export function namesIn(path: string): readonly string[] {
  const names = path.split('.');
  return path.includes('\\') ? names.map((name) => name.replace(/\\([[\]])/g, '$1')) : names;
}

/** A dotted path of names, as it is written. */
export function pathOf(names: readonly string[]): string {
  return names.map((name) => name.replace(/[[\]]/g, '\\$&')).join('.');
}
