import { describe, expect, it } from 'vitest';
import { isPattern, parseGlob } from '../../../src/input/file/glob.ts';

/** Whether a pattern without slashes matches a name. */
function matches(pattern: string, name: string): boolean {
  return parseGlob(pattern).some(([step]) => {
    if (step?.kind === 'name') return step.name === name;
    return step?.kind === 'match' && step.matches(name);
  });
}

describe('a pattern', () => {
  it.each([
    ['*.gz', ['a.gz', 'b.c.gz'], ['a.gzip', 'gz', '.hidden.gz']],
    ['a*b*c', ['abc', 'aXbYc', 'abbcc'], ['ab', 'acb', 'abcd']],
    ['?.json', ['a.json', '李.json', '😀.json'], ['.json', 'ab.json']],
    ['log-[0-9][!a-c]', ['log-1d', 'log-9_'], ['log-1b', 'log-xd', 'log-1']],
    ['[^a]', ['b'], ['a']],
    ['[]]', [']'], ['a']],
    ['[*]', ['*'], ['a']],
    ['[a-]', ['a', '-'], ['b']],
    ['[', ['['], ['a']],
    ['{jan,feb}.json', ['jan.json', 'feb.json'], ['mar.json']],
    ['{a,b{1,2}}', ['a', 'b1', 'b2'], ['b', 'b12']],
    ['{a}', ['{a}'], ['a']],
    ['{a,b', ['{a,b'], ['a', 'b']],
    ['x{,y}', ['x', 'xy'], ['y']],
    ['.*', ['.hidden'], ['shown']],
    ['a.b+(c)', ['a.b+(c)'], ['aXb+(c)']],
  ])('%s', (pattern, yes, no) => {
    expect(yes.filter((name) => !matches(pattern, name))).toEqual([]);
    expect(no.filter((name) => matches(pattern, name))).toEqual([]);
  });

  it.each([
    ['win32', '*.NDJSON', 'A.ndjson', true],
    ['win32', 'LOG-[A-C].json', 'log-b.JSON', true],
    ['linux', '*.NDJSON', 'a.ndjson', false],
    ['darwin', '*.NDJSON', 'a.ndjson', false],
    ['darwin', 'caf\u00e9*', 'cafe\u0301.json', true],
    ['linux', 'caf\u00e9*', 'cafe\u0301.json', false],
  ])('on %s %s and %s', (platform, pattern, name, fits) => {
    const [[step] = []] = parseGlob(pattern, platform);
    expect(step?.kind === 'match' && step.matches(name)).toBe(fits);
  });

  it('with many stars takes no exponential time', () => {
    expect(matches(`${'*a'.repeat(60)}b`, 'a'.repeat(250))).toBe(false);
  });

  it('with many braces stands for at most a thousand', () => {
    expect(parseGlob('{a,b}'.repeat(40)).length).toBeLessThanOrEqual(1000);
  });

  it('is told from a plain path by its characters', () => {
    expect(['a*', 'a?', '[a]', '{a,b}'].map(isPattern)).toEqual([true, true, true, true]);
    expect(['a', '/x/y.json', 'a(b)'].map(isPattern)).toEqual([false, false, false]);
  });
});
