import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { oktahunt, root } from '../binary.ts';

let folder = '';
const incident = join(root, 'fixtures/incidents/beyondtrust-2023-10-02.ndjson');

beforeAll(() => {
  expect(existsSync(join(root, 'dist', 'cli', 'main.js')), 'run `npm run build` first').toBe(true);
  folder = mkdtempSync(join(tmpdir(), 'oktahunt-pages-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

test('a scan writes its page and its Markdown, to files as to standard output', async () => {
  const files = ['-o', 'html=report.html', '-o', 'markdown=report.md'];
  const page = await oktahunt(['scan', incident, '-f', 'html', ...files.slice(2)], { cwd: folder });
  const text = await oktahunt(['scan', incident, '-f', 'markdown', ...files.slice(0, 2)], {
    cwd: folder,
  });
  expect([page.code, text.code]).toEqual([1, 1]);
  expect(read('report.html')).toBe(page.out);
  expect(read('report.md')).toBe(text.out);
  expect(page.out).toMatch(/^<!doctype html>\n<html lang="en">[\s\S]*<\/html>\n$/);
  expect(text.out).toMatch(/^# 1 case to look at \(1 critical\)/);
  expect(`${page.out}${text.out}`).not.toContain('\u001b');
});

test('in the language and the zone of the reader', async () => {
  const args = ['scan', incident, '--lang', 'ja', '--tz', 'Asia/Tokyo', '-f', 'html'];
  const { out } = await oktahunt(args, { cwd: folder });
  expect(out).toContain('<html lang="ja">');
  expect(out).toContain('セッションの乗っ取り 23:29:37+09:00');
});
