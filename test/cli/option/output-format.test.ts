import { describe, expect, test } from 'vitest';
import { formats, parseTarget, targetsOf } from '../../../src/cli/option/output-format.ts';
import { pathKey } from '../../../src/input/file/platform-path.ts';

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
    ['linux', 'a.json', 'A.json', false],
    ['linux', 'a.json', './a.json', true],
    ['win32', 'a.json', 'C:\\w\\A.json', true],
    ['darwin', 'a.json', 'A.json', true],
  ])('on %s %s and %s are one file: %s', (platform, one, other, isOne) => {
    const outputs = [one, other].map((path) => ({ format: 'json' as const, path }));
    const folder = platform === 'win32' ? 'C:\\w' : '/w';
    const targets = () => targetsOf(undefined, outputs, (path) => pathKey(path, folder, platform));
    if (isOne) expect(targets).toThrow(`two reports for the file '${other}'`);
    else expect(targets()).toHaveLength(3);
  });

  test.each([
    ['two on standard output', 'ndjson' as const, [stdout]],
    ['two dashes', undefined, [stdout, stdout]],
    ['one file twice', undefined, [file, file]],
  ])('%s are misuse', (_, format, outputs) => {
    expect(() => targetsOf(format, outputs)).toThrow(expect.objectContaining({ exitCode: 2 }));
  });
});
