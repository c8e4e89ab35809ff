import { expect, test } from 'vitest';
import { commandText } from '../../../src/cli/terminal/command-text.ts';

test.each<[readonly string[], string | undefined]>([
  [['scan', 'a.ndjson', '--since', '7d'], 'oktahunt scan a.ndjson --since 7d'],
  [
    ['scan', 'my log.json', "o'neill", 'a;b', ''],
    `oktahunt scan 'my log.json' 'o'\\''neill' 'a;b' ''`,
  ],
  [
    ['scan', 'a', '--deliver', 'webhook=https://a', '--deliver=hec=https://b', '-q'],
    'oktahunt scan a -q',
  ],
  [['scan', 'a\u001b[2J'], undefined],
  [[], undefined],
])('%j is typed as %s', (argv, text) => {
  expect(commandText(argv)).toBe(text);
});
