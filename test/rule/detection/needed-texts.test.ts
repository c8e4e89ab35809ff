import { expect, test } from 'vitest';
import { neededTexts } from '../../../src/rule/detection/needed-texts.ts';

/** Whether they are in all that is found is a property of the search, in `regex.test.ts`. */
test.each<readonly [string, readonly string[]]>([
  ['powershell', ['powershell']],
  ['^okta\\.\\S*\\.manage', ['.manage']],
  ['ab+c', ['ab']],
  ['ab*cd', ['cd']],
  ['ab{0,2}cd', ['cd']],
  ['ab{2}c', ['ab']],
  ['a(bc|de)f', ['bc', 'de']],
  ['a(bc|de)?fg', ['fg']],
  ['a(bc|d?)f', ['a']],
  ['(auto.?login|(?:basic|digest) auth)', ['login', ' auth']],
  ['one|two', ['one', 'two']],
  ['one|', []],
  ['[^\\]a]b', ['b']],
  // What takes thought.
  ['[]a]b', []],
  ['[^]a]b', []],
  ['[[:alpha:]]b', []],
  ['(?i)one', []],
  ['(?P<name>one)', []],
  ['\\Qone\\E', []],
  ['\\p{Latin}one', []],
  ['\\x41one', []],
])('%s needs %j', (source, texts) => {
  expect(neededTexts(source)).toEqual(texts);
});
