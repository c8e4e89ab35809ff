import { describe, expect, test } from 'vitest';
import { Failure } from '../../../src/cli/failure.ts';
import { add, addNames, choose } from '../../../src/cli/option/enum.ts';

const formats = ['table', 'json', 'ndjson'] as const;

function fixOf(text: string): string | undefined {
  try {
    choose(text, formats, 'format');
  } catch (error) {
    if (error instanceof Failure) return error.advice;
  }
  return undefined;
}

describe('a choice', () => {
  test('is taken when it exists', () => {
    expect(choose('json', formats, 'format')).toBe('json');
  });

  test.each([
    ['jsno', 'did you mean json?'],
    ['JSON', 'did you mean json?'],
    ['nsjson', 'did you mean ndjson?'],
    ['tabel', 'did you mean table?'],
    ['sarif', 'one of table, json, ndjson'],
    ['', 'one of table, json, ndjson'],
    ['__proto__', 'one of table, json, ndjson'],
    ['toString', 'one of table, json, ndjson'],
  ])('%j is refused: %s', (text, fix) => {
    expect(fixOf(text)).toBe(fix);
  });

  test('is misuse when it does not exist', () => {
    expect(() => choose('x', formats, 'format')).toThrow(
      expect.objectContaining({ exitCode: 2, message: "unknown format 'x'" }),
    );
  });
});

describe('a repeatable option', () => {
  test('collects its values in order', () => {
    expect(add('b', add('a,b'))).toEqual(['a,b', 'b']);
  });

  test('takes lists of names', () => {
    expect(addNames('c', addNames('a, b,,'))).toEqual(['a', 'b', 'c']);
  });
});
