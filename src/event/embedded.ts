import type { Opens } from './event-shape.ts';
import { isObject, type Json } from './json.ts';

/** What is nested deeper than this is no map that anybody wrote; the text of it stays text. */
export const maxNesting = 32;

/**
 * The map or list that a text stands for, or undefined if it is plain text.
 *
 * Okta writes some values as JSON (`logOnlySecurityData`, `tunnels`) and some as the text of a Java
 * map or list: `{New Device=POSITIVE, Velocity=NEGATIVE}`, at times with a class name in front
 * (`Risk{level=LOW}`), `[{name=a, level=HIGH}]`, or without its braces. Takes time in proportion to
 * the text. What has no end (`{level=HIGH`) was cut off, and stays text.
 */
export function parseEmbedded(text: string, opens: Opens = 'java'): Json | undefined {
  if (opens === 'none') return undefined;
  const last = text.charCodeAt(text.length - 1);
  // Most texts are no map, and are told by their end; of the others many come again, and are asked for in several ways.
  if (opens !== 'bare' && last > 0x20 && last < 0x80 && last !== 0x7d && last !== 0x5d)
    return undefined;
  return text.length > longestKept ? parseBody(text.trim(), opens) : remembered(text, opens);
}

/** So many texts are kept with what they stand for, and none that is longer. */
const mostKept = 256;
const longestKept = 2_048;
const kept: { readonly [O in Opens]: Map<string, Json | undefined> } = {
  none: new Map(),
  json: new Map(),
  java: new Map(),
  bare: new Map(),
};

function remembered(text: string, opens: Opens): Json | undefined {
  const known = kept[opens];
  const value = known.get(text);
  if (value !== undefined || known.has(text)) return value;
  if (known.size === mostKept) known.clear();
  const parsed = parseBody(text.trim(), opens);
  known.set(text, parsed);
  return parsed;
}

function parseBody(body: string, opens: Opens): Json | undefined {
  if (body.endsWith('}') || body.endsWith(']')) {
    const json = body[0] === '{' || body[0] === '[' ? parseJson(body) : undefined;
    if (json !== undefined || opens === 'json') return json;
    const whole = parseGroup(createReader(body, true), 0);
    if (whole?.end === body.length) return whole.value;
  }
  if (opens !== 'bare' || !/^\w[\w .:-]*=/.test(body)) return undefined;
  return parseEntries(createReader(body, false), 0, body.length, false);
}

function parseJson(text: string): Json | undefined {
  // A parser would take its time over what is thrown away afterwards.
  if (nestsDeeper(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return value as Json;
  } catch {
    return undefined;
  }
}

/** Whether a text of JSON has more brackets within each other than anybody writes. */
function nestsDeeper(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text.charCodeAt(at);
    if (sign === 0x22) at = endOfString(text, at + 1);
    else if (sign === 0x7b || sign === 0x5b) depth++;
    else if (sign === 0x7d || sign === 0x5d) depth--;
    if (depth > maxNesting) return true;
  }
  return false;
}

function endOfString(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}

/** Whether maps and lists are nested deeper than so many levels. */
export function isDeeper(value: Json, levels: number): boolean {
  if (!isObject(value) && !Array.isArray(value)) return false;
  if (levels === 0) return true;
  for (const inner of Object.values(value)) if (isDeeper(inner as Json, levels - 1)) return true;
  return false;
}

/** The text of a Java map or list, and for each opening bracket of it where its other half stands. */
interface Reader {
  readonly text: string;
  readonly closing: ReadonlyMap<number, number>;
  /** What was read at an opening bracket: a group that is none after all may be met again. */
  readonly groups: Map<number, Group | undefined>;
}

interface Group {
  readonly value: Json;
  /** Where what follows it begins. */
  readonly end: number;
}

/**
 * Pairs brackets; those without another half are plain. Whoever writes a value must not hide what stands
 * behind it: if too many are open at once, or the value of a map has taken the map's last bracket for
 * its own, only the outermost count.
 */
function createReader(text: string, isWhole: boolean): Reader {
  const reader = (closing: ReadonlyMap<number, number>): Reader => {
    return { text, closing, groups: new Map() };
  };
  const first = text.search(/[{[]/);
  const isPair = text.endsWith(text[first] === '{' ? '}' : ']');
  const outermost = new Map(isWhole && first >= 0 && isPair ? [[first, text.length - 1]] : []);
  const closing = new Map<number, number>();
  const open: number[] = [];
  const waiting = { '{': 0, '[': 0 };
  for (const { 0: sign, index } of text.matchAll(/[{}[\]]/g)) {
    if (sign === '{' || sign === '[') {
      open.push(index);
      waiting[sign]++;
      if (open.length > maxNesting) return reader(outermost);
      continue;
    }
    const half = sign === '}' ? '{' : '[';
    while (waiting[half] > 0) {
      const at = open.pop() as number;
      const other = text[at] as '{' | '[';
      waiting[other]--;
      if (other !== half) continue;
      closing.set(at, index);
      break;
    }
  }
  const end = closing.get(first);
  const isTaken = end === undefined || (text[first] === '{' && end < text.length - 1);
  return reader(outermost.size > 0 && isTaken ? outermost : closing);
}

const className = /\w*\{/y;

/** The map or list that begins here, perhaps with a class name in front. */
function parseGroup(reader: Reader, at: number): Group | undefined {
  const { text, closing, groups } = reader;
  className.lastIndex = at;
  const open = text[at] === '[' ? at : className.test(text) ? className.lastIndex - 1 : -1;
  const close = closing.get(open);
  if (close === undefined) return undefined;
  if (groups.has(open)) return groups.get(open);
  const value =
    text[open] === '['
      ? parseMembers(reader, open + 1, close)
      : parseEntries(reader, open + 1, close, at > 0);
  const group = value === undefined ? undefined : { value, end: close + 1 };
  groups.set(open, group);
  return group;
}

const separator = ', ';

/** The value that begins here: a group, or what stands before the next separator. */
function parseValue(reader: Reader, at: number, end: number): Group {
  const { text } = reader;
  const group = parseGroup(reader, at);
  if (group && (group.end === end || text.startsWith(separator, group.end))) return group;
  const stop = endOfPiece(text, at, end);
  return { value: text.slice(at, stop), end: stop };
}

function endOfPiece(text: string, at: number, end: number): number {
  const next = text.indexOf(separator, at);
  return next < 0 || next > end ? end : next;
}

function parseMembers(reader: Reader, from: number, end: number): Json {
  const members: Json[] = [];
  for (let at = from; at < end; ) {
    const { value, end: stop } = parseValue(reader, at, end);
    members.push(value);
    at = stop + separator.length;
  }
  return members;
}

/**
 * The entries of a map; undefined without any. A piece without `=` belongs to the value before it,
 * since values may hold commas: `{reasons=Anomalous Location, Anomalous Device, level=HIGH}`. A key
 * that is given twice has both values. An inner map must begin with a key.
 */
function parseEntries(
  reader: Reader,
  from: number,
  end: number,
  isInner: boolean,
): Json | undefined {
  const { text } = reader;
  if (text.slice(from, end).trim() === '') return {};
  const entries = new Map<string, Json[]>();
  let last: Json[] | undefined;
  let equals = -1;
  for (let at = from; at < end; ) {
    const stop = endOfPiece(text, at, end);
    if (equals < at) equals = text.indexOf('=', at);
    if (equals < 0) equals = text.length;
    if (equals > at && equals < stop) {
      const key = text.slice(at, equals);
      const isSpaced = key.endsWith(' ') && text[equals + 1] === ' ';
      const { value, end: behind } = parseValue(reader, equals + (isSpaced ? 2 : 1), end);
      last = entries.get(key.trim()) ?? [];
      last.push(value);
      entries.set(key.trim(), last);
      at = behind + separator.length;
      continue;
    }
    if (last === undefined && isInner) return undefined;
    const before = last?.at(-1);
    if (typeof before === 'string') {
      (last as Json[])[(last as Json[]).length - 1] = before + separator + text.slice(at, stop);
    }
    at = stop + separator.length;
  }
  if (entries.size === 0) return undefined;
  return Object.fromEntries(
    [...entries].map(([key, values]) => [key, values.length === 1 ? (values[0] as Json) : values]),
  );
}
