import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copyStream } from '../../src/input/file/stream-copy.ts';
import { InputError } from '../../src/input/input-error.ts';

let folder = '';
const never = new AbortController().signal;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'oktahunt-test-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a stream that is copied', () => {
  test('can be read again and again, by its owner only, and is gone in the end', async () => {
    const copy = await copyStream(Readable.from(['one\n', 'two\n']), never, folder);
    expect(readFileSync(copy.path, 'utf8')).toBe('one\ntwo\n');
    expect([await text(copy.open()), await text(copy.open())]).toEqual([
      'one\ntwo\n',
      'one\ntwo\n',
    ]);
    if (process.platform !== 'win32') expect(statSync(copy.path).mode & 0o077).toBe(0);
    copy.close();
    copy.close();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('leaves nothing behind if a signal ends it', async () => {
    const controller = new AbortController();
    const copying = copyStream(new PassThrough(), controller.signal, folder);
    controller.abort(new Error('enough'));
    await expect(copying).rejects.toThrow('enough');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('fails with advice if the disk does', async () => {
    const copying = copyStream(Readable.from(['x']), never, join(folder, 'none'));
    await expect(copying).rejects.toThrow(InputError);
    await expect(copying).rejects.toMatchObject({ advice: expect.stringContaining('TMPDIR') });
  });
});
