import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aSummary } from '../../builders.ts';
import { hostileText } from '../../generators.ts';
import { clean, eventful, hostileOutcomes, records, wellFormed, written } from './hostile.ts';
import { faultsOf, observables } from './ocsf-reader.ts';

describe('the reader of OCSF', () => {
  const [finding = {}] = records(written('ocsf', eventful));
  const info = finding['finding_info'] as object;

  test.each<[what: string, over: Record<string, unknown>, fault: string]>([
    ['an unknown attribute', { titel: 'a' }, 'titel is not known'],
    ['another type', { type_uid: 200499 }, 'type_uid is 200499, not 200401'],
    ['a class that does not exist', { class_uid: 2999 }, 'there is no class 2999'],
    ['no time', { time: undefined }, 'time is missing'],
    ['a time as text', { time: '2023-10-02' }, 'time is no timestamp_t: "2023-10-02"'],
    ['a severity beyond the scale', { severity_id: 9 }, 'severity_id is 9, which is no choice'],
    ['no identity', { finding_info: { ...info, uid: undefined } }, 'finding_info.uid is missing'],
    ['evidence of nothing', { evidences: [{ name: 'a' }] }, 'evidences. has none of'],
    [
      'an address that is none',
      { evidences: [{ src_endpoint: { ip: 'x' } }] },
      'evidences.src_endpoint.ip is no ip_t',
    ],
    ['one thing where there are several', { observables: {} }, 'observables is no array'],
  ])('refuses %s', (_, over, fault) => {
    expect(faultsOf(finding)).toEqual([]);
    const event = Object.fromEntries(
      Object.entries({ ...finding, ...over }).filter(([, value]) => value !== undefined),
    );
    expect(faultsOf(JSON.parse(JSON.stringify(event))).join('\n')).toContain(fault);
  });
});

describe('OCSF', () => {
  test('is a Detection Finding for each finding, and a Scan Activity at the end', () => {
    const events = records(written('ocsf', eventful));
    expect(events.flatMap(faultsOf)).toEqual([]);
    expect(events.map(({ type_uid, status_id }) => [type_uid, status_id])).toEqual([
      [200401, 1],
      [200402, 1],
      [200401, 1],
      [600706, 2],
    ]);
    expect(events[1]?.['finding_info']).toMatchObject({
      attacks: [
        {
          tactic: { uid: 'TA0003' },
          technique: { uid: 'T1136', name: 'Create Account' },
          sub_technique: { uid: 'T1136.003', name: 'Create Account: Cloud Account' },
        },
        { technique: { uid: 'T9999' } },
        { tactic: { uid: 'TA0040' } },
      ],
    });
    expect(events[0]).toMatchObject({
      metadata: { correlation_uid: 'okc_7c1e0b6a92d4', tenant_uid: 'acme.okta.com' },
    });
  });

  test('numbers observables as OCSF does', () => {
    const told = records(written('ocsf', eventful))[0]?.['observables'] as readonly {
      type_id: number;
      name: string;
    }[];
    const numbers = new Map(told.map(({ name, type_id }) => [name.split('.').at(-1), type_id]));
    expect([...numbers]).toEqual([
      ['ip', observables['ip_t']],
      ['name', observables['username_t']],
      ['raw', observables['user_agent']],
    ]);
  });

  test('tells a clean run from a run that was cut', () => {
    const end = (outcomes: typeof clean) => records(written('ocsf', outcomes)).at(-1);
    expect(end(clean)).toMatchObject({
      activity_name: 'Completed',
      status_id: 1,
      num_detections: 0,
    });
    const doubts = [{ code: 'cut-short', message: 'interrupted by SIGINT' }] as const;
    expect(end([aSummary({ doubts })])).toMatchObject({
      activity_name: 'Cancelled',
      status_id: 2,
      status_detail: 'interrupted by SIGINT',
    });
    const empty = aSummary({
      coverage: { first: null, last: null, since: null, until: null, gaps: [] },
    });
    expect(faultsOf(records(written('ocsf', [empty], {})).at(-1) ?? {})).toEqual([]);
  });

  test('is valid whatever the texts are', () => {
    fc.assert(
      fc.property(hostileText, (hostile) => {
        const events = records(written('ocsf', hostileOutcomes(hostile)));
        expect(events.flatMap(faultsOf)).toEqual([]);
        expect(events[0]?.['message']).toBe(wellFormed(hostile));
      }),
      { numRuns: 100 },
    );
  });
});
