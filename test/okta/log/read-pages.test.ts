import { describe, expect, test } from 'vitest';
import type { Client } from '../../../src/okta/http/client.ts';
import { parseOrg } from '../../../src/okta/http/org.ts';
import { parsePage } from '../../../src/okta/log/log-page.ts';
import { readPages } from '../../../src/okta/log/read-pages.ts';

const org = parseOrg('acme.okta.com');
const base = 'https://acme.okta.com/api/v1/logs';

const answer = (text: string, headers: Record<string, string> = {}) => ({
  status: 200,
  headers: new Headers({ 'content-type': 'application/json', ...headers }),
  text,
});

/** A client whose pages are given: for each address the body and the next link. */
function aBook(pages: Readonly<Record<string, readonly [body: string, next?: string]>>) {
  const asked: string[] = [];
  const client = {
    org,
    get: async (url: string, read: (given: ReturnType<typeof answer>) => unknown) => {
      asked.push(url);
      const [body, next] = pages[url.slice(base.length)] as readonly [string, string?];
      return read(answer(body, next === undefined ? {} : { link: `<${next}>; rel="next"` }));
    },
  } as unknown as Client;
  const read = async () => {
    const uuids: unknown[] = [];
    for await (const { records } of readPages(client, base))
      uuids.push(...records.map(({ value }) => value['uuid']));
    return uuids;
  };
  return { read, asked };
}

describe('pages', () => {
  test.each([1, 2, 5])('that go round in a loop of %i end with an error', async (length) => {
    const pages = Object.fromEntries(
      Array.from({ length }, (_, index) => [
        index === 0 ? '' : `?after=${index}`,
        [
          `[{"uuid":"${index}"}]`,
          index === length - 1 ? base : `${base}?after=${index + 1}`,
        ] as const,
      ]),
    );
    const { read, asked } = aBook(pages);
    await expect(read()).rejects.toThrow('the cursor did not advance');
    expect(asked).toHaveLength(length);
  });

  test('end at an empty page that leads to itself', async () => {
    const { read } = aBook({
      '': ['[{"uuid":"a"}]', `${base}?after=1`],
      '?after=1': ['[]', `${base}?after=1`],
    });
    expect(await read()).toEqual(['a']);
  });

  test('follow relative links, and use others byte for byte', async () => {
    const next = `${base}?after=a%2Cb;c,d&filter=x%20eq%20%22y%22`;
    const { read, asked } = aBook({
      '': ['[]', '?after=1'],
      '?after=1': ['[]', next],
      [next.slice(base.length)]: ['[{"uuid":"z"}]'],
    });
    expect(await read()).toEqual(['z']);
    expect(asked[2]).toBe(next);
  });
});

describe('a page', () => {
  test.each([
    '{"a":1}',
    '{"a":"]},{[","b":"\\"\\\\","c":{"d":[[],{}]}}',
    '{ "spaces" : [ 1 , 2 ] }',
    '{"n":1e400,"big":9007199254740993,"dup":1,"dup":2,"__proto__":{"x":1}}',
    '{"line":"a\u2028b\u2029c","pair":"\\ud83d\\ude00"}',
    '{}',
  ])('gives back %s character for character', (text) => {
    for (const body of [`[${text}]`, ` [ ${text} , ${text} ] `, `[${text},{"x":[1]},${text}]`]) {
      const records = parsePage(answer(body));
      expect(records[0]?.text).toBe(text);
      expect(records.at(-1)?.text).toBe(text);
      for (const record of records) expect(JSON.parse(record.text)).toEqual(record.value);
    }
  });

  test('puts an event that was spread over lines on one', () => {
    const [record] = parsePage(answer('[{\r\n "a":\n"b\\n"}]'));
    expect(record?.text).toBe('{   "a": "b\\n"}');
  });

  test('cut at any character is no page', () => {
    const body = '[{"uuid":"a","x":"]"},{"uuid":"b","y":[{}]},{"uuid":"c"}]';
    for (let at = 0; at < body.length; at++) {
      expect(() => parsePage(answer(body.slice(0, at))), body.slice(0, at)).toThrow();
    }
  });
});
