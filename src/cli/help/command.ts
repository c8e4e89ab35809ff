import type { Command } from 'commander';
import { tell } from '../../language/message.ts';
import type { CommandContext } from '../config/command-context.ts';
import { unknown } from '../option/enum.ts';
import { sayIn } from '../option/speech.ts';
import { streamSink } from '../terminal/sink.ts';
import { type Example, notesIn } from './notes.ts';
import { helpWidth } from './spoken-help.ts';
import { topics, topicText } from './topics.ts';

const examples = [
  ['oktahunt help scan'],
  ['oktahunt help exit-codes'],
] as const satisfies readonly Example[];

/** Adds `help COMMAND` and `help TOPIC`. */
export function addHelp(program: Command, { io, speech }: CommandContext): void {
  const say = sayIn(speech);
  program
    .helpCommand(false)
    .command('help')
    .summary(say('help.help.summary'))
    .description(say('help.help.description', { topics: topics.join(', ') }))
    .argument('[topic...]', say('help.help.topic'))
    .addHelpText('after', notesIn(say, examples))
    .action(async (words: readonly string[]) => {
      const topic = topics.find((name) => words.length === 1 && name === words[0]);
      if (!topic) return commandNamed(program, words).outputHelp();
      const text = await topicText(topic, speech.language, helpWidth(io.stdout));
      await streamSink(io.stdout, tell('output.stdout')).write(text);
    });
}

function commandNamed(program: Command, words: readonly string[]): Command {
  return words.reduce((command, word) => {
    const found = command.commands.find((candidate) => candidate.name() === word);
    if (found) return found;
    const names = command.commands.map((candidate) => candidate.name());
    throw unknown(word, command === program ? [...names, ...topics] : names, 'topic');
  }, program);
}
