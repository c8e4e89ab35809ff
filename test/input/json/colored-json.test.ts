import { describe, expect, it } from 'vitest';
import { createColoredReader, isColored } from '../../../src/input/json/colored-json.ts';
import { defaultLimits } from '../../../src/input/limits.ts';
import type { ParsedItem } from '../../../src/input/parsed-item.ts';

function read(text: string, chunk = 1 << 20): readonly ParsedItem[] {
  const bytes = Buffer.from(text);
  const reader = createColoredReader(defaultLimits);
  const items: ParsedItem[] = [];
  for (let at = 0; at < bytes.length; at += chunk) {
    items.push(...reader.push(bytes.subarray(at, at + chunk)));
  }
  return [...items, ...reader.end()];
}

const bold = '\u001b[1;39m';
const off = '\u001b[0m';

describe('JSON in colours', () => {
  it('is told by how it begins', () => {
    for (const text of [`${bold}{`, `${bold}[${off}`, ` ${off}${bold} {`]) {
      expect(isColored(Buffer.from(text))).toBe(true);
    }
    for (const text of ['{', `x${bold}{`, `${bold}x`, '']) {
      expect(isColored(Buffer.from(text))).toBe(false);
    }
  });

  it('gives its records at their places, however it is cut', () => {
    const line = (value: number): string =>
      `${bold}{${off}"a"${bold}:${off}${value}${bold}}${off}\n`;
    const text = line(1) + line(2);
    const whole = read(text);
    expect(whole).toMatchObject([
      { value: { a: 1 }, line: 1 },
      { value: { a: 2 }, line: 2 },
    ]);
    for (const chunk of [1, 2, 3, 5]) expect(read(text, chunk)).toEqual(whole);
  });

  it('keeps what looks like a colour in a text, and what is one costs its record', () => {
    expect(read(`${bold}{"a":"\\u001b[0m [0m \\" ["}${off}`)).toMatchObject([
      { value: { a: '\u001b[0m [0m " [' } },
    ]);
    const items = read(`${bold}{"a":"${bold}x"}${off}\n${bold}{"a":2}${off}\n`);
    expect(items.map(({ kind }) => kind)).toEqual(['damage', 'value']);
  });
});
