import { expect, test } from 'vitest';
import { commandText } from '../../../src/cli/terminal/command-text.ts';

test.each<[string, readonly string[], string | undefined]>([
  ['linux', ['scan', 'a.ndjson', '--since', '7d'], 'oktahunt scan a.ndjson --since 7d'],
  [
    'linux',
    ['scan', 'my log.json', "o'neill", 'a;b', ''],
    `oktahunt scan 'my log.json' 'o'\\''neill' 'a;b' ''`,
  ],
  ['linux', ['scan', 'a\\b'], "oktahunt scan 'a\\b'"],
  ['linux', ['scan', 'a\u001b[2J'], undefined],
  ['linux', [], undefined],
  [
    'linux',
    ['scan', 'a', '--deliver', 'webhook=https://a', '--deliver=hec=https://b', '-q'],
    'oktahunt scan a -q',
  ],
  ['win32', ['scan', 'C:\\logs\\a.ndjson'], 'oktahunt scan C:\\logs\\a.ndjson'],
  ['win32', ['scan', 'C:\\my logs\\', 'a,b', ''], 'oktahunt scan "C:\\my logs\\\\" "a,b" ""'],
  ['win32', ['scan', "o'neill & sons"], `oktahunt scan "o'neill & sons"`],
  ['win32', ['scan', '%TEMP%'], undefined],
  ['win32', ['scan', '$(calc)'], undefined],
  ['win32', ['scan', 'a"b'], undefined],
])('on %s %j is typed as %s', (platform, argv, text) => {
  expect(commandText(argv, platform)).toBe(text);
});
