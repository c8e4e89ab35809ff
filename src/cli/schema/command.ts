import type { Command } from 'commander';
import type { z } from 'zod';
import type { JsonObject } from '../../event/json.ts';
import type { CommandContext } from '../config/command-context.ts';
import { unknown } from '../option/enum.ts';
import { streamSink } from '../terminal/sink.ts';

/** What each schema describes, and how to load it. */
const schemas = {
  finding: {
    describe: 'one finding: a line of ndjson, a member of json',
    load: async () => (await import('../../finding/finding-schema.ts')).findingSchema,
  },
  case: {
    describe: 'one case, of one finding or more: a line of ndjson, a member of json',
    load: async () => (await import('../../finding/case/case-schema.ts')).caseSchema,
  },
  report: {
    describe: 'a whole json report',
    load: async () => (await import('../../report/finding/report-schema.ts')).reportSchema,
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
  run: {
    describe: 'the first and the last line of ndjson',
    load: async () => (await import('../../report/finding/machine/run-schema.ts')).runSchema,
  },
  rule: {
    describe: 'a document of a rule file, for editors',
    load: async () => (await import('../../lint/rule-schema.ts')).ruleSchema(),
  },
  config: {
    describe: 'a configuration file, for editors',
    load: async () => (await import('../config/config-schema.ts')).configSchema() as JsonObject,
  },
} as const satisfies Record<
  string,
  { describe: string; load: () => Promise<z.ZodType | JsonObject> }
>;

const names = Object.keys(schemas) as (keyof typeof schemas)[];

const examples = `
Examples:
  oktahunt schema                          the names
  oktahunt schema finding                  JSON Schema of a finding
  oktahunt schema report > report.schema.json
  oktahunt schema rule > rule.schema.json  completes and checks rules in an editor, with this first line:
                                           # yaml-language-server: $schema=rule.schema.json`;

/** Adds `schema`: the JSON Schemas (draft 2020-12) of the machine-readable formats and of rule files. */
export function addSchema(program: Command, context: CommandContext): void {
  program
    .command('schema')
    .summary('print the JSON Schemas of the output and of rules')
    .description(
      'Prints the JSON Schema (draft 2020-12) of an output format, or of rule files; without a name, lists the names.',
    )
    .argument('[name]', names.join(', '))
    .addHelpText('after', examples)
    .action(async (name: string | undefined) => {
      const text = name === undefined ? listing() : await schemaText(name);
      await streamSink(context.io.stdout, 'standard output').write(text);
    });
}

function listing(): string {
  return names.map((name) => `${name.padEnd(10)}${schemas[name].describe}\n`).join('');
}

async function schemaText(name: string): Promise<string> {
  const found = names.find((candidate) => candidate === name);
  if (found === undefined) throw unknown(name, names, 'schema');
  const [{ toJSONSchema, ZodType }, schema] = await Promise.all([
    import('zod'),
    schemas[found].load(),
  ]);
  const json =
    schema instanceof ZodType ? toJSONSchema(schema, { target: 'draft-2020-12' }) : schema;
  return `${JSON.stringify(json, null, 2)}\n`;
}
