import type { z } from 'zod';

/** One schema: what it describes, and how to load it. */
interface SchemaRow {
  /** A description for another product than a validator of JSON has no `$id`. */
  readonly isForeign?: true;
  readonly load: () => Promise<z.ZodType | object>;
}

/** Every schema by its name. */
export const schemas = {
  finding: {
    load: async () => (await import('../../finding/finding-schema.ts')).findingSchema,
  },
  case: {
    load: async () => (await import('../../finding/case/case-schema.ts')).caseSchema,
  },
  run: {
    load: async () => (await import('../../report/finding/machine/run-schema.ts')).runSchema,
  },
  report: {
    load: async () => (await import('../../report/finding/report-schema.ts')).reportSchema,
  },
  'dead-letter': {
    load: async () => (await import('../../delivery/dead-letter.ts')).deadLetterSchema,
  },
  session: {
    load: async () => (await import('../../surprise/session-schema.ts')).sessionSchema,
  },
  timeline: {
    load: async () => (await import('../../timeline/timeline-schema.ts')).timelineSchema,
  },
  step: {
    load: async () => (await import('../../timeline/timeline-schema.ts')).stepSchema,
  },
  shown: {
    load: async () => (await import('../../report/story/shown-schema.ts')).shownSchema,
  },
  log: {
    load: async () => (await import('../log/log-schema.ts')).logSchema,
  },
  health: {
    load: async () => (await import('../health/health-schema.ts')).healthSchema,
  },
  rule: {
    load: async () => (await import('../../lint/rule-schema.ts')).ruleSchema(),
  },
  config: {
    load: async () => (await import('../config/config-schema.ts')).configSchema(),
  },
  sentinel: {
    isForeign: true,
    load: async () =>
      (await import('../../report/finding/machine/sentinel-report.ts')).sentinelStream(),
  },
} as const satisfies Record<string, SchemaRow>;

export type SchemaName = keyof typeof schemas;
export const schemaNames = Object.keys(schemas) as readonly SchemaName[];

/**
 * A schema as JSON Schema, draft 2020-12. Its `$id` is a name and no address: `urn:oktahunt:schema:`, the name, and
 * the version that the records say, if they say one.
 */
export async function schemaOf(name: SchemaName): Promise<object> {
  const row: SchemaRow = schemas[name];
  const [{ toJSONSchema, ZodType }, schema] = await Promise.all([import('zod'), row.load()]);
  const json =
    schema instanceof ZodType ? toJSONSchema(schema, { target: 'draft-2020-12' }) : schema;
  if (row.isForeign) return json;
  const version = versionIn(json);
  const id = ['urn:oktahunt:schema', name, ...(version === undefined ? [] : [version])].join(':');
  const { $schema, ...rest } = json as { $schema?: string };
  return { ...($schema !== undefined && { $schema }), $id: id, ...rest };
}

function versionIn(schema: object): string | undefined {
  const { properties } = schema as { properties?: { schemaVersion?: { const?: unknown } } };
  const version = properties?.schemaVersion?.const;
  return typeof version === 'string' ? version : undefined;
}
