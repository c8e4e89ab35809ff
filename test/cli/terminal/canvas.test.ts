import { describe, expect, test } from 'vitest';
import {
  canRedraw,
  fileCanvas,
  hasUnicode,
  streamCanvas,
} from '../../../src/cli/terminal/canvas.ts';

describe('the canvas of a stream', () => {
  test.each([
    ['a terminal has its own width', { isTTY: true, columns: 72 }, 72],
    ['a terminal that does not know its width has 80 columns', { isTTY: true }, 80],
    ['a terminal of width nought has 80 columns', { isTTY: true, columns: 0 }, 80],
    ['a pipe has 100 columns', {}, 100],
    ['a pipe has 100 columns, whatever it claims', { columns: 20 }, 100],
  ])('%s', (_, stream, columns) => {
    expect(streamCanvas(stream, {}, 'linux', 'auto').columns).toBe(columns);
  });

  test('a file is never coloured, whatever the terminal', () => {
    expect(fileCanvas()).toEqual({ columns: 100, color: false, unicode: true });
  });
});

describe('characters beyond ASCII', () => {
  test.each([
    [{ LANG: 'en_GB.UTF-8' }, 'linux', true],
    [{ LANG: 'de_DE.utf8' }, 'linux', true],
    [{ LANG: 'C' }, 'linux', false],
    [{ LANG: 'de_DE.ISO-8859-1' }, 'linux', false],
    [{ LC_ALL: 'C', LANG: 'en_GB.UTF-8' }, 'linux', false],
    [{ LC_ALL: '', LC_CTYPE: 'C.UTF-8', LANG: 'C' }, 'linux', true],
    [{}, 'linux', true],
    [{}, 'darwin', true],
    [{}, 'win32', false],
    [{ WT_SESSION: '1' }, 'win32', true],
    [{ TERM_PROGRAM: 'vscode' }, 'win32', true],
    [{ TERM: 'linux', LANG: 'en_GB.UTF-8' }, 'linux', false],
  ])('%j on %s: %s', (env, platform, expected) => {
    expect(hasUnicode(env, platform)).toBe(expected);
  });
});

describe('a redrawn line', () => {
  test.each([
    [{ isTTY: true }, {}, true],
    [{}, {}, false],
    [{ isTTY: true }, { TERM: 'dumb' }, false],
    [{ isTTY: true }, { CI: 'true' }, false],
    [{ isTTY: true }, { CI: 'false' }, true],
  ])('stream %j, environment %j: %s', (stream, env, expected) => {
    expect(canRedraw(stream, env)).toBe(expected);
  });
});
