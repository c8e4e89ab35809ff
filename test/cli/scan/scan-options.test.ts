import { describe, expect, test } from 'vitest';
import { parseNamedFile } from '../../../src/cli/rules/rule-options.ts';
import { readScanOptions, type ScanFlags } from '../../../src/cli/scan/scan-options.ts';
import { usualBudget } from '../../../src/library/usual-budget.ts';
import { aWorld } from '../world.ts';

const flags: ScanFlags = {
  builtinRules: true,
  minSeverity: 'informational',
  failOn: 'low',
  color: 'auto',
};

describe('the plan of a scan', () => {
  test('without options reads everything with the bundled rules', () => {
    expect(readScanOptions(['log.json'], flags, aWorld())).toEqual({
      live: undefined,
      connection: flags,
      deliver: [],
      deadLetters: 'dead-letters.ndjson',
      paths: ['log.json'],
      since: undefined,
      until: undefined,
      rules: { builtIn: true, paths: [], lists: [] },
      selection: { packs: [], only: [], skip: [] },
      minSeverity: 'informational',
      failOn: 'low',
      allowPartial: false,
      showSuppressed: false,
      rawEvents: false,
      state: { budget: usualBudget, overflow: 'spill' },
      jobs: 1,
      targets: [{ format: 'table', path: undefined }],
      display: {
        language: 'en',
        zone: 'UTC',
        color: 'auto',
        ascii: false,
        plain: false,
        pager: true,
      },
      quiet: false,
      verbose: false,
      details: false,
    });
  });

  test('counts relative times from the clock of the world', () => {
    const plan = readScanOptions(['a'], { ...flags, since: '7d', until: '2023-10-20' }, aWorld());
    expect([plan.since, plan.until]).toEqual([Date.UTC(2023, 9, 13, 12), Date.UTC(2023, 9, 20)]);
  });

  test('gives state the memory that was asked for', () => {
    const { state } = readScanOptions(
      ['a'],
      { ...flags, stateBudget: 1e6, stateOverflow: 'forget' },
      aWorld(),
    );
    expect(state).toEqual({ budget: 1e6, overflow: 'forget' });
  });

  test('takes --no-color for --color never', () => {
    const { display } = readScanOptions(['a'], { ...flags, color: false }, aWorld());
    expect(display.color).toBe('never');
  });

  test('lets a date begin where the reader lives', () => {
    const tokyo = readScanOptions(
      ['a'],
      { ...flags, since: '2023-10-02', until: '2023-10-03T00:00:00Z', tz: 'Asia/Tokyo' },
      aWorld(),
    );
    expect([tokyo.since, tokyo.until]).toEqual([Date.UTC(2023, 9, 1, 15), Date.UTC(2023, 9, 3)]);
    expect(tokyo.display.zone).toBe('Asia/Tokyo');
  });

  test.each<[string, readonly string[], Partial<ScanFlags>, string]>([
    ['no file', [], {}, 'nothing to scan'],
    ['a period that ends before it begins', ['a'], { since: '1h', until: '2h' }, 'is not before'],
    ['an empty period', ['a'], { since: '2023-10-02', until: '2023-10-02' }, 'is not before'],
    ['Japanese in ASCII', ['a'], { lang: 'ja', ascii: true }, '--ascii cannot show'],
    ['no rules at all', ['a'], { builtinRules: false }, 'leaves no rules'],
    [
      'an output over an input',
      ['logs/a.json'],
      { output: [{ format: 'json', path: './logs/../logs/a.json' }] },
      'both input and output',
    ],
  ])('refuses %s', (_, paths, over, message) => {
    expect(() => readScanOptions(paths, { ...flags, ...over }, aWorld())).toThrow(
      expect.objectContaining({ exitCode: 2, message: expect.stringContaining(message) }),
    );
  });

  test('refuses to wait for a log typed by hand', () => {
    expect(() => readScanOptions(['-'], flags, aWorld({ terminal: true }))).toThrow(
      'standard input is a terminal',
    );
    expect(readScanOptions(['-'], flags, aWorld()).paths).toEqual(['-']);
  });
});

describe('NAME=FILE', () => {
  test('is split at the first sign', () => {
    expect(parseNamedFile('ips=a=b.txt')).toEqual({ name: 'ips', file: 'a=b.txt' });
  });

  test.each(['ips', 'ips=', '=file'])('%s is misuse', (text) => {
    expect(() => parseNamedFile(text)).toThrow(expect.objectContaining({ exitCode: 2 }));
  });
});
