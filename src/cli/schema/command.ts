import type { Command } from 'commander';
import { tell } from '../../language/message.ts';
import type { CommandContext } from '../config/command-context.ts';
import { type Example, notesIn } from '../help/notes.ts';
import { unknown } from '../option/enum.ts';
import { type Say, sayIn } from '../option/speech.ts';
import { streamSink } from '../terminal/sink.ts';
import { schemaNames, schemaOf } from './schema-catalogue.ts';

const examples = [
  ['oktahunt schema', 'help.schema.names'],
  ['oktahunt schema finding', 'help.schema.ofFinding'],
  ['oktahunt schema report > report.schema.json'],
  ['oktahunt schema sentinel', 'help.schema.ofSentinel'],
  ['oktahunt schema rule > rule.schema.json', 'help.schema.ofRule'],
  ['# yaml-language-server: $schema=rule.schema.json'],
] as const satisfies readonly Example[];

/** Adds `schema`: the JSON Schemas (draft 2020-12) of the machine-readable formats and of rule files. */
export function addSchema(program: Command, context: CommandContext): void {
  const say = sayIn(context.speech);
  program
    .command('schema')
    .summary(say('help.schema.summary'))
    .description(say('help.schema.description'))
    .argument('[name]', schemaNames.join(', '))
    .addHelpText('after', notesIn(say, examples, ['help.schema.files']))
    .action(async (name: string | undefined) => {
      const text = name === undefined ? listing(sayIn(context.speech)) : await schemaText(name);
      await streamSink(context.io.stdout, tell('output.stdout')).write(text);
    });
}

/** The names, and what each describes. */
function listing(say: Say): string {
  const width = Math.max(...schemaNames.map(({ length }) => length)) + 2;
  return schemaNames
    .map((name) => `${name.padEnd(width)}${say(`help.schemaOf.${name}`)}\n`)
    .join('');
}

async function schemaText(name: string): Promise<string> {
  const found = schemaNames.find((candidate) => candidate === name);
  if (found === undefined) throw unknown(name, schemaNames, 'schema');
  return `${JSON.stringify(await schemaOf(found), null, 2)}\n`;
}
