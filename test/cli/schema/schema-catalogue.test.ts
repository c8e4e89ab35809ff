import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { schemaNames, schemaOf, schemas } from '../../../src/cli/schema/schema-catalogue.ts';

const isForeign = (name: keyof typeof schemas): boolean => 'isForeign' in schemas[name];

describe('a schema', () => {
  const own = schemaNames.filter((name) => !isForeign(name));

  test.each(own)('%s has a name of its own, and is one that validators take', async (name) => {
    const schema = (await schemaOf(name)) as { $id: string; $schema: string };
    expect(Object.keys(schema).slice(0, 2)).toEqual(['$schema', '$id']);
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(schema.$id).toMatch(new RegExp(`^urn:oktahunt:schema:${name}(?::\\d+\\.\\d+)?$`));
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    expect(() => ajv.compile(schema)).not.toThrow();
    expect(ajv.getSchema(schema.$id)).toBeDefined();
  });

  test('of what has a version says it in its name', async () => {
    const ids = await Promise.all(
      ['finding', 'case', 'run', 'report'].map((name) => schemaOf(name as never)),
    );
    for (const id of ids) expect((id as { $id: string }).$id).toMatch(/:\d+\.\d+$/);
  });

  test('for Sentinel is what a data collection rule has', async () => {
    expect(await schemaOf('sentinel')).toMatchObject({
      streamDeclarations: { 'Custom-OktahuntFindings_CL': { columns: expect.any(Array) } },
    });
  });
});
