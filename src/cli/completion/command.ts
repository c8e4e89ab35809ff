import type { Command } from 'commander';
import type { CommandContext } from '../config/command-context.ts';
import { choose } from '../option/enum.ts';
import { streamSink } from '../terminal/sink.ts';

const examples = `
Examples:
  source <(oktahunt completion bash)                             in ~/.bashrc
  oktahunt completion zsh > "\${fpath[1]}/_oktahunt"
  oktahunt completion fish > ~/.config/fish/completions/oktahunt.fish
  oktahunt completion powershell | Out-String | Invoke-Expression    in $PROFILE

It completes commands, options, their values, and the names and ids of rules and packs.`;

/** Adds `completion`, and the hidden command that shells ask. */
export function addCompletion(program: Command, context: CommandContext): void {
  const { stdout } = context.io;
  program
    .command('completion')
    .summary('print a completion script for a shell')
    .description('Prints a script that completes command lines of oktahunt in a shell.')
    .argument('<shell>', 'bash, zsh, fish, powershell')
    .addHelpText('after', examples)
    .action(async (word: string) => {
      const { shells, shellScripts } = await import('./shell-scripts.ts');
      const script = shellScripts[choose(word, shells, 'shell')];
      await streamSink(stdout, 'standard output').write(script);
    });
  program
    .command('__complete', { hidden: true })
    .argument('[word...]')
    .allowUnknownOption()
    .helpOption(false)
    .action(async (_: string[], __: object, command: Command) => {
      const { candidatesFor } = await import('./candidates.ts');
      const { ruleNamesOf } = await import('./rule-names.ts');
      const words = command.args.length === 0 ? [''] : command.args;
      const found = await candidatesFor(program, words, ruleNamesOf(context));
      const lines = [...found.words, ...(found.files ? [':files'] : [])];
      await streamSink(stdout, 'standard output').write(lines.map((line) => `${line}\n`).join(''));
    });
}
