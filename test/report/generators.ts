import fc from 'fast-check';

/** What attackers put into names, logins and user agents; each would do harm if printed as it is. */
export const hostileTexts = [
  '\u001b[2J\u001b[1;1Hall clear',
  '\u001b]8;;https://evil.example\u0007okta.com\u001b]8;;\u0007',
  '\u001b]0;owned\u0007\u001bP1;2|x\u001b\\',
  '\u009b31mred\u0090dcs\u009c',
  'eve\n[OK] 0 findings\n',
  'eve\r\n::set-output name=findings::0',
  '::error file=a.js,line=1::forged',
  'x ##[add-mask]secret ##vso[task.setvariable variable=a]b',
  'ana\u202emoc.live\u2066@example.com\u2069',
  'a\u200bd\u200dm\u2060i\ufeffn',
  'tag\u{e0041}\u{e0042}\u{e007f} vs\u{e0100}\ufe0f',
  `zalgo${'\u0301'.repeat(1000)}`,
  'lone \ud800 and \udc00',
  'tab\there, nbsp\u00a0there, line\u2028para\u2029nel\u0085',
  '漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字 👩‍👩‍👧 🇫🇷',
  '__proto__',
  'DOMAIN\\login',
  '',
] as const;

/** Text that an attacker might choose: known attacks, any code units, and both mixed. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(...hostileTexts),
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.integer({ min: 0xd800, max: 0xdfff }).map((unit) => String.fromCharCode(unit)),
    ),
    { maxLength: 3 },
  )
  .map((parts) => parts.join(''));

/**
 * Whether a CI runner takes the line for a command: GitHub's (white space, `::name …::`, or
 * `##[name]` anywhere) or Azure's (`##vso[` anywhere). Written after their sources, not after ours.
 */
export function isRunnerCommand(line: string): boolean {
  const text = line.trimStart();
  const end = text.indexOf('::', 2);
  const name = text.slice(2, end).split(' ')[0] ?? '';
  const isCommand =
    text.startsWith('::') && end > 0 && /[g-z-]/i.test(name) && /^[a-z-]+$/i.test(name);
  return isCommand || line.includes('##[') || line.includes('##vso[');
}

/** Ranges named one by one, so that a wrong character class in the code does not pass its own test. */
const neverPrinted: readonly (readonly [number, number])[] = [
  [0x00, 0x1f],
  [0x7f, 0x9f],
  [0xa0, 0xa0],
  [0xad, 0xad],
  [0x034f, 0x034f],
  [0x061c, 0x061c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0x2800, 0x2800],
  [0x3164, 0x3164],
  [0xd800, 0xdfff],
  [0xe000, 0xf8ff],
  [0xfdd0, 0xfdef],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xfffb],
  [0xfffe, 0xffff],
  [0x1fffe, 0x1ffff],
  [0xe0000, 0xe0fff],
  [0xf0000, 0x10ffff],
];

const never = new RegExp(
  `[\\p{Cn}\\p{Cf}${neverPrinted.map((range) => range.map(inClass).join('-')).join('')}]`,
  'gu',
);

/** The characters of the text that no terminal should get. */
export function unprintable(text: string): readonly string[] {
  return text.match(never) ?? [];
}

function inClass(code: number): string {
  return `\\u{${code.toString(16)}}`;
}
