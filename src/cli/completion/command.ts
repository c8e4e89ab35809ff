import type { Command } from 'commander';
import { tell } from '../../language/message.ts';
import type { CommandContext } from '../config/command-context.ts';
import { type Example, notesIn } from '../help/notes.ts';
import { choose } from '../option/enum.ts';
import { sayIn } from '../option/speech.ts';
import { streamSink } from '../terminal/sink.ts';

const examples = [
  ['source <(oktahunt completion bash)', 'help.completion.inBash'],
  [`oktahunt completion zsh > "\${fpath[1]}/_oktahunt"`],
  ['oktahunt completion fish > ~/.config/fish/completions/oktahunt.fish'],
  ['oktahunt completion powershell | Out-String | Invoke-Expression', 'help.completion.inProfile'],
] as const satisfies readonly Example[];

/** Adds `completion`, and the hidden command that shells ask. */
export function addCompletion(program: Command, context: CommandContext): void {
  const say = sayIn(context.speech);
  const { stdout } = context.io;
  program
    .command('completion')
    .summary(say('help.completion.summary'))
    .description(say('help.completion.description'))
    .argument('<shell>', 'bash, zsh, fish, powershell')
    .addHelpText('after', notesIn(say, examples, ['help.completion.what']))
    .action(async (word: string) => {
      const { shells, shellScripts } = await import('./shell-scripts.ts');
      const script = shellScripts[choose(word, shells, 'shell')];
      await streamSink(stdout, tell('output.stdout')).write(script);
    });
  for (const name of ['__complete', '__describe']) {
    program
      .command(name, { hidden: true })
      .argument('[word...]')
      .allowUnknownOption()
      .helpOption(false)
      .action(async (_: string[], __: object, command: Command) => {
        const words = command.args.length === 0 ? [''] : command.args;
        const text = await candidateLines(program, words, name === '__describe', context);
        await streamSink(stdout, tell('output.stdout')).write(text);
      });
  }
}

/** What could follow, one in a line; a described one with a tab and its meaning behind it, on one line. */
async function candidateLines(
  program: Command,
  words: readonly string[],
  described: boolean,
  context: CommandContext,
): Promise<string> {
  const { candidatesFor, meaningsFor } = await import('./candidates.ts');
  const { ruleNamesOf } = await import('./rule-names.ts');
  const found = await candidatesFor(program, words, ruleNamesOf(context));
  const meanings = described ? meaningsFor(program, words) : new Map<string, string>();
  const lines = found.words.map((word) => {
    const meaning = meanings.get(word);
    return meaning === undefined ? word : `${word}\t${meaning}`;
  });
  return [...lines, ...(found.files ? [':files'] : [])].map((line) => `${line}\n`).join('');
}
