import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { safe, show } from '../../../src/report/text/escape.ts';
import { html, inline, joined, markupOf, webLink } from '../../../src/report/text/html.ts';
import { effort } from '../../effort.ts';
import { hostileMarkup, hostileText } from '../generators.ts';

const text = (words: TemplateStringsArray, ...values: Parameters<typeof html>[1][]): string =>
  markupOf(html(words, ...values));

/** What a browser reads where nothing but text stands. */
function decoded(markup: string): string {
  const names: Record<string, string> = {
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    '#39': "'",
    '#96': '`',
  };
  return markup.replace(/&([a-z]+|#\d+);/g, (_, name: string) => names[name] ?? 'unknown entity');
}

describe('a place in a template', () => {
  test.each(hostileMarkup)('makes only text of %j', (hostile) => {
    const shown = show(hostile);
    const content = text`<p>${shown}</p>`.slice('<p>'.length, -'</p>'.length);
    const attribute = text`<p title="${shown}"></p>`.slice('<p title="'.length, -'"></p>'.length);
    for (const written of [content, attribute]) {
      expect(written).not.toMatch(/[<>"'`]|&(?!amp;|lt;|gt;|quot;|#39;|#96;)/);
      expect(decoded(written)).toBe(shown);
    }
  });

  test('makes only text of anything', () => {
    const property = fc.property(hostileText, fc.constantFrom(...hostileMarkup), (a, b) => {
      const shown = show(a + b);
      const written = text`<i>${shown}</i>`;
      expect(written.match(/[<>]/g)).toHaveLength(4);
      expect(decoded(written.slice(3, -4))).toBe(shown);
    });
    fc.assert(property, { numRuns: effort(3_000, 300) });
  });

  test('takes pieces, lists of them, numbers and nothing', () => {
    const cell = (number: number) => html`<td>${number}</td>`;
    expect(text`<tr>${[cell(1), cell(2)]}${undefined}${joined([cell(3)], html`,`)}</tr>`).toBe(
      '<tr><td>1</td><td>2</td><td>3</td></tr>',
    );
  });

  test('of an attribute takes no piece', () => {
    expect(() => html`<p title="${html`<b>`}">`).toThrow('markup within an attribute');
  });

  test('of a link takes only the id of an element', () => {
    expect(text`<a href="#${safe`okf_1`}">x</a>`).toBe('<a href="#okf_1">x</a>');
    expect(() => html`<a href="#${show('" onclick="x')}">x</a>`).toThrow('not the id');
  });
});

test.each<[string, () => unknown]>([
  ['the name of an element', () => html`<${safe`b`}>`],
  ['the name of an attribute', () => html`<b ${safe`hidden`}>`],
  ['an attribute without quotes', () => html`<b title=${safe`x`}>`],
  ['an attribute in single quotes', () => html`<b title='${safe`x`}'>`],
  ['a handler', () => html`<b onclick="${safe`x`}">`],
  ['a handler in capitals', () => html`<b ONCLICK="${safe`x`}">`],
  ['a style', () => html`<b style="${safe`x`}">`],
  ['an address', () => html`<a href="${safe`https://a.example/`}">`],
  ['part of an address', () => html`<a href="https://a.example/${safe`x`}">`],
  ['a source', () => html`<img src="${safe`x`}">`],
  ['a script', () => html`<script>${safe`x`}</script>`],
  ['a style sheet', () => html`<style>${safe`x`}</style>`],
  ['a comment', () => html`<!-- ${safe`x`} -->`],
])('a template with a place in %s is refused', (_, make) => {
  expect(make).toThrow('a template with');
});

describe('a link', () => {
  test('leads to a page over https and shows its address', () => {
    expect(markupOf(webLink(safe`https://attack.mitre.org/techniques/T1539/?a=1&b=2`))).toBe(
      '<a href="https://attack.mitre.org/techniques/T1539/?a=1&amp;b=2" rel="noopener noreferrer">https://attack.mitre.org/techniques/T1539/?a=1&amp;b=2</a>',
    );
  });

  test.each([...hostileMarkup, 'http://a.example/', '//a.example', 'https://a@b.example/', 'x'])(
    'is not made of %j',
    (hostile) => {
      expect(markupOf(webLink(show(hostile)))).not.toContain('<');
    },
  );
});

test('code of ours is let work by its digest, and cannot end its element', () => {
  const { element, source } = inline('script', 'f()');
  expect(markupOf(element)).toBe('<script>f()</script>');
  expect(source).toMatch(/^'sha256-[A-Za-z0-9+/]{43}='$/);
  for (const text of ['a</script>', 'a<!--', 'a</style>']) {
    expect(() => inline('script', text)).toThrow('would end early');
  }
});
