import { editDistance } from '../rule/nearest.ts';

/** Longer names are compared by their beginnings; a login has 100 characters at most. */
const maxLength = 128;

/** The likeness of different names that look the same. */
const lookAlike = 0.99;

/**
 * How alike two names look, 0 to 1; 1 only for the same name, whatever its case.
 *
 * Letters that look alike count as the same (Cyrillic and Greek letters, digits for letters, `rn`
 * for `m`), and so do separators: `svc-backup`, `svc_backup` and `svc_bасkup` are 0.99. Of two logins
 * in one domain only the part before the `@` is compared, of one login in two domains only the
 * domains; else the domain would make everybody alike.
 */
export function likeness(a: string, b: string): number {
  const [first, second] = [
    a.slice(0, maxLength).toLowerCase(),
    b.slice(0, maxLength).toLowerCase(),
  ];
  if (first === second) return 1;
  const [left, right] = distinctParts(first, second);
  const [x, y] = [skeleton(left), skeleton(right)];
  if (x === y) return lookAlike;
  const longer = Math.max(x.length, y.length);
  if (Math.abs(x.length - y.length) > longer / 2) return 0;
  return Math.min(lookAlike, 1 - editDistance(x, y) / longer);
}

function distinctParts(a: string, b: string): readonly [string, string] {
  const [nameA, domainA] = partsOf(a);
  const [nameB, domainB] = partsOf(b);
  if (domainA === '' || domainB === '') return [nameA, nameB];
  if (domainA === domainB) return [nameA, nameB];
  return nameA === nameB ? [domainA, domainB] : [a, b];
}

function partsOf(login: string): readonly [string, string] {
  const at = login.lastIndexOf('@');
  return at > 0 ? [login.slice(0, at), login.slice(at + 1)] : [login, ''];
}

/** Letters, and what they are taken for at a glance. */
const twins: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ['o', '0оοσօᴏ'],
    ['l', '1iі|ӏιıⅼ!'],
    ['a', 'аα@ɑ'],
    ['e', 'еε3ҽє'],
    ['s', '5ѕ$ꜱ'],
    ['c', 'сϲⅽ'],
    ['p', 'рρ'],
    ['x', 'хχ×'],
    ['y', 'уүγ'],
    ['b', 'ьв8'],
    ['n', 'пη'],
    ['h', 'һн'],
    ['k', 'кκ'],
    ['m', 'м'],
    ['t', 'тτ7'],
    ['v', 'νѵ'],
    ['w', 'ԝωш'],
    ['d', 'ԁⅾ'],
    ['g', 'ɡԍ9'],
    ['j', 'ј'],
    ['q', 'ԛ'],
    ['r', 'гᴦ'],
    ['u', 'υսµ'],
    ['z', 'ᴢ2'],
  ].flatMap(([letter, others]) =>
    [...(others as string)].map((other) => [other, letter as string]),
  ),
);

/** What is left of a name when look-alike letters are one letter and separators and marks are gone. */
function skeleton(name: string): string {
  const bare = name.normalize('NFKD').replace(/[\p{M}\p{Cf}\s._\-+']/gu, '');
  const letters = [...bare].map((letter) =>
    Object.hasOwn(twins, letter) ? twins[letter] : letter,
  );
  return letters.join('').replaceAll('rn', 'm').replaceAll('vv', 'w').replaceAll('cl', 'd');
}
