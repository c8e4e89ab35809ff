import { describe, expect, test } from 'vitest';
import { parseBudget } from '../../../src/cli/option/byte-size.ts';

describe('a size', () => {
  test.each([
    ['64KB', 65_536],
    ['512MB', 536_870_912],
    ['1.5gb', 1_610_612_736],
    ['100 MB', 104_857_600],
  ])('%s', (text, bytes) => {
    expect(parseBudget(text)).toBe(bytes);
  });

  test.each([
    ['512', 'is not a size'],
    ['', 'is not a size'],
    ['-1MB', 'is not a size'],
    ['1e3MB', 'is not a size'],
    ['512MiB', 'is not a size'],
    ['NaNMB', 'is not a size'],
    ['63KB', 'too small'],
    ['0GB', 'too small'],
  ])('%j is misuse: it %s', (text, message) => {
    expect(() => parseBudget(text)).toThrow(
      expect.objectContaining({ exitCode: 2, message: expect.stringContaining(message) }),
    );
  });
});
