import { expect, test } from 'vitest';
import { speechOf } from '../../../src/cli/option/speech.ts';

test.each([
  [[], {}, 'en'],
  [[], { LANG: 'ja_JP.UTF-8' }, 'ja'],
  [['scan', '--lang', 'en'], { LANG: 'ja_JP.UTF-8' }, 'en'],
  [['scan', '--lang=ja', 'x'], {}, 'ja'],
  [['scan', '--lang', 'en', '--lang', 'ja'], {}, 'ja'],
  [['scan', '--lang', 'klingon'], {}, 'en'],
  [['scan', '--lang'], {}, 'en'],
  [['scan', '--', '--lang', 'ja'], {}, 'en'],
  [['scan', '--ascii'], { LANG: 'ja_JP.UTF-8' }, 'en'],
])('the language of %j with %j is %s', (argv, env, tag) => {
  expect(speechOf(argv, env).language.tag).toBe(tag);
});
