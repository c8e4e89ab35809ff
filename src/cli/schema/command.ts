import type { Command } from 'commander';
import type { CommandContext } from '../config/command-context.ts';
import { unknown } from '../option/enum.ts';
import { streamSink } from '../terminal/sink.ts';
import { schemaNames, schemaOf, schemas } from './schema-catalogue.ts';

const examples = `
Examples:
  oktahunt schema                          the names
  oktahunt schema finding                  JSON Schema of a finding
  oktahunt schema report > report.schema.json
  oktahunt schema sentinel                 the columns of a table in Sentinel
  oktahunt schema rule > rule.schema.json  completes and checks rules in an editor, with this first line:
                                           # yaml-language-server: $schema=rule.schema.json

The package has them as files: oktahunt/schemas/finding.json`;

/** Adds `schema`: the JSON Schemas (draft 2020-12) of the machine-readable formats and of rule files. */
export function addSchema(program: Command, context: CommandContext): void {
  program
    .command('schema')
    .summary('print the JSON Schemas of the output and of rules')
    .description(
      'Prints the JSON Schema (draft 2020-12) of an output format, or of rule files; without a name, lists the names.',
    )
    .argument('[name]', schemaNames.join(', '))
    .addHelpText('after', examples)
    .action(async (name: string | undefined) => {
      const text = name === undefined ? listing() : await schemaText(name);
      await streamSink(context.io.stdout, 'standard output').write(text);
    });
}

function listing(): string {
  return schemaNames.map((name) => `${name.padEnd(10)}${schemas[name].describe}\n`).join('');
}

async function schemaText(name: string): Promise<string> {
  const found = schemaNames.find((candidate) => candidate === name);
  if (found === undefined) throw unknown(name, schemaNames, 'schema');
  return `${JSON.stringify(await schemaOf(found), null, 2)}\n`;
}
