import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  sentinelColumns,
  sentinelStream,
} from '../../../../src/report/finding/machine/sentinel-report.ts';
import { aCase, aFinding } from '../../builders.ts';
import { hostileText } from '../../generators.ts';
import { clean, eventful, hostileOutcomes, records, wellFormed, written } from './hostile.ts';

describe("events for Splunk's HTTP Event Collector", () => {
  /** Keys that the collector knows beside the event, and what they must be. */
  const metadata: Readonly<Record<string, string>> = {
    time: 'number',
    host: 'string',
    source: 'string',
    sourcetype: 'string',
    event: 'object',
  };
  const read = (text: string) =>
    records(text).map((event) => {
      for (const [key, value] of Object.entries(event))
        expect([key, typeof value]).toEqual([key, metadata[key]]);
      return event as {
        time?: number;
        host?: string;
        sourcetype: string;
        event: Record<string, unknown>;
      };
    });

  test('say what they are, when it was, and all of it', () => {
    const events = read(written('splunk-hec', eventful));
    expect(events.map(({ sourcetype }) => sourcetype)).toEqual([
      'oktahunt:run',
      'oktahunt:finding',
      'oktahunt:finding',
      'oktahunt:finding',
      'oktahunt:case',
      'oktahunt:case',
      'oktahunt:run',
    ]);
    expect(events[1]).toMatchObject({ time: 1696241740.003, host: 'acme.okta.com' });
    expect(events[1]?.event).toMatchObject(aFinding({ severity: 'critical', case: aCase().id }));
    expect(events.at(-1)?.event).toMatchObject({
      phase: 'end',
      complete: false,
      because: ['skipped'],
    });
    expect(read(written('splunk-hec', clean, {}))[0]).not.toHaveProperty('host');
  });

  test('are one in a line whatever the texts are', () => {
    fc.assert(
      fc.property(hostileText, (hostile) => {
        const events = read(written('splunk-hec', hostileOutcomes(hostile)));
        expect(events).toHaveLength(4);
        expect(events[1]?.event['title']).toBe(wellFormed(hostile));
      }),
      { numRuns: 100 },
    );
  });
});

describe('lines for Timesketch', () => {
  const read = (text: string) => {
    if (text === '') return [];
    return records(text).map((line) => {
      expect(line['message']).toEqual(expect.stringMatching(/./));
      expect(new Date(line['datetime'] as string).toISOString()).toBe(line['datetime']);
      expect(line['timestamp_desc']).toMatch(/^(Decisive event|Event)$/);
      expect(line['tag']).toEqual(expect.arrayContaining([expect.any(String)]));
      return line;
    });
  };

  test('are the events of each finding', () => {
    const lines = read(written('timesketch', eventful));
    expect(lines).toHaveLength(6);
    expect(lines[2]).toMatchObject({
      message:
        'user.mfa.factor.activate FAILURE ana@example.com -> bo@example.com 203.0.113.9 (ana@example.com: one session on two machines)',
      timestamp_desc: 'Decisive event',
      tag: ['session-moved-machine', 'critical', 'T1539'],
      case_id: 'okc_7c1e0b6a92d4',
    });
    expect(read(written('timesketch', clean))).toEqual([]);
  });

  test('are valid whatever the texts are', () => {
    fc.assert(
      fc.property(hostileText, (hostile) => {
        expect(read(written('timesketch', hostileOutcomes(hostile)))).toHaveLength(3);
      }),
      { numRuns: 100 },
    );
  });
});

describe('rows for Sentinel', () => {
  /** What Azure takes for a value of a column's type. */
  const takes: Readonly<Record<string, (value: unknown) => boolean>> = {
    string: (value) => typeof value === 'string',
    int: (value) => Number.isInteger(value) && Math.abs(value as number) < 2 ** 31,
    long: Number.isSafeInteger,
    boolean: (value) => typeof value === 'boolean',
    datetime: (value) => typeof value === 'string' && new Date(value).toISOString() === value,
    dynamic: (value) => typeof value === 'object',
  };
  const read = (text: string) => {
    const rows = JSON.parse(text) as readonly Record<string, unknown>[];
    for (const row of rows) {
      expect(row['TimeGenerated']).toBeDefined();
      for (const [name, value] of Object.entries(row)) {
        expect([name, value, takes[sentinelColumns[name]?.type ?? '']?.(value)]).toEqual([
          name,
          value,
          true,
        ]);
      }
    }
    return rows;
  };

  test('have columns that a table can have', () => {
    const { columns } = sentinelStream().streamDeclarations['Custom-OktahuntFindings_CL'];
    expect(columns[0]).toEqual({ name: 'TimeGenerated', type: 'datetime' });
    for (const { name, type } of columns) {
      expect(name).toMatch(/^[A-Za-z][A-Za-z0-9_]{1,44}$/);
      expect(['TenantId', 'Type', 'Id', 'Title_s']).not.toContain(name);
      expect(Object.keys(takes)).toContain(type);
    }
  });

  test('are findings, cases and the end of the run', () => {
    const rows = read(written('sentinel', eventful));
    expect(rows.map(({ Kind }) => Kind)).toEqual([
      'finding',
      'finding',
      'finding',
      'case',
      'case',
      'run',
    ]);
    expect(rows[0]).toMatchObject({
      TimeGenerated: '2023-10-03T06:00:00.000Z',
      DecisiveEventTime: '2023-10-02T10:15:40.003Z',
      Severity: 'critical',
      SeverityNumber: 4,
      CaseId: 'okc_7c1e0b6a92d4',
      Org: 'acme.okta.com',
    });
    expect(rows.at(-1)).toMatchObject({
      IsComplete: false,
      RulesDigest: 'sha256:0011223344556677',
    });
    expect(read(written('sentinel', clean, {}))).toMatchObject([{ Kind: 'run', IsComplete: true }]);
    expect(
      Object.keys(sentinelColumns).filter((name) => rows.every((row) => !(name in row))),
    ).toEqual([]);
  });

  test('are valid whatever the texts are', () => {
    fc.assert(
      fc.property(hostileText, (hostile) => {
        const [row] = read(written('sentinel', hostileOutcomes(hostile)));
        expect(row?.['Title']).toBe(wellFormed(hostile));
      }),
      { numRuns: 100 },
    );
  });
});
