import { createEditDistance, type EditDistance } from './edit-distance.ts';

/** Longer names are compared by their beginnings; a login has 100 characters at most. */
const maxLength = 128;

/** The likeness of different names that look the same; no different names are more alike. */
export const lookAlike = 0.99;

/** The likeness of numbered names: a series is named on purpose. */
const series = 0.85;

/** Names less alike than this are not alike at all: 0. It saves nearly all of the work. */
export const leastSimilarity = 0.7;

/** A name, prepared for many comparisons. */
export interface Name {
  readonly whole: Shape;
  /** Of a login: the part before the last `@`, else the whole name. */
  readonly local: Shape;
  /** Of a login: the part after the last `@`. */
  readonly domain: Shape | undefined;
}

interface Shape {
  readonly text: string;
  /** The text without what the eye passes over. */
  readonly bones: string;
  /** Which letters occur, one bit for several of them. */
  readonly letters: number;
  /** Prepared when it is first asked for: of two names that are compared, one is enough. */
  edits: EditDistance | undefined;
}

/** Prepares a name. */
export function prepareName(name: string): Name {
  const text = name.slice(0, maxLength).toLowerCase();
  const at = text.lastIndexOf('@');
  if (at <= 0) {
    const whole = shapeOf(text);
    return { whole, local: whole, domain: undefined };
  }
  const [local, domain] = [shapeOf(text.slice(0, at)), shapeOf(text.slice(at + 1))];
  return { whole: shapeOf(text), local, domain };
}

/**
 * How alike two names look: 1 only for the same name, whatever its case; 0 below
 * {@link leastSimilarity} or `floor`.
 *
 * Letters that look alike count as the same (Cyrillic and Greek letters, digits for letters, `rn`
 * for `m`), and so do separators: `svc-backup` and `svc_backup` are 0.99. Else it is one less the
 * share of letters that differ; members of a numbered series are 0.85 at most. Of two logins in one
 * domain only the part before the `@` is compared, of one login in two domains only the domains;
 * else the domain would make everybody alike.
 */
export function similarity(a: Name, b: Name, floor = leastSimilarity): number {
  if (a.whole.text === b.whole.text) return 1;
  if (!a.domain || !b.domain || a.domain.text === b.domain.text) {
    return a.local.text === b.local.text ? 1 : compare(a.local, b.local, floor);
  }
  return a.local.text === b.local.text
    ? compare(a.domain, b.domain, floor)
    : compare(a.whole, b.whole, floor);
}

function compare(a: Shape, b: Shape, floor: number): number {
  if (a.text === b.text) return lookAlike;
  const [x, y] = [a.bones, b.bones];
  if (x === y) return lookAlike;
  const longer = Math.max(x.length, y.length);
  const most = Math.floor((1 - Math.max(floor, leastSimilarity)) * longer);
  if (Math.abs(x.length - y.length) > most || bitsOf(a.letters ^ b.letters) > most * 2) return 0;
  a.edits ??= createEditDistance(x);
  const distance = a.edits(y, most);
  if (distance > most) return 0;
  return Math.min(isSeries(a.text, b.text) ? series : lookAlike, 1 - distance / longer);
}

/** Whether two names differ in their numbers only, such as `svc_backup_06` and `svc_backup_07`. */
function isSeries(a: string, b: string): boolean {
  const [x, y] = [a.replace(/\d+/g, '#'), b.replace(/\d+/g, '#')];
  return x === y && x.includes('#');
}

function bitsOf(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function shapeOf(text: string): Shape {
  const bones = skeleton(text);
  let letters = 0;
  for (let at = 0; at < bones.length; at++) letters |= 1 << (bones.charCodeAt(at) & 31);
  return { text, bones, letters, edits: undefined };
}

/** Letters, and what they are taken for at a glance. */
const twins: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ['o', '0оοσօᴏøⲟ'],
    ['l', '1iі|ӏιıⅼ!łɩ'],
    ['a', 'аα@ɑ'],
    ['e', 'еε3ҽє'],
    ['s', '5ѕ$ꜱ'],
    ['c', 'сϲⅽς'],
    ['p', 'рρ'],
    ['x', 'хχ×'],
    ['y', 'уүγ'],
    ['b', 'ьвƅ'],
    ['n', 'пη'],
    ['h', 'һн'],
    ['k', 'кκ'],
    ['m', 'мɯ'],
    ['t', 'тτ'],
    ['v', 'νѵ'],
    ['w', 'ԝωш'],
    ['d', 'ԁⅾđ'],
    ['g', 'ɡԍ'],
    ['j', 'ј'],
    ['q', 'ԛ'],
    ['r', 'гᴦ'],
    ['u', 'υսµ'],
    ['z', 'ᴢ'],
  ].flatMap(([letter, others]) =>
    [...(others as string)].map((other) => [other, letter as string]),
  ),
);

/** What is left of a name when look-alike letters are one letter and separators and marks are gone. */
function skeleton(name: string): string {
  const bare = isAscii.test(name) ? name.replace(/[\s._\-+']/g, '') : withoutMarks(name);
  const letters = [...bare].map((letter) =>
    Object.hasOwn(twins, letter) ? twins[letter] : letter,
  );
  return letters.join('').replaceAll('rn', 'm').replaceAll('vv', 'w').replaceAll('cl', 'd');
}

/** Has no marks, and nothing that cannot be seen; most logins are such. */
const isAscii = /^[\x00-\x7f]*$/;

function withoutMarks(name: string): string {
  // Marks on the letters of Europe; in other scripts a mark makes another letter.
  const accents = /(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]\p{M}*)\p{M}/gu;
  return name
    .normalize('NFKD')
    .replace(accents, '')
    .normalize('NFC')
    .replace(/[\p{Cf}\s._\-+']/gu, '');
}
