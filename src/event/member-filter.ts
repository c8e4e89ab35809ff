import { isMessage, type Message, tell } from '../language/message.ts';
import { namesIn, splitPath } from './path-stretch.ts';

/** Which members of an array a path goes on with: what stands in a bracket of it. */
export type MemberFilter =
  /** The member at this place, from the end if negative. */
  | { readonly kind: 'place'; readonly place: number }
  /** The members that meet every condition. */
  | { readonly kind: 'conditions'; readonly conditions: readonly MemberCondition[] };

/** A field of a member, and the whole text that it must have, whatever its case. */
export interface MemberCondition {
  /** As it is written. */
  readonly field: string;
  /** As it is written, with its escapes. */
  readonly written: string;
  readonly text: string;
}

/**
 * Reads what stands in a bracket: `type=User`, `type=User,displayName=x`, `0`, `-1`. Undefined if it is
 * neither a place nor a condition; a sentence if it is a condition that nothing could meet as it is meant.
 */
export function parseMemberFilter(bracket: string): MemberFilter | Message | undefined {
  if (/^-?\d{1,9}$/.test(bracket)) return { kind: 'place', place: Number(bracket) + 0 };
  if (!bracket.includes('=')) return undefined;
  if (bracket.includes('|')) {
    return tell('detectionMistake.filterModifiers', { bracket });
  }
  const conditions: MemberCondition[] = [];
  for (const piece of piecesOf(bracket)) {
    const condition = parseCondition(piece, bracket);
    if (isMessage(condition)) return condition;
    conditions.push(condition);
  }
  return { kind: 'conditions', conditions };
}

/** What stands between commas. */
function piecesOf(bracket: string): readonly string[] {
  const pieces = [''];
  for (const [token] of bracket.matchAll(/(?:\\.|[^\\,])+|,/gs)) {
    if (token === ',') pieces.push('');
    else pieces[pieces.length - 1] += token;
  }
  return pieces;
}

function parseCondition(piece: string, bracket: string): MemberCondition | Message {
  const equals = piece.indexOf('=');
  const field = piece.slice(0, Math.max(equals, 0)).trim();
  const written = piece.slice(equals + 1).trim();
  if (equals < 0) {
    return tell('detectionMistake.filterComma', { bracket, piece: piece.trim() });
  }
  if (field === '' || written === '') {
    return tell('detectionMistake.filterEmpty', { bracket });
  }
  if (/[!<>~:^$*]$/.test(field) || written.startsWith('=')) {
    return tell('detectionMistake.filterOperator', { bracket });
  }
  if (/^(["']).*\1$/s.test(written)) {
    return tell('detectionMistake.filterQuotes', { bracket });
  }
  if (/(?:^|[^\\])(?:\\\\)*[*?]/s.test(written)) {
    return tell('detectionMistake.filterWildcard', { bracket });
  }
  return { field, written, text: written.replace(/\\([*?\\[\],])/g, '$1') };
}

/** A filter as a path has it. */
export function filterText(filter: MemberFilter): string {
  if (filter.kind === 'place') return `[${filter.place}]`;
  return `[${filter.conditions.map(({ field, written }) => `${field}=${written}`).join(',')}]`;
}

/** A stretch of a path that leads to values, and which members it goes on with, if not all. */
export interface FilteredStretch {
  readonly names: readonly string[];
  readonly filter: MemberFilter | undefined;
}

/** The stretches of a path to values. What is no path after all is taken as it is. */
export function stretchesOf(path: string): readonly FilteredStretch[] {
  const stretches = splitPath(path);
  const whole = [{ names: path.split('.'), filter: undefined }];
  if (isMessage(stretches)) return whole;
  const filtered: FilteredStretch[] = [];
  for (const { path: stretch, bracket } of stretches) {
    const filter = bracket === undefined ? undefined : parseMemberFilter(bracket);
    if (bracket !== undefined && (!filter || isMessage(filter))) return whole;
    const isSame = stretch === '.' && filtered.length > 0;
    filtered.push({ names: isSame ? [] : namesIn(stretch), filter: filter as MemberFilter });
  }
  return filtered;
}

/** The names on the way of a path, whichever members it goes on with. */
export function stepsOf(path: string): readonly string[] {
  return stretchesOf(path).flatMap(({ names }) => names);
}

/** Whether a path goes on with some members of an array only. */
export function isFiltered(path: string): boolean {
  return stretchesOf(path).some(({ filter }) => filter !== undefined);
}

/** The one key under which a record can have all that a path leads to. */
export function keyOf(path: string): string {
  return isFiltered(path) ? path : stepsOf(path).join('.');
}

/** Whether a path leads to members of an array as they are. */
export function endsInFilter(path: string): boolean {
  return stretchesOf(path).at(-1)?.filter !== undefined;
}

/** What a path reads of an event, each as names: the field, and those that its filters ask for. */
export function fieldsRead(path: string): readonly (readonly string[])[] {
  const way: string[] = [];
  const asked: (readonly string[])[] = [];
  for (const { names, filter } of stretchesOf(path)) {
    way.push(...names);
    if (filter?.kind !== 'conditions') continue;
    asked.push(
      ...filter.conditions.map(({ field }) => [...way, ...(field === '.' ? [] : namesIn(field))]),
    );
  }
  return [way, ...asked];
}
