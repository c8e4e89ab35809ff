import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { main } from '../../../src/cli/main.ts';
import { formats, type OutputFormat } from '../../../src/cli/option/output-format.ts';
import { aRejection, aSummary } from '../../report/builders.ts';
import { clean, eventful, written } from '../../report/finding/machine/hostile.ts';
import { aWorld } from '../world.ts';

const folder = mkdtempSync(join(tmpdir(), 'convert-'));
afterAll(() => rmSync(folder, { recursive: true }));

const whole = [...eventful.slice(0, -1), aRejection(), aSummary({ records: 1240, skipped: 1 })];
const partial = eventful;

const saved = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const json = saved('whole.json', written('json', whole));
const ndjson = saved('whole.ndjson', written('ndjson', whole));
const cut = saved('partial.json', written('json', partial));

async function convert(...words: readonly string[]) {
  const world = aWorld();
  const code = await main(['convert', ...words], world);
  return { code, out: world.out(), err: world.err() };
}

/** The formats that show rejections, which lines do not have. */
const withRejections: readonly OutputFormat[] = ['json', 'table', 'html', 'markdown'];

describe('a saved report', () => {
  test.each(formats)('as %s is what the scan itself would have written', async (format) => {
    const { code, out, err } = await convert(json, '--format', format);
    expect([code, err]).toEqual([0, '']);
    const columns = { columns: 100, unicode: true };
    const run = {
      at: '2023-10-03T06:00:00.000Z',
      org: 'acme.okta.com',
      console: 'https://acme-admin.okta.com',
    };
    expect(out).toBe(written(format, whole, { run, ...columns }));
    if (!withRejections.includes(format)) {
      expect((await convert(ndjson, '--format', format)).out).toBe(out);
    }
  });

  test('is a table if nothing else is asked for, and nothing if all goes to files', async () => {
    expect((await convert(json)).out).toContain('Ana Lopez');
    const [a, b] = [join(folder, 'a.sarif'), join(folder, 'b.csv')];
    expect(await convert(json, '-o', `sarif=${a}`, '-o', `csv=${b}`)).toEqual({
      code: 0,
      out: '',
      err: '',
    });
    expect(JSON.parse(readFileSync(a, 'utf8'))).toMatchObject({ version: '2.1.0' });
    expect(readFileSync(b, 'utf8')).toMatch(/^time,/);
  });

  test('comes from standard input as well', async () => {
    const world = aWorld();
    (world.stdin as unknown as { end: (text: string) => void }).end(written('json', clean));
    expect(await main(['convert', '-', '--format', 'csv'], world)).toBe(0);
    expect(world.out()).toMatch(/^time,/);
  });
});

describe('a report of a scan that was not complete', () => {
  const halves = {
    'with doubts': cut,
    'whose lines do not end': saved('cut.ndjson', written('ndjson', whole.slice(0, -1))),
    'of lines of two runs': saved('twice.ndjson', written('ndjson', whole).repeat(2)),
  };

  test.each(Object.entries(halves))('%s is refused', async (_, path) => {
    const { code, out, err } = await convert(path, '--format', 'csv');
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('--allow-partial');
  });

  test.each(Object.entries(halves))(
    '%s is converted if that is asked for, and says so',
    async (_, path) => {
      const { code, out } = await convert(path, '--format', 'ndjson', '--allow-partial');
      expect(code).toBe(0);
      expect(JSON.parse(out.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({
        phase: 'end',
        complete: false,
      });
    },
  );
});

describe('what is no report', () => {
  test.each([
    ['an empty file', '', 3],
    ['a report that breaks off', written('json', whole).slice(0, 2_000), 3],
    ['a line that breaks off', written('ndjson', whole).slice(0, -30), 3],
    ['events of Okta', '{"uuid":"a","eventType":"b"}\n', 3],
    [
      'another version',
      written('json', whole)
        .replaceAll('"schemaVersion": "1.2"', '"schemaVersion": "9.0"')
        .replace('"at"', '"when"'),
      3,
    ],
    ['something else', 'hello\n', 3],
  ])('%s is refused with the place', async (name, text, expected) => {
    const path = saved(name.replaceAll(' ', '-'), text);
    const { code, out, err } = await convert(path, '--format', 'csv', '--allow-partial');
    expect([code, out]).toEqual([expected, '']);
    expect(err).toContain(path);
    expect(err).toMatch(/\n {2}fix: /);
  });

  test.each<[what: string, words: string[]]>([
    ['no report', []],
    ['an unknown format', [json, '--format', 'sairf']],
    ['one file as input and output', [json, '-o', `csv=${json}`]],
    ['two reports for standard output', [json, '--format', 'csv', '-o', 'json=-']],
  ])('%s is misuse', async (_, words) => {
    expect((await convert(...words)).code).toBe(2);
  });

  test('leaves no file behind if an output cannot be written', async () => {
    const before = readdirSync(folder);
    const there = join(folder, 'there.csv');
    const { code } = await convert(
      json,
      '-o',
      `csv=${there}`,
      '-o',
      `sarif=${join(folder, 'no', 'x.sarif')}`,
    );
    expect(code).toBe(3);
    expect(readdirSync(folder)).toEqual(before);
  });
});
