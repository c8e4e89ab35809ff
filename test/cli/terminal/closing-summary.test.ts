import { describe, expect, test } from 'vitest';
import {
  closingSummary,
  doubtLines,
  expiryLines,
  noteLines,
  rejectionLine,
  suppressedLines,
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

describe('filters', () => {
  const reason = 'the bot \x1b[2J';
  const filters = [
    {
      name: 'bot',
      title: 'Bot',
      reason,
      owner: 'ann',
      status: 'used',
      suppressed: [
        { rule: 'a', events: 2 },
        { rule: 'b', events: 1 },
      ],
    },
    { name: 'calm', title: 'Calm', status: 'unused', suppressed: [] },
    { name: 'old', title: 'Old', expires: '2024-01-31', status: 'expired', suppressed: [] },
  ] as const;
  const event = {
    uuid: 'u1',
    published: '2024-01-01T00:00:00.000Z',
    eventType: 'x',
    actor: 'ann@example.com',
  };
  const listed = [{ rule: 'a', filters: ['bot'], event }];
  const summary = aSummary({ filters, suppressed: { total: 3, listed } });

  test('are told with what they took away, and those that have expired by themselves', () => {
    expect(noteLines(summary)).toEqual([
      'note: 3 alerts suppressed by the filter "bot": a 2, b 1 (the bot \\x1b[2J; owner: ann)',
    ]);
    expect(expiryLines(summary)).toEqual([
      'warning: the filter "old" expired on 2024-01-31 and does nothing: remove or renew it',
    ]);
  });

  test('are listed with each alert if that was asked for', () => {
    expect(suppressedLines(summary)).toEqual([
      'suppressed: 2024-01-01T00:00:00.000Z a by ann@example.com, event u1: bot (the bot \\x1b[2J)',
      'suppressed: 2 more',
    ]);
    expect(suppressedLines(aSummary())).toEqual([]);
  });
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
