import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadList } from '../../src/input/value-lists.ts';
import { aFolder } from './folder.ts';

test.each([
  ['one value a line, each once', 'a\nb\r\na\n', ['a', 'b']],
  ['a byte order mark is none of them', '\uFEFFa', ['a']],
  ['comments are none', '# all\na # why\n\n#b\nc#d', ['a', 'c#d']],
  ['a comment ends with its line alone', 'a # of\u2028b\nc #\u0085d\u2029', ['a', 'c']],
])('of a value list, %s', async (_, text, values) => {
  const folder = await aFolder({ list: text });
  expect(await loadList(join(folder, 'list'))).toEqual(values);
});
