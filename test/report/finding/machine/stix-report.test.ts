import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReportedOutcome } from '../../../../src/engine/outcome.ts';
import { aCase, aFinding, aSummary } from '../../builders.ts';
import { hostileText } from '../../generators.ts';
import { clean, eventful, hostileOutcomes, written } from './hostile.ts';

const schemas = JSON.parse(
  readFileSync(new URL('../../../../fixtures/schemas/stix-2.1.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, { readonly $id: string }>>;

const ajv = new Ajv2020({ strict: false, validateFormats: false, unicodeRegExp: false });
for (const schema of Object.values(schemas)) ajv.addSchema(schema);
const validatorOf = (path: string) => ajv.getSchema(schemas[path]?.$id ?? '') ?? missing(path);

function missing(path: string): never {
  throw new Error(`there is no schema ${path}`);
}

type Entry = Readonly<Record<string, unknown>> & { readonly id: string; readonly type: string };

const comparison =
  /^\[(?:ipv4-addr:value|ipv6-addr:value|user-account:user_id|user-account:account_login) = '((?:[^'\\]|\\['\\])*)'\]$/s;

/** Reads a bundle and holds it against the schemas and the rules that they cannot say. */
function read(text: string): readonly Entry[] {
  const bundle = JSON.parse(text) as { readonly objects: readonly Entry[] };
  const ids = bundle.objects.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const entry of bundle.objects) {
    const folder = entry.type === 'relationship' ? 'sros' : 'sdos';
    const isValid = validatorOf(`${folder}/${entry.type}.json`);
    expect(isValid(entry), JSON.stringify([entry, isValid.errors?.slice(0, 3)])).toBe(true);
    expect(entry.id).toMatch(
      new RegExp(
        `^${entry.type}--[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`,
      ),
    );
    const refs = [
      entry['created_by_ref'],
      entry['source_ref'],
      entry['target_ref'],
      entry['object_refs'],
    ];
    for (const ref of refs.flat().filter((ref) => ref !== undefined)) expect(ids).toContain(ref);
    if (entry.type === 'indicator') expect(entry['pattern']).toMatch(comparison);
    if ('created' in entry)
      expect(String(entry['created']) <= String(entry['modified'])).toBe(true);
  }
  const isBundle = validatorOf('common/bundle.json');
  expect(isBundle(bundle), JSON.stringify(isBundle.errors?.slice(0, 3))).toBe(true);
  return bundle.objects;
}

const namesOf = (entries: readonly Entry[], type: string) =>
  entries.filter((entry) => entry.type === type).map((entry) => entry['name']);

describe('STIX', () => {
  test('has the indicators and techniques of the cases that weigh', () => {
    const entries = read(written('stix', eventful));
    expect(namesOf(entries, 'indicator')).toEqual([
      '198.51.100.7',
      '203.0.113.9',
      'svc_backup@example.com',
    ]);
    expect(namesOf(entries, 'attack-pattern')).toEqual(['Steal Web Session Cookie']);
    expect(namesOf(entries, 'report')).toEqual([aCase().title]);
  });

  test('of a run without cases is still a bundle', () => {
    expect(read(written('stix', clean)).map(({ type }) => type)).toEqual(['identity']);
  });

  test.each([
    '10.0.0.1',
    '192.168.1.1',
    '172.31.0.1',
    '127.0.0.1',
    '169.254.1.1',
    '100.64.0.9',
    'fe80::1',
    'fd00::1',
    '::1',
    '0.0.0.0',
    '255.255.255.255',
    'unknown',
    '',
  ])('takes %s for no indicator', (ip) => {
    const { entities } = aCase();
    const addresses = entities.addresses.map((address) => ({ ...address, ip }));
    const one = aCase({ entities: { ...entities, addresses, planted: [] } });
    expect(namesOf(read(written('stix', [one, aSummary()])), 'indicator')).toEqual([]);
  });

  test('takes an address that many share for no indicator', () => {
    const { entities } = aCase();
    const addresses = entities.addresses.map((address) => ({ ...address, shared: true }));
    const one = aCase({ entities: { ...entities, addresses, planted: [] } });
    expect(namesOf(read(written('stix', [one, aSummary()])), 'indicator')).toEqual([]);
  });

  test('has the same ids for the same case in every run', () => {
    const idsOf = (outcomes: readonly ReportedOutcome[]) =>
      read(written('stix', outcomes)).map(({ id }) => id);
    const [finding, one] = [aFinding(), aCase()];
    const again = written('stix', [finding, one, aSummary()], {});
    expect(idsOf([finding, one, aSummary()])).toEqual(read(again).map(({ id }) => id));
    const grown = aCase({ when: { ...one.when, lastSign: '2023-10-09T00:00:00.000Z' } });
    expect(idsOf([finding, grown, aSummary()])).toEqual(idsOf([finding, one, aSummary()]));
  });

  test('is valid whatever the texts are', () => {
    const text = fc.oneof(hostileText, fc.constantFrom("'] OR [a:b = '", "\\'", '\\', "it's"));
    fc.assert(
      fc.property(text, (hostile) => {
        read(written('stix', hostileOutcomes(hostile)));
      }),
      { numRuns: 100 },
    );
  });

  test('keeps a quote within the text of a pattern', () => {
    const name = "'] OR [x:y = '\\";
    const planted = aCase().entities.planted.map((each) => ({ ...each, id: null, name }));
    const one = aCase({ entities: { ...aCase().entities, addresses: [], planted } });
    const [indicator] = read(written('stix', [one, aSummary()])).filter(
      ({ type }) => type === 'indicator',
    );
    const [, constant] = comparison.exec(String(indicator?.['pattern'])) ?? [];
    expect(constant?.replace(/\\(.)/g, '$1')).toBe(name);
  });
});
