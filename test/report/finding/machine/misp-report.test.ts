import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hostileText } from '../../generators.ts';
import { clean, eventful, hostileOutcomes, written } from './hostile.ts';

const { event: schema, categories } = JSON.parse(
  readFileSync(new URL('../../../../fixtures/schemas/misp.json', import.meta.url), 'utf8'),
) as {
  readonly event: Record<string, unknown>;
  readonly categories: Readonly<Record<string, readonly string[]>>;
};

/** The schema is of draft 4, from which it uses nothing that later drafts have changed, but the name of its id. */
const { id: _, $schema: __, ...rest } = schema;
delete (rest as { defs: { sharing_group: { properties: { required?: unknown } } } }).defs
  .sharing_group.properties.required;
const isMisp = new Ajv({ strict: false }).compile(rest);

interface MispEvent {
  readonly info: string;
  readonly threat_level_id: string;
  readonly Tag: readonly { readonly name: string }[];
  readonly Attribute: readonly {
    readonly uuid: string;
    readonly type: string;
    readonly category: string;
    readonly value: string;
    readonly to_ids: boolean;
  }[];
}

/** Reads an event and holds it against MISP's schema and its table of categories. */
function read(text: string): MispEvent {
  const document = JSON.parse(text) as { readonly Event: MispEvent };
  expect(isMisp(document), JSON.stringify(isMisp.errors)).toBe(true);
  for (const { type, category, value } of document.Event.Attribute) {
    expect(categories[category]).toContain(type);
    expect(value).not.toBe('');
  }
  return document.Event;
}

describe('MISP', () => {
  test('has the indicators of the cases that weigh, and marks none for detection', () => {
    const { info, threat_level_id, Tag, Attribute } = read(written('misp', eventful));
    expect({ info, threat_level_id, tags: Tag }).toEqual({
      info: 'oktahunt: 1 case in acme.okta.com',
      threat_level_id: '1',
      tags: [{ name: 'misp-galaxy:mitre-attack-pattern="Steal Web Session Cookie - T1539"' }],
    });
    expect(Attribute.map(({ type, value, to_ids }) => [type, value, to_ids])).toEqual([
      ['ip-src', '198.51.100.7', false],
      ['ip-src', '203.0.113.9', false],
      ['text', 'svc_backup@example.com', false],
      ['target-user', 'ana@example.com', false],
    ]);
  });

  test('of a run without cases is an event without attributes', () => {
    expect(read(written('misp', clean, {}))).toMatchObject({ threat_level_id: '4', Attribute: [] });
  });

  test('is valid whatever the texts are', () => {
    fc.assert(
      fc.property(hostileText, (hostile) => {
        read(written('misp', hostileOutcomes(hostile)));
      }),
      { numRuns: 100 },
    );
  });
});
