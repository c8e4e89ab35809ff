import { describe, expect, test } from 'vitest';
import { formats, parseTarget, targetsOf } from '../../../src/cli/option/output-format.ts';

describe('the formats', () => {
  test('are those of the reporters, in the same order', async () => {
    const { reporters } = await import('../../../src/report/finding/reporters.ts');
    expect(formats).toEqual(Object.keys(reporters));
  });
});

describe('FORMAT=PATH', () => {
  test.each([
    ['json=out.json', { format: 'json', path: 'out.json' }],
    ['table=-', { format: 'table', path: undefined }],
    ['ndjson=a=b', { format: 'ndjson', path: 'a=b' }],
    ['ndjson=C:\\out', { format: 'ndjson', path: 'C:\\out' }],
  ])('%s', (text, target) => {
    expect(parseTarget(text)).toEqual(target);
  });

  test.each(['json', 'json=', '=out.json', '', 'jsno=out.json'])('%j is misuse', (text) => {
    expect(() => parseTarget(text)).toThrow(expect.objectContaining({ exitCode: 2 }));
  });
});

describe('the reports of a run', () => {
  const file = { format: 'json', path: 'out.json' } as const;
  const stdout = { format: 'json', path: undefined } as const;

  test('without options are the table on standard output', () => {
    expect(targetsOf(undefined, [])).toEqual([{ format: 'table', path: undefined }]);
  });

  test('with a file still have the table on standard output', () => {
    expect(targetsOf(undefined, [file])).toEqual([{ format: 'table', path: undefined }, file]);
  });

  test('take standard output from the path -', () => {
    expect(targetsOf(undefined, [stdout, file])).toEqual([stdout, file]);
  });

  test.each([
    ['two on standard output', 'ndjson' as const, [stdout]],
    ['two dashes', undefined, [stdout, stdout]],
    ['one file twice', undefined, [file, file]],
  ])('%s are misuse', (_, format, outputs) => {
    expect(() => targetsOf(format, outputs)).toThrow(expect.objectContaining({ exitCode: 2 }));
  });
});
