import type { Command } from 'commander';
import type { z } from 'zod';
import type { CommandContext } from '../config/command-context.ts';
import { unknown } from '../option/enum.ts';
import { streamSink } from '../terminal/sink.ts';

/** What each schema describes, and how to load it. */
const schemas = {
  finding: {
    describe: 'one finding: a line of ndjson, a member of json',
    load: async () => (await import('../../finding/finding-schema.ts')).findingSchema,
  },
  report: {
    describe: 'a whole json report',
    load: async () => (await import('../../report/finding/report-schema.ts')).reportSchema,
  },
} as const satisfies Record<string, { describe: string; load: () => Promise<z.ZodType> }>;

const names = Object.keys(schemas) as (keyof typeof schemas)[];

const examples = `
Examples:
  oktahunt schema                          the names
  oktahunt schema finding                  JSON Schema of a finding
  oktahunt schema report > report.schema.json`;

/** Adds `schema`: the JSON Schemas (draft 2020-12) of the machine-readable formats. */
export function addSchema(program: Command, context: CommandContext): void {
  program
    .command('schema')
    .summary('print the JSON Schemas of the output')
    .description(
      'Prints the JSON Schema (draft 2020-12) of an output format; without a name, lists the names.',
    )
    .argument('[name]', names.join(' or '))
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
  const [{ toJSONSchema }, schema] = await Promise.all([import('zod'), schemas[found].load()]);
  return `${JSON.stringify(toJSONSchema(schema, { target: 'draft-2020-12' }), null, 2)}\n`;
}
