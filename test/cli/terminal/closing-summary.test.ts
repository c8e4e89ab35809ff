import { describe, expect, test } from 'vitest';
import {
  closingSummary,
  doubtLines,
  noteLines,
  rejectionLine,
} from '../../../src/cli/terminal/closing-summary.ts';
import { aDoubt, aSummary, noFindings } from '../world.ts';

describe('a run in one line', () => {
  test('accounts for every record', () => {
    const summary = aSummary({ records: 18_234, evaluated: 18_000, duplicate: 200, skipped: 34 });
    expect(closingSummary(summary)).toBe(
      'no findings; 18,234 records = 18,000 evaluated + 200 duplicate + 0 filtered + 34 skipped',
    );
  });

  test('counts findings, the worst first', () => {
    const line = closingSummary(aSummary({ findings: { ...noFindings, low: 2, critical: 1 } }));
    expect(line).toMatch(/^3 findings: 1 critical, 2 low; /);
  });

  test('says one finding of one', () => {
    const line = closingSummary(aSummary({ findings: { ...noFindings, high: 1 } }));
    expect(line).toMatch(/^1 finding: 1 high; /);
  });

  test('gives every doubt a line, with nothing in it that moves the cursor', () => {
    const doubt = { code: 'cut-short', message: 'file \x1b[2J.gz ends early' } as const;
    expect(doubtLines(aSummary({ doubts: [aDoubt, doubt] }))).toEqual([
      'not complete: one record was skipped',
      'not complete: file \\x1b[2J.gz ends early',
    ]);
  });
});

test('events whose copies differ are told, with nothing in their names that moves the cursor', () => {
  const conflicts = { events: 1_207, times: 3, uuids: ['event-\x1b[2J', 'event-2'] };
  expect(noteLines(aSummary({ conflicts }))).toEqual([
    'note: 1,207 events have copies that differ, 3 of them in time; the fullest copy was used, or the earliest of equally full ones: event-\\x1b[2J, event-2 and 1,205 more',
  ]);
});

describe('a skipped record in one line', () => {
  const rejection = { kind: 'rejection', reason: 'bad-json', message: 'unexpected \x07' } as const;

  test.each([
    [undefined, 'skipped: bad-json: unexpected \\x07'],
    [{ file: 'a.json' }, 'skipped: a.json: bad-json: unexpected \\x07'],
    [{ file: 'a.json', line: 3, byte: 90 }, 'skipped: a.json:3: bad-json: unexpected \\x07'],
    [{ file: 'a\n.json', byte: 90 }, 'skipped: a\\x0a.json at byte 90: bad-json: unexpected \\x07'],
  ])('from %j', (origin, expected) => {
    expect(rejectionLine({ ...rejection, ...(origin && { origin }) })).toBe(expected);
  });
});
