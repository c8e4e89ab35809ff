import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  contentOfFolder,
  type FolderContent,
  isContentOfFolder,
  type ReadContent,
} from '../../src/input/folder-content.ts';

let folder: string;
const at = (path: string): string => join(folder, path);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oktahunt-folder-'));
  mkdirSync(at('b/empty'), { recursive: true });
  writeFileSync(at('b/one'), 'first');
  writeFileSync(at('b/two'), 'second');
  writeFileSync(at('a'), '');
  writeFileSync(at('c'), 'é');
});

afterEach(() => rmSync(folder, { recursive: true }));

test('the files of a folder stand in order, with their bytes', () => {
  const { files, bytes } = contentOfFolder(folder);
  expect(files).toEqual([
    ['a', 0],
    ['b/one', 5],
    ['b/two', 6],
    ['c', 2],
  ]);
  expect(bytes.toString()).toBe('firstsecondé');
});

describe('a folder is told from what it was', () => {
  test.each<readonly [string, () => void, boolean]>([
    ['as it is', () => {}, true],
    ['with a file written again', () => writeFileSync(at('b/one'), 'first'), true],
    ['with other letters', () => writeFileSync(at('b/one'), 'fisrt'), false],
    ['with a longer file', () => writeFileSync(at('b/one'), 'first '), false],
    ['with a shorter file', () => writeFileSync(at('c'), 'e'), false],
    ['with something where nothing was', () => writeFileSync(at('a'), 'a'), false],
    ['with a letter in the next file', () => moveLetter(), false],
    ['without its last file', () => rmSync(at('c')), false],
    ['without its first file', () => rmSync(at('a')), false],
    ['with one more file', () => writeFileSync(at('d'), ''), false],
    ['with one more before all others', () => writeFileSync(at('0'), ''), false],
    ['with a file by another name', () => renameSync(at('c'), at('d')), false],
    ['with what is no file', () => symlinkSync('c', at('d')), false],
    ['not there', () => renameSync(folder, `${folder}-`), false],
  ])('%s', (_how, change, expected) => {
    const before = contentOfFolder(folder);
    change();
    const isSame = isContentOfFolder(asRead(before), folder);
    if (!expected) rmSync(`${folder}-`, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    expect(isSame).toBe(expected);
  });
});

/** The content as it is read while it is compared. */
function asRead({ files, bytes }: FolderContent): ReadContent {
  let at = 0;
  const next = (length: number): Buffer => {
    at += length;
    return bytes.subarray(at - length, at);
  };
  return { files, next };
}

function moveLetter(): void {
  writeFileSync(at('b/one'), 'firsts');
  writeFileSync(at('b/two'), 'econd');
}

test('what is neither file nor folder cannot be read', () => {
  symlinkSync('c', at('d'));
  expect(() => contentOfFolder(folder)).toThrow('d is neither file nor folder');
});
