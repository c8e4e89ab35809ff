import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hostileText } from '../../generators.ts';
import { clean, eventful, hostileOutcomes, records, written } from './hostile.ts';

const { fields, allowed } = JSON.parse(
  readFileSync(new URL('../../../../fixtures/schemas/ecs-9.4.0.json', import.meta.url), 'utf8'),
) as {
  readonly fields: Readonly<Record<string, readonly [type: string, normalization: string]>>;
  readonly allowed: Readonly<Record<string, Readonly<Record<string, readonly string[] | null>>>>;
};

/** What an index with ECS's types takes. */
const takes: Readonly<Record<string, (value: unknown) => boolean>> = {
  keyword: (value) => typeof value === 'string',
  constant_keyword: (value) => typeof value === 'string',
  match_only_text: (value) => typeof value === 'string',
  wildcard: (value) => typeof value === 'string',
  date: (value) => typeof value === 'string' && new Date(value).toISOString() === value,
  ip: (value) => typeof value === 'string' && isIP(value) !== 0,
  long: Number.isSafeInteger,
  float: (value) => typeof value === 'number',
};

/** Everything in which a document is not as ECS has it, one line each; what is our own is left out. */
function faultsOf(document: object): readonly string[] {
  const faults = leaves(document, '').flatMap(([path, value]) => {
    const [type, normalization] = fields[path] ?? [];
    if (!type) return [`${path} is no field of ECS`];
    if ((normalization === 'array') !== Array.isArray(value) && !Array.isArray(value))
      return [`${path} is no array`];
    return [value].flat().flatMap((member) => {
      const choices = allowed[path];
      if (choices && !Object.hasOwn(choices, String(member)))
        return [`${path} is ${member}, which is no choice`];
      return takes[type]?.(member) ? [] : [`${path} is no ${type}: ${JSON.stringify(member)}`];
    });
  });
  const required = ['@timestamp', 'ecs'].filter((name) => !(name in document));
  return [...faults, ...required.map((name) => `${name} is missing`)];
}

function leaves(value: object, path: string): readonly (readonly [string, unknown])[] {
  return Object.entries(value).flatMap(([name, member]) => {
    const whole = path === '' ? name : `${path}.${name}`;
    if (whole === 'oktahunt') return [];
    return typeof member === 'object' && member !== null && !Array.isArray(member)
      ? leaves(member, whole)
      : [[whole, member] as const];
  });
}

function pathsIn(value: unknown, path = ''): readonly string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [path];
  return Object.entries(value).flatMap(([name, member]) => pathsIn(member, `${path}.${name}`));
}

describe('ECS', () => {
  test('has documents of its fields and types', () => {
    const documents = records(written('ecs', eventful));
    expect(documents.flatMap(faultsOf)).toEqual([]);
    expect(
      documents.map((document) => (document['event'] as Record<string, unknown>)['dataset']),
    ).toEqual([
      'oktahunt.run',
      'oktahunt.finding',
      'oktahunt.finding',
      'oktahunt.finding',
      'oktahunt.case',
      'oktahunt.case',
      'oktahunt.run',
    ]);
    expect(documents[1]).toMatchObject({
      '@timestamp': '2023-10-02T10:15:40.003Z',
      event: { kind: 'alert', outcome: 'failure', risk_score: 79 },
      source: { ip: '203.0.113.9', as: { number: 64511 }, geo: { country_iso_code: 'NL' } },
      threat: { tactic: { id: ['TA0006'] }, technique: { id: ['T1539'] } },
      user: { name: 'ana@example.com', email: 'ana@example.com' },
      oktahunt: { case_id: 'okc_7c1e0b6a92d4', confidence: 'high' },
    });
  });

  test('has all of a finding as text, and no field that a log or a rule could name', () => {
    const keys = (outcomes: typeof eventful): readonly string[] =>
      records(written('ecs', outcomes)).flatMap((document) => pathsIn(document));
    expect(new Set(keys(hostileOutcomes('a.b')))).toEqual(new Set(keys(hostileOutcomes('c'))));
    const [, told] = records(written('ecs', eventful)) as readonly {
      event: { original: string };
    }[];
    expect(JSON.parse(told?.event.original ?? '')).toMatchObject(eventful[0] as object);
  });

  test('has the expected types of a category', () => {
    for (const { event } of records(written('ecs', eventful)) as readonly {
      event: { category?: string[]; type?: string[] };
    }[]) {
      for (const category of event.category ?? []) {
        expect(allowed['event.category']?.[category]).toEqual(
          expect.arrayContaining(event.type ?? []),
        );
      }
    }
  });

  test('tells a clean run from one that was not complete', () => {
    const end = (outcomes: typeof clean) => records(written('ecs', outcomes)).at(-1);
    expect(end(clean)).toMatchObject({ event: { action: 'run-ended', outcome: 'success' } });
    expect(end(eventful)).toMatchObject({
      message: 'run ended: skipped',
      event: { action: 'run-ended', outcome: 'failure' },
    });
    expect(records(written('ecs', clean, {})).flatMap(faultsOf)).toEqual([]);
  });

  test('is valid whatever the texts are', () => {
    fc.assert(
      fc.property(hostileText, (hostile) => {
        const documents = records(written('ecs', hostileOutcomes(hostile)));
        expect(documents.flatMap(faultsOf)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
