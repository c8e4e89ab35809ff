import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, test } from 'vitest';
import {
  address,
  code,
  fenced,
  fileLink,
  md,
  prose,
  table,
} from '../../../src/report/text/markdown.ts';
import { effort } from '../../effort.ts';

/** The HTML that GitHub's Markdown makes of it, raw HTML included, as a careless page would. */
function htmlOf(text: string): string {
  const options = { extensions: [gfm()], htmlExtensions: [gfmHtml()] };
  return micromark(text, { ...options, allowDangerousHtml: true, allowDangerousProtocol: true });
}

/** The names of the elements, each once. */
function elementsIn(html: string): readonly string[] {
  return [...new Set([...html.matchAll(/<([a-z0-9]+)/gi)].map(([, name = '']) => name))].sort();
}

/** What a reader sees of it. */
function readable(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replaceAll('\u200b', '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .trim();
}

const evil = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '[click](javascript:alert(1))',
  '![x](http://a.example/p.png)',
  '<http://a.example>',
  'http://a.example/x www.a.example ann@a.example @ann',
  '# head',
  '- item',
  '+ item',
  '1. item',
  '1) item',
  '> quote',
  '    code',
  '```js',
  '~~~',
  '---',
  '***',
  '===',
  '**bold** __bold__ _it_ *it* ~~gone~~',
  '`code` ``x`',
  'a | b',
  '| --- |',
  '[^1] [^1]: note',
  '[ref]: http://a.example',
  '&lt;b&gt; &amp; &#60;',
  'a\\',
  '\\[x](y)',
  'line\nbreak\r\n# next',
  '<!-- hidden -->',
  '$x$ $$y$$',
  'snake_case_word _lead trail_',
  '- [ ] task',
];

describe('text of unknown origin', () => {
  test.each(evil)('%j is only a paragraph of text', (text) => {
    const html = htmlOf(prose(text));
    expect(elementsIn(html)).toEqual(['p']);
    expect(readable(html)).toBe(text.replace(/\s+/g, ' ').trim());
  });

  test.each(evil)('%j is only code', (text) => {
    expect(elementsIn(htmlOf(md`a ${code(text)} b`))).toEqual(['code', 'p']);
  });

  test('of any kind is only text, in a sentence, in a list and in a table', () => {
    const hostile = fc.oneof(
      fc.string({ unit: fc.constantFrom(...'`*_{}[]()<>#+-.!|~$^=&:@/\\ \n1a'), maxLength: 24 }),
      fc.string({ unit: 'grapheme', maxLength: 24 }),
    );
    const property = fc.property(hostile, hostile, (a, b) => {
      fc.pre(prose(a) !== '' && prose(b) !== '');
      expect(elementsIn(htmlOf(md`${prose(a)} and ${prose(b)}`))).toEqual(['p']);
      const item = elementsIn(htmlOf(md`- ${prose(a)} ${code(b)}`));
      expect(item.filter((name) => !['ul', 'li', 'code'].includes(name))).toEqual([]);
      const cells = htmlOf(table([md`A`, md`B`], [[prose(a), code(b)]]).join('\n'));
      expect(cells.match(/<td/g)).toHaveLength(2);
      const known = ['code', 'table', 'tbody', 'td', 'th', 'thead', 'tr'];
      expect(elementsIn(cells).filter((name) => !known.includes(name))).toEqual([]);
    });
    fc.assert(property, { numRuns: effort(5_000, 600) });
  });
});

test('a fence cannot be closed by what stands in it', () => {
  const html = htmlOf(fenced('a\n```\n<b>\n````\nc', 'yaml').join('\n'));
  expect(elementsIn(html)).toEqual(['code', 'pre']);
  expect(readable(html)).toBe('a\n```\n<b>\n````\nc');
});

test('only pages are links, and files beside', () => {
  const hrefs = (text: string) => [...htmlOf(text).matchAll(/href="([^"]*)"/g)].map(([, to]) => to);
  expect(hrefs(address('https://sec.okta.com/articles/harfiles/'))).toEqual([
    'https://sec.okta.com/articles/harfiles/',
  ]);
  for (const text of ['javascript:alert(1)', 'https://a.example/<b>', 'data:text/html,x', '//a']) {
    expect(hrefs(address(text))).toEqual([]);
  }
  expect(hrefs(fileLink(md`x`, 'a/b.md#c'))).toEqual(['a/b.md#c']);
  for (const path of ['../a', '/etc/passwd', 'javascript:x', 'a b']) {
    expect(hrefs(fileLink(md`x`, path))).toEqual([]);
  }
});
