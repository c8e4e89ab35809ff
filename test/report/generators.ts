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
