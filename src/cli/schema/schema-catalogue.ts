import type { z } from 'zod';

/** One schema: what it describes, and how to load it. */
interface SchemaRow {
  readonly describe: string;
  /** A description for another product than a validator of JSON has no `$id`. */
  readonly isForeign?: true;
  readonly load: () => Promise<z.ZodType | object>;
}

/** Every schema by its name. */
export const schemas = {
  finding: {
    describe: 'one finding: a line of ndjson, a member of json',
    load: async () => (await import('../../finding/finding-schema.ts')).findingSchema,
  },
  case: {
    describe: 'one case, of one finding or more: a line of ndjson, a member of json',
    load: async () => (await import('../../finding/case/case-schema.ts')).caseSchema,
  },
  run: {
    describe: 'the first and the last line of ndjson',
    load: async () => (await import('../../report/finding/machine/run-schema.ts')).runSchema,
  },
  report: {
    describe: 'a whole json report',
    load: async () => (await import('../../report/finding/report-schema.ts')).reportSchema,
  },
  'dead-letter': {
    describe: 'a message that could not be delivered: a line of dead-letters.ndjson',
    load: async () => (await import('../../delivery/dead-letter.ts')).deadLetterSchema,
  },
  session: {
    describe: 'one session of a ranking: a line of ndjson, a member of json',
    load: async () => (await import('../../surprise/session-schema.ts')).sessionSchema,
  },
  timeline: {
    describe: 'a timeline: the document of json; ndjson has it without its steps, then each step',
    load: async () => (await import('../../timeline/timeline-schema.ts')).timelineSchema,
  },
  step: {
    describe: 'one step of a timeline: a line of its ndjson',
    load: async () => (await import('../../timeline/timeline-schema.ts')).stepSchema,
  },
  shown: {
    describe: 'what show writes as json: cases and findings by id, with timelines',
    load: async () => (await import('../../report/story/shown-schema.ts')).shownSchema,
  },
  rule: {
    describe: 'a document of a rule file, for editors',
    load: async () => (await import('../../lint/rule-schema.ts')).ruleSchema(),
  },
  config: {
    describe: 'a configuration file, for editors',
    load: async () => (await import('../config/config-schema.ts')).configSchema(),
  },
  sentinel: {
    describe: "the table of sentinel's rows, as a data collection rule declares it",
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
