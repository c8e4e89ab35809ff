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

/** What would run, load, restyle or break out of something if a page took it for markup. */
export const hostileMarkup = [
  '<script>window.pwned=1</script>',
  '</script><script>window.pwned=1</script>',
  '<img src=x onerror=window.pwned=1>',
  '<img src="https://evil.example/a.png">',
  '<svg onload=window.pwned=1><style>*{display:none}</style></svg>',
  '</title></style></textarea></svg><svg/onload=window.pwned=1>',
  '"><svg onload=window.pwned=1>',
  "'><svg onload=window.pwned=1>",
  '" onfocus="window.pwned=1" autofocus tabindex="1',
  "' onmouseover='window.pwned=1",
  '` onmouseover=window.pwned=1 x=`',
  'javascript:window.pwned=1',
  'JaVaScRiPt&colon;window.pwned=1',
  'data:text/html,<script>window.pwned=1</script>',
  'https://evil.example/"onclick="window.pwned=1',
  '<a href="javascript:window.pwned=1">x</a>',
  '<iframe src="https://evil.example/"></iframe>',
  '<link rel=stylesheet href=https://evil.example/a.css>',
  '<meta http-equiv=refresh content="0;url=https://evil.example/">',
  '<base href=https://evil.example/>',
  '<form action=https://evil.example/><button id=filters>x</button></form>',
  '<a id=filter-text></a><a id=filters name=value></a>',
  '</details></article></main></body></html>',
  '<!-- ',
  '--><b>',
  ']]><b>',
  '<![CDATA[',
  '<?xml version="1.0"?>',
  '&lt;b&gt;&amp;&#60;b&#62;&quot;&NewLine;&Tab;',
  '\0<\0script>\0',
  '<\u2028script>',
  '＜script＞＂＇',
  '\u05d0\u202e\u2066<b>\u2069\u202c',
  '<template><img src=x onerror=window.pwned=1></template>',
  '<math><mi xlink:href="javascript:window.pwned=1">',
  '{{constructor.constructor("window.pwned=1")()}}',
  '#{window.pwned=1}',
  '<\\/script>\\u003cscript\\u003e',
  'url(https://evil.example/)</style>',
  '__proto__',
] as const;
