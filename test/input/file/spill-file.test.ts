import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createShareableSpill, createSpillFile } from '../../../src/input/file/spill-file.ts';
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

  test('reads the pages that another one shares, and keeps its own behind them', async () => {
    const [folder, others] = [await aFolder({}), await aFolder({})];
    const file = createShareableSpill(folder);
    expect(file.descriptor()).toBeUndefined();
    file.write(0, page(1));
    file.write(1, page(2));
    const descriptor = file.descriptor() as number;
    const over = [0, 1].map(() => createShareableSpill(others, { descriptor, slots: 2 }));
    for (const [at, one] of over.entries()) {
      one.write(2, page(10 + at));
      one.write(5, page(20 + at));
    }
    for (const [at, one] of over.entries()) {
      const read = [0, 1, 2, 5].map((slot) => {
        const into = page(9);
        one.read(slot, into);
        return into;
      });
      expect(read).toEqual([page(1), page(2), page(10 + at), page(20 + at)]);
      one.close();
    }
    file.close();
    const late = createShareableSpill(others, { descriptor, slots: 2 });
    expect(() => late.read(0, page(9))).toThrow(InputError);
    expect(readdirSync(others)).toEqual([]);
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
