import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, test } from 'vitest';
import { show } from '../../../src/report/text/escape.ts';
import {
  address,
  code,
  fenced,
  fileLink,
  md,
  prose,
  sentence,
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

/** What renderers make links, mentions, references, emoji or commands of, even where Markdown has escaped it. */
const references = [
  '@octocat',
  'ann@example.com',
  'mailto:ann@example.com',
  'https://evil.example/',
  'hTTp://evil.example',
  'www.evil.example',
  'evil.example',
  '#1',
  'GH-1',
  'ABC-123',
  'owner/repo#1',
  'owner/repo@a5c3785',
  'a5c3785ed8d6a35868bc169f07e40e889087fd2e',
  'deadbeef',
  '!1',
  '$1',
  '~bug',
  '%1',
  '&1',
  ':+1:',
  ':100:',
  '/close',
  '/assign @me',
  '[vulnerability:1]',
  '{code}',
  '{html}x{html}',
  '[~ann]',
  '!image.png!',
  '<!channel>',
  '<@U1234>',
  '1. item',
  '12) item',
  'x::error::y',
];

describe('a sentence', () => {
  test.each([...evil, ...references])('quotes %j without making anything of it', (text) => {
    const shown = show(text);
    const html = htmlOf(md`${sentence(shown)}\n\n- ${sentence(shown)}`);
    const known = ['code', 'li', 'p', 'ul'];
    expect(elementsIn(html).filter((name) => !known.includes(name))).toEqual([]);
    const outside = html.replace(/<code>[\s\S]*?<\/code>/g, '').replace(/<[^>]*>/g, '');
    expect(outside.replace(/&quot;/g, '"')).not.toMatch(/[@#/~$&{}[\]<>*_`^\\]|\w[.:]\w|:\w+:/);
    expect(readable(html.split('<ul>')[0] ?? '')).toBe(shown.trim().replace(/ +/g, ' '));
  });

  test.each([
    [
      "Ruth Delgado's session was taken over; the account svc_backup was created.",
      "Ruth Delgado's session was taken over; the account `svc_backup` was created.",
    ],
    ['ann@example.com: one session, 1,234 events', '`ann@example.com`: one session, 1,234 events'],
    ['since 02 Oct 2023 14:29Z (1.7 %)', 'since 02 Oct 2023 14:29Z (1.7 %)'],
    ['read 2 records = 1 evaluated + 1 skipped', 'read 2 records = 1 evaluated + 1 skipped'],
    ['in Tokyo (Asia/Tokyo)', 'in Tokyo (`Asia/Tokyo`)'],
    ['from 203.0.113.9, a proxy', 'from `203.0.113.9`, a proxy'],
    ['ann@example.comのセッション。', '`ann@example.com`のセッション。'],
    ['14:29:37+09:00 and 2023-10-02', '14:29:37+09:00 and 2023-10-02'],
    ['2023/10/02 14:29Z、10/03 から', '2023/10/02 14:29Z、10/03 から'],
  ])('%s', (text, markdown) => {
    expect(sentence(show(text))).toBe(markdown);
  });

  test('of any kind holds nothing but words and code', () => {
    const hostile = fc.oneof(
      fc.string({ unit: fc.constantFrom(...'`*_{}[]()<>#+-.!|~$^=&:@/\\ 1a'), maxLength: 24 }),
      fc.string({ unit: 'grapheme', maxLength: 24 }),
    );
    const property = fc.property(hostile, (text) => {
      const shown = show(text);
      fc.pre(shown.trim() !== '');
      const html = htmlOf(md`${sentence(shown)}`);
      expect(elementsIn(html).filter((name) => name !== 'code')).toEqual(['p']);
    });
    fc.assert(property, { numRuns: effort(20_000, 1_000) });
  });
});

test('code in a table stays in its cell, whatever bars and backslashes it has', () => {
  const hostile = fc.string({ unit: fc.constantFrom(...'`|\\<b> a'), maxLength: 16 });
  const property = fc.property(hostile, hostile, (a, b) => {
    const row = [code(a), sentence(show(b)), code('end')];
    const cells = [
      ...htmlOf(table([md`A`, md`B`, md`C`], [row]).join('\n')).matchAll(/<td>([\s\S]*?)<\/td>/g),
    ].map(([, cell]) => readable(cell ?? '').replace(/\s+/g, ''));
    const shown = (text: string): string => show(text).replace(/\s+/g, '');
    expect(cells).toEqual([shown(a) || '-', shown(b), 'end']);
  });
  fc.assert(property, { numRuns: effort(20_000, 1_000) });
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
