import { describe, expect, test } from 'vitest';
import { join, placeOf } from '../../../src/input/file/file-identity.ts';
import {
  isDevicePath,
  isUnportableName,
  pathKey,
  patternPath,
} from '../../../src/input/file/platform-path.ts';

const home = 'C:\\logs';

describe('a pattern', () => {
  test.each([
    ['linux', 'logs/*.json', '', 'logs/*.json'],
    ['linux', '/var/log/*.json', '/', 'var/log/*.json'],
    ['linux', '//var/*', '/', 'var/*'],
    ['linux', 'C:\\logs\\*', '', 'C:\\logs\\*'],
    ['darwin', '/Users/ann/*.json', '/', 'Users/ann/*.json'],
    ['win32', 'logs\\*.json', '', 'logs/*.json'],
    ['win32', 'logs/2026\\*.json', '', 'logs/2026/*.json'],
    ['win32', 'C:\\logs\\*.json', 'C:\\', 'logs/*.json'],
    ['win32', 'c:/logs/**/*.json', 'c:/', 'logs/**/*.json'],
    ['win32', 'C:*.json', 'C:.', '*.json'],
    ['win32', '\\logs\\*.json', '\\', 'logs/*.json'],
    ['win32', '\\\\server\\share\\okta\\*.gz', '\\\\server\\share\\', 'okta/*.gz'],
    ['win32', '//server/share/okta/*.gz', '//server/share/', 'okta/*.gz'],
    ['win32', '\\\\?\\C:\\logs\\*.gz', '\\\\?\\C:\\', 'logs/*.gz'],
    ['win32', '\\\\?\\UNC\\server\\share\\*.gz', '\\\\?\\UNC\\server\\share\\', '*.gz'],
  ])('on %s: %s', (platform, pattern, root, names) => {
    expect(patternPath(pattern, platform)).toEqual({ root, names });
  });
});

describe('a name in a folder', () => {
  test.each([
    ['linux', 'logs', 'logs/a'],
    ['linux', 'logs/', 'logs/a'],
    ['linux', 'logs\\', 'logs\\/a'],
    ['win32', 'logs', 'logs/a'],
    ['win32', 'C:\\logs\\', 'C:\\logs\\a'],
    ['win32', '\\\\?\\C:\\', '\\\\?\\C:\\a'],
    ['win32', 'C:.', 'C:./a'],
    ['win32', '', 'a'],
  ])('on %s in %s', (platform, folder, file) => {
    expect(join(placeOf(folder), Buffer.from('a'), platform).file).toBe(file);
  });
});

describe('two paths', () => {
  test.each([
    ['linux', '/w', 'out.json', './out.json', true],
    ['linux', '/w', 'out.json', 'Out.json', false],
    ['linux', '/w', 'a/../out.json', '/w/out.json', true],
    ['darwin', '/w', 'out.json', 'OUT.json', true],
    ['darwin', '/w', 'caf\u00e9', 'cafe\u0301', true],
    ['win32', home, 'out.json', 'C:\\Logs\\OUT.JSON', true],
    ['win32', home, 'C:/logs/out.json', '.\\out.json', true],
    ['win32', home, 'D:out.json', 'out.json', false],
    ['win32', home, '\\\\server\\share\\out.json', '//SERVER/share/out.json', true],
  ])('on %s from %s: %s and %s', (platform, folder, one, other, isOne) => {
    const keys = [one, other].map((path) => pathKey(path, folder, platform));
    expect(keys[0] === keys[1]).toBe(isOne);
  });
});

describe('a name that Windows cannot have', () => {
  test.each([
    'con',
    'NUL',
    'aux.yml',
    'Com1.ndjson',
    'lpt9',
    'com².txt',
    'a:b',
    'a?',
    'a.',
    'a ',
    'a\u0001',
  ])('%j', (name) => {
    expect(isUnportableName(name)).toBe(true);
  });

  test.each([
    'console',
    'com10',
    'contact.yml',
    'a.con',
    '2026-11-30.ndjson.gz',
    '.oktahunt-archive.json',
    '李',
  ])('unlike %j', (name) => {
    expect(isUnportableName(name)).toBe(false);
  });
});

describe('a device', () => {
  test.each([
    ['win32', 'NUL', true],
    ['win32', 'C:\\out\\nul', true],
    ['win32', '\\\\.\\pipe\\okta', true],
    ['win32', 'C:\\nul\\out.json', false],
    ['linux', 'NUL', false],
  ])('on %s: %s', (platform, path, is) => {
    expect(isDevicePath(path, platform)).toBe(is);
  });
});
