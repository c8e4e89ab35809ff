import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
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

  const held = (code: string) => Object.assign(new Error(`${code}: held`), { code });

  /** Windows, where something has the file open for the first so many tries. */
  const windows = (tries: number, code: string) => {
    const slept: number[] = [];
    let failed = 0;
    return {
      slept,
      platform: 'win32',
      sleep: async (ms: number) => slept.push(ms),
      rename: async (from: string, to: string) => {
        if (failed++ < tries) throw held(code);
        renameSync(from, to);
      },
    };
  };

  test.each(['EPERM', 'EACCES', 'EBUSY'])(
    'waits on Windows for what has the file open (%s)',
    async (code) => {
      const path = join(folder, 'out.json');
      writeFileSync(path, 'old');
      const system = windows(3, code);
      const sink = await fileSink(path, system);
      await sink.write('new');
      await sink.finish();
      expect(readFileSync(path, 'utf8')).toBe('new');
      expect(system.slept).toEqual([10, 20, 40]);
    },
  );

  test('gives up after a while, and leaves what stood there', async () => {
    const path = join(folder, 'out.json');
    writeFileSync(path, 'old');
    const system = windows(100, 'EBUSY');
    const sink = await fileSink(path, system);
    await sink.write('new');
    await expect(sink.finish()).rejects.toMatchObject({ exitCode: 3 });
    sink.discard();
    expect(system.slept.reduce((sum, ms) => sum + ms)).toBe(2_550);
    expect(readdirSync(folder)).toEqual(['out.json']);
    expect(readFileSync(path, 'utf8')).toBe('old');
  });

  test('does not wait elsewhere, where a refusal is final', async () => {
    const system = { ...windows(100, 'EPERM'), platform: 'linux' };
    const sink = await fileSink(join(folder, 'out.json'), system);
    await expect(sink.finish()).rejects.toMatchObject({ exitCode: 3 });
    expect(system.slept).toEqual([]);
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
