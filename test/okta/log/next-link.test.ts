import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextLink } from '../../../src/okta/log/next-link.ts';

const url = 'https://acme.okta.com/api/v1/logs?filter=a%2Cb,;"&after=1';

describe('a Link header', () => {
  test.each<[string | null, string | undefined]>([
    [null, undefined],
    ['', undefined],
    [' , ,', undefined],
    [`<${url}>; rel="next"`, url],
    [`<${url}>;rel=next`, url],
    [`<${url}>; rel = "next"`, url],
    [`<${url}>; REL="NEXT"`, url],
    [`<${url}>; rel="prev next"`, url],
    [`<${url}>; rel="next"; title="a, b; c"`, url],
    [`<${url}>; title="\\", rel=\\"no"; rel="next"`, url],
    [`<${url}>; ; rel="next"`, url],
    [`<${url}>; async; rel="next"`, url],
    [`<self>; rel="self", <${url}>; rel="next"`, url],
    [`<${url}>; rel="next", <self>; rel="self"`, url],
    [`<self>; rel="self",<${url}>;rel="next",`, url],
    ['<self>; rel="self"', undefined],
    ['<x>; rel="nextish"', undefined],
    ['<x>; title="rel=next"', undefined],
    ['<x>; rel="self"; rel="next"', undefined],
    ['<x>', undefined],
    ['<>; rel="next"', ''],
    [`<${url}>; rel="next", <${url}>; rel="next"`, url],
  ])('%j', (header, expected) => {
    expect(nextLink(header)).toBe(expected);
  });

  test.each([
    'https://x; rel="next"',
    '<https://x; rel="next"',
    '<x> rel="next"',
    '<x>; rel="next" <y>; rel="self"',
    '<x>; rel="next',
    '<x>; rel="next", <y>; rel="next"',
    'garbage',
    `<${'x'.repeat(70_000)}>; rel="next"`,
  ])('that is not understood is no end of the log: %s', (header) => {
    expect(() => nextLink(header)).toThrow(RangeError);
  });

  test('gives back any target, however its parameters are written', () => {
    const target = fc
      .string({ minLength: 1, maxLength: 30 })
      .map((text) => text.replace(/[<>]/g, ''));
    const space = fc.constantFrom('', ' ', '\t');
    fc.assert(
      fc.property(
        target,
        space,
        fc.boolean(),
        fc.array(
          fc.string().map((text) => JSON.stringify(text)),
          { maxLength: 3 },
        ),
        (text, gap, first, titles) => {
          const noise = titles.map((title) => `${gap};${gap}title=${title}`).join('');
          const next = `<${text}>${noise};${gap}rel${gap}=${gap}"next"`;
          const header = first ? `${next}, <s>; rel=self` : `<s>; rel=self,${gap}${next}`;
          expect(nextLink(header)).toBe(text);
        },
      ),
      { numRuns: 200 },
    );
  });
});
