import { describe, expect, test } from 'vitest';
import { isMessage, toldInEnglish } from '../../../src/language/message.ts';
import { parseFieldPath, parsePath } from '../../../src/rule/detection/field-path.ts';

describe('a path with filters', () => {
  test.each([
    ['target.id', 'target.id'],
    ['target[type=User].id', 'target[type=User].id'],
    [
      'target[ type = App Instance , displayName=x ].id',
      'target[type=App Instance,displayName=x].id',
    ],
    ['target[007].id', 'target[7].id'],
    ['target[-0].id', 'target[0].id'],
    ['target[-1]', 'target[-1]'],
    ['a[0][1].b[c.d=e]', 'a[0][1].b[c.d=e]'],
    ['target[displayName=a\\,b\\]\\*].id', 'target[displayName=a\\,b\\]\\*].id'],
    ['a\\[0\\].b', 'a\\[0\\].b'],
  ])('%s is written %s', (text, path) => {
    expect(parseFieldPath(text)).toEqual({ path });
  });

  test('is one field in a selection', () => {
    expect(parsePath('target[type=User].roles[0].id')).toEqual([
      { path: 'target[type=User].roles[0].id', quantifier: undefined },
    ]);
    expect(parsePath('target[0].id')).toEqual([
      { path: 'target', quantifier: 0 },
      { path: 'id', quantifier: undefined },
    ]);
  });

  test.each([
    ['target[type=User', 'has an unmatched bracket; in a name it is written \\['],
    ['target[type=User][any]', 'mixes [any] and a filter'],
    ['target[type=User][0].id', 'has two brackets for one array; join conditions with a comma'],
    ['target[any].id', '[any] asks about the members of "target" in a selection'],
    ['target[type].id', '"[type]" in "target[type].id" is neither a filter'],
    ['target[].id', '"[]" in "target[].id" is neither a filter'],
    ['.[type=User].id', 'filters ".", which is one member; a filter stands behind an array'],
    ['[type=User].id', 'does not say which array it means'],
    ['target[type=User]id', 'a dot and a field must follow'],
    [
      'target[type=].id',
      '"[type=]" is no filter; it needs a field and a value, such as [type=User]',
    ],
    ['target[=User].id', 'it needs a field and a value'],
    ['target[type=User,].id', 'has a comma between conditions, and "" is none'],
    ['target[displayName=Smith, John].id', '"John" is none; a comma in a value is written \\,'],
    ['target[type!=User].id', 'it compares with one = only'],
    ['target[type==User].id', 'it compares with one = only'],
    ['target[type|contains=User].id', 'takes no modifiers'],
    ['target[type="User"].id', 'has a value in quotes'],
    ['target[type=App*].id', 'has a wildcard, and a filter compares whole texts'],
    ['target[type=a\\\\?].id', 'has a wildcard'],
  ])('%s is refused', (text, reason) => {
    const read = parseFieldPath(text);
    expect('flaw' in read && toldInEnglish(read.flaw)).toContain(reason);
    const path = parsePath(text);
    if (text.includes('=')) expect(isMessage(path) && toldInEnglish(path)).toContain(reason);
  });
});
