import { BlockList, isIP, isIPv6 } from 'node:net';
import { numberOf } from '../../src/detection/matcher.ts';
import type { Json, JsonObject } from '../../src/event/json.ts';
import { partsOf } from '../event/part-oracle.ts';

/**
 * The detection language in plain words: reads a selection as it stands in the rule, without
 * preparing anything. Written from the specification and rules/README.md, to be compared with what
 * the engine does.
 */
export function selected(selection: Json, node: Given, lists: Members): boolean {
  if (Array.isArray(selection)) {
    const words = selection.every((item) => typeof item !== 'object');
    if (words) return selection.some((word) => occurs(word, [], node, lists));
    return selection.some((item: Json) => selected(item, node, lists));
  }
  if (typeof selection !== 'object') return occurs(selection, [], node, lists);
  return Object.entries(selection as JsonObject).every(([key, value]) => {
    const [path = '', ...modifiers] = key.split('|');
    if (path === '') {
      const found = (word: Json): boolean => occurs(word, modifiers, node, lists);
      return modifiers.includes('all') ? listOf(value).every(found) : listOf(value).some(found);
    }
    if (path.includes('=')) return field(path, modifiers, listOf(value), node, lists);
    return entry(path.split(/\[([^\]]*)\]/), modifiers, value, node, lists);
  });
}

export type Members = ReadonlyMap<string, readonly string[]>;

/** An event or a member; undefined is the member that an array does not have. */
type Given = Json | undefined;

function listOf(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : [value];
}

/** `parts` are paths, and between them what stood in brackets. */
function entry(
  [path = '', bracket, ...rest]: readonly string[],
  modifiers: readonly string[],
  value: Json,
  node: Given,
  lists: Members,
): boolean {
  if (bracket === undefined) return field(path, modifiers, listOf(value), node, lists);
  const holds = (member: Given): boolean => {
    const after = (rest[0] ?? '').replace(/^\./, '');
    if (rest.length > 1)
      return entry([after || '.', ...rest.slice(1)], modifiers, value, member, lists);
    if (after !== '') return field(after, modifiers, listOf(value), member, lists);
    const isBlock = listOf(value).some((item) => typeof item === 'object' && item !== null);
    return isBlock
      ? block(value, member, lists)
      : field('.', modifiers, listOf(value), member, lists);
  };
  const arrays = rawAt(node, stepsOf(path))
    .filter((array) => array !== null)
    .map(listOf);
  const members = arrays.flat();
  if (bracket === 'any') return members.filter(holds).length > 0;
  if (bracket === 'none') return members.filter(holds).length === 0;
  if (bracket === 'all')
    return members.length > 0 && members.filter(holds).length === members.length;
  if (bracket === 'all_or_empty') return members.filter(holds).length === members.length;
  const place = Number(bracket);
  const picked = arrays.map((array) => array[place < 0 ? array.length + place : place]);
  return picked.length === 0 ? holds(undefined) : picked.filter(holds).length > 0;
}

/** A selection, or selections and a condition: here only `a and not b`. */
function block(value: Json, member: Given, lists: Members): boolean {
  const map = value as JsonObject;
  if (Array.isArray(value) || !Object.hasOwn(map, 'condition')) {
    return selected(value, member, lists);
  }
  return selected(map['a'] as Json, member, lists) && !selected(map['b'] as Json, member, lists);
}

/** The part of the field that is asked for, if one is. */
export function partIn(modifiers: readonly string[]): string | undefined {
  return modifiers.find((name) => parts.has(name.replace(/@.*/, '')));
}

const parts: ReadonlySet<string> = new Set([
  'minute',
  'hour',
  'daypart',
  'day',
  'weekday',
  'week',
  'month',
  'year',
  'domain',
  'user',
]);

function stepsOf(path: string): readonly string[] {
  return path === '.' ? [] : path.split('.');
}

/** What stands at a path; arrays on the way fan out, one at its end does not. */
export function rawAt(value: Given, steps: readonly string[]): readonly Json[] {
  if (value === undefined) return [];
  const [step, ...rest] = steps;
  if (step === undefined) return [value];
  if (Array.isArray(value)) return value.flatMap((item: Json) => rawAt(item, steps));
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return [];
  return rawAt((value as JsonObject)[step], rest);
}

export function valuesAt(value: Given, path: string): readonly Json[] {
  const [base = '', part] = path.split('|');
  if (part !== undefined) return valuesAt(value, base).flatMap((one) => partsOf(one, part));
  return foundAt(value, path).flatMap((found) =>
    Array.isArray(found) ? (found as Json[]).flat(9) : [found],
  ) as readonly Json[];
}

/** What stands at a path, with the members alone that fit what stands in its brackets. */
export function foundAt(value: Given, path: string): readonly Json[] {
  const [, array = '', bracket = '', rest = ''] = /^([^[]*)\[([^\]]*)\]\.?(.*)$/.exec(path) ?? [];
  if (array === '') return rawAt(value, stepsOf(path));
  const arrays = rawAt(value, stepsOf(array))
    .filter((found) => found !== null)
    .map(listOf);
  const place = Number(bracket);
  const chosen = bracket.includes('=')
    ? arrays.flat().filter((member) => bracket.split(',').every((asked) => fits(member, asked)))
    : arrays.flatMap((members) => members.slice(place, place === -1 ? undefined : place + 1));
  return rest === '' ? chosen : chosen.flatMap((member) => foundAt(member, rest));
}

function fits(member: Json, asked: string): boolean {
  const [name = '', text = ''] = asked.toLowerCase().split('=');
  const texts = valuesAt(member, name).filter((one) => typeof one !== 'object');
  return texts.some((one) => String(one).toLowerCase() === text);
}

function field(
  path: string,
  modifiers: readonly string[],
  wanted: readonly Json[],
  node: Given,
  lists: Members,
): boolean {
  const has = (name: string): boolean => modifiers.includes(name);
  const part = partIn(modifiers);
  const given = valuesAt(node, part === undefined ? path : `${path}|${part}`);
  if (has('exists')) return (part ? given : foundAt(node, path)).length > 0 === wanted[0];
  const isThere = (values: readonly Json[]): boolean => values.some((value) => value !== null);
  const referred = (name: Json): readonly Json[] => valuesAt(node, String(name));
  const isMet = (one: Json): boolean => {
    if (one === null) return !isThere(given);
    if (has('fieldref')) {
      return given.some((value) => referred(one).some((other) => refers(value, other, modifiers)));
    }
    return given.some((value) => meets(value, one, modifiers, lists));
  };
  const asked = has('neq') ? wanted.filter((one) => one !== null) : wanted;
  const met = has('all') ? asked.every(isMet) : asked.some(isMet);
  if (!has('neq')) return met;
  if (has('fieldref') && !wanted.every((name) => isThere(referred(name)))) return false;
  return isThere(given) && !met;
}

function refers(value: Json, other: Json, modifiers: readonly string[]): boolean {
  const [a, b] = [value, other].map((one) => {
    if (one === null || typeof one === 'object') return undefined;
    return modifiers.includes('cased') ? String(one) : String(one).toLowerCase();
  });
  if (a === undefined || b === undefined) return false;
  if (modifiers.includes('contains')) return a.includes(b);
  if (modifiers.includes('startswith')) return a.slice(0, b.length) === b;
  if (modifiers.includes('endswith')) return b === '' || a.slice(-b.length) === b;
  return a === b;
}

/** One value against one wanted value. */
function meets(value: Json, wanted: Json, modifiers: readonly string[], lists: Members): boolean {
  if (value === null) return false;
  const order = modifiers.find((name) => Object.hasOwn(orders, name));
  if (order !== undefined) {
    const number = numberOf(value);
    return number !== undefined && orders[order as 'gt'](number, wanted as number);
  }
  if (modifiers.includes('cidr')) {
    const networks = modifiers.includes('expand')
      ? expand(String(wanted), lists)
      : [String(wanted)];
    return networks.some((network) => within(value, network));
  }
  if (modifiers.includes('re')) {
    return typeof value !== 'object' && regular(String(wanted), modifiers).test(String(value));
  }
  const texts = modifiers.includes('expand')
    ? expand(String(wanted), lists, (member) => member.replace(/[*?\\]/g, '\\$&'))
    : [String(wanted)];
  return texts.some((text) => {
    if (typeof value === 'object') return isStars(text, modifiers);
    const listed = modifiers.includes('expand') && within(value, text);
    return listed || pattern(text, modifiers).test(String(value));
  });
}

/** What asks for nothing but presence is met by an object, which has no text. */
function isStars(wanted: string, modifiers: readonly string[]): boolean {
  if (modifiers.some((name) => /^(wide|utf16|base64)/.test(name))) return false;
  const open = modifiers.some((name) => ['contains', 'startswith', 'endswith'].includes(name));
  return (open ? /^\**$/ : /^\*+$/).test(wanted);
}

const orders = {
  gt: (a: number, b: number): boolean => a > b,
  gte: (a: number, b: number): boolean => a >= b,
  lt: (a: number, b: number): boolean => a < b,
  lte: (a: number, b: number): boolean => a <= b,
};

/** A keyword: somewhere in a value of the event, at any depth. */
function occurs(word: Json, modifiers: readonly string[], node: Given, lists: Members): boolean {
  if (node === undefined || node === null) return false;
  if (typeof node === 'object') {
    return Object.values(node).some((inner) => occurs(word, modifiers, inner as Json, lists));
  }
  return meets(
    node,
    word,
    modifiers.includes('re') ? modifiers : [...modifiers, 'contains'],
    lists,
  );
}

function expand(text: string, lists: Members, protect = (member: string) => member): string[] {
  const found = /%(\w+)%/.exec(text);
  if (!found) return [text];
  const members = lists.get(found[1] as string) ?? [];
  return members.flatMap((member) =>
    expand(
      text.replace(found[0], () => protect(member)),
      lists,
      protect,
    ),
  );
}

function within(value: Json, network: string): boolean {
  const [base = '', length = isIPv6(network) ? '128' : '32'] = network.split('/');
  if (typeof value !== 'string' || !isIP(value) || !isIP(base) || !/^\d+$/.test(length))
    return false;
  const kind = (address: string) => (isIPv6(address) ? 'ipv6' : 'ipv4');
  const list = new BlockList();
  list.addSubnet(base, Number(length), kind(base));
  return list.check(value, kind(value));
}

function regular(source: string, modifiers: readonly string[]): RegExp {
  const long: Readonly<Record<string, string>> = { ignorecase: 'i', multiline: 'm', dotall: 's' };
  const flags = modifiers.map((name) => long[name] ?? name);
  const picked = ['i', 'm', 's'].filter((flag) => flags.includes(flag)).join('');
  const starts = modifiers.includes('startswith') ? '(?<![^])' : '';
  const ends = modifiers.includes('endswith') ? '(?![^])' : '';
  return new RegExp(`${starts}(?:${source})${ends}`, `u${picked}`);
}

/** The specification's pattern as a regular expression, written from its section on escaping. */
function pattern(text: string, modifiers: readonly string[]): RegExp {
  const has = (name: string): boolean => modifiers.includes(name);
  const body = text.replace(/\\[*?\\]|[\s\S]/gu, (sign) => {
    if (sign === '*') return '[^]*';
    if (sign === '?') return '[^]';
    const plain = sign.length === 2 && sign.startsWith('\\') ? sign.slice(1) : sign;
    if (has('windash') && /[-/\u2013-\u2015]/.test(plain)) return '[-/\u2013\u2014\u2015]';
    return plain.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
  });
  const encoded = modifiers.some((name) => /^(wide|utf16|base64)/.test(name));
  const plain = encoded ? encodings(text.replace(/\\([*?\\])/g, '$1'), modifiers) : [];
  const ways = encoded ? plain.map((one) => one.replace(/[^a-z0-9]/gi, escaped)) : [body];
  const before = has('contains') || has('endswith') ? '[^]*' : '';
  const after = has('contains') || has('startswith') ? '[^]*' : '';
  return new RegExp(`^${before}(?:${ways.join('|')})${after}$`, has('cased') ? 'u' : 'iu');
}

function escaped(sign: string): string {
  return `\\u{${sign.charCodeAt(0).toString(16)}}`;
}

function encodings(text: string, modifiers: readonly string[]): readonly string[] {
  const has = (name: string): boolean => modifiers.includes(name);
  const low = Buffer.from(has('utf16') ? `\ufeff${text}` : text, 'utf16le');
  const wide = has('wide') || has('utf16le') || has('utf16');
  const bytes = has('utf16be') ? low.swap16() : wide ? low : Buffer.from(text);
  if (has('base64')) return [bytes.toString('base64')];
  if (!has('base64offset')) return [bytes.toString('latin1')];
  return [0, 1, 2].map((shift) => {
    // What stays the same whatever stands before and after.
    const written = [0, 0x55, 0xaa, 0xff].map((byte) =>
      Buffer.concat([Buffer.alloc(shift, byte), bytes, Buffer.alloc(3, byte)]).toString('base64'),
    );
    const [first = ''] = written;
    const same = [...first].filter((sign, at) => written.every((other) => other[at] === sign));
    return same.join('').replace(/=/g, '');
  });
}
