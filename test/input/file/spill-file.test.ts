import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createSpillFile } from '../../../src/input/file/spill-file.ts';
import { InputError } from '../../../src/input/input-error.ts';
import { aFolder } from '../folder.ts';

const page = (byte: number): Uint8Array => new Uint8Array(1_024).fill(byte);

describe('a spill file', () => {
  test('gives back each page as it was last written', async () => {
    const file = createSpillFile(await aFolder({}));
    for (const [slot, byte] of [
      [3, 1],
      [0, 2],
      [3, 3],
    ] as const) {
      file.write(slot, page(byte));
    }
    const read = [0, 3].map((slot) => {
      const into = page(9);
      file.read(slot, into);
      return into;
    });
    expect(read).toEqual([page(2), page(3)]);
    file.close();
  });

  test('does not exist before it is needed, and leaves nothing behind', async () => {
    const folder = await aFolder({});
    const file = createSpillFile(folder);
    expect(readdirSync(folder)).toEqual([]);
    file.write(0, page(1));
    if (process.platform !== 'win32') expect(readdirSync(folder)).toEqual([]);
    file.close();
    file.close();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('says what is wrong where it cannot be made, and what to do', async () => {
    const folder = join(await aFolder({}), 'missing');
    const file = createSpillFile(folder);
    expect(() => file.write(0, page(1))).toThrow(InputError);
    expect(() => file.write(0, page(1))).toThrow(/there is no such file/);
    try {
      file.write(0, page(1));
    } catch (error) {
      expect((error as InputError).advice).toMatch(/TMPDIR.*--state-budget/);
    }
  });

  test('does not read what it does not have', async () => {
    const folder = await aFolder({});
    const file = createSpillFile(folder);
    expect(() => file.read(0, page(0))).toThrow(/it was closed/);
    file.write(0, page(1));
    expect(() => file.read(7, page(0))).toThrow(/it ends too early/);
    expect(readdirSync(folder)).toEqual([]);
    expect(statSync(folder).isDirectory()).toBe(true);
  });
});
