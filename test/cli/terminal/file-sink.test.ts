import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fileSink } from '../../../src/cli/terminal/file-sink.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oktahunt-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('a file as a sink', () => {
  test('has its name only when it is whole', async () => {
    const path = join(folder, 'out.json');
    const sink = await fileSink(path);
    await sink.write('one\n');
    await sink.write('two\n');
    expect(existsSync(path)).toBe(false);
    await sink.finish();
    expect(readFileSync(path, 'utf8')).toBe('one\ntwo\n');
    expect(readdirSync(folder)).toEqual(['out.json']);
  });

  test('is for its owner only, even where an open file stood before', async () => {
    const path = join(folder, 'out.json');
    writeFileSync(path, 'old');
    chmodSync(path, 0o644);
    const sink = await fileSink(path);
    await sink.write('new');
    await sink.finish();
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('leaves what stood there when given up', async () => {
    const path = join(folder, 'out.json');
    writeFileSync(path, 'old');
    const sink = await fileSink(path);
    await sink.write('new');
    sink.discard();
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['out.json']);
  });

  test('follows a link to the file behind it', async () => {
    const [path, link] = [join(folder, 'real.json'), join(folder, 'link.json')];
    writeFileSync(path, 'old');
    symlinkSync(path, link);
    const sink = await fileSink(link);
    await sink.write('new');
    await sink.finish();
    expect(readFileSync(path, 'utf8')).toBe('new');
  });

  test('keeps a text larger than any buffer', async () => {
    const path = join(folder, 'out.json');
    const text = 'x'.repeat(5_000_000);
    const sink = await fileSink(path);
    await sink.write(text);
    await sink.finish();
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  test('refuses a folder and a file in no folder', async () => {
    mkdirSync(join(folder, 'dir'));
    const failure = expect.objectContaining({ exitCode: 3 });
    await expect(fileSink(join(folder, 'dir'))).rejects.toEqual(failure);
    await expect(fileSink(join(folder, 'none', 'out.json'))).rejects.toEqual(failure);
  });

  test.runIf(existsSync('/dev/full'))(
    'says that a device is full, and leaves it there',
    async () => {
      const sink = await fileSink('/dev/full');
      await expect(sink.write('text')).rejects.toEqual(
        expect.objectContaining({
          exitCode: 3,
          message: 'cannot write to /dev/full: no space left on the device',
        }),
      );
      sink.discard();
      expect(statSync('/dev/full').isCharacterDevice()).toBe(true);
    },
  );
});
