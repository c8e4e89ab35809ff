import type { Command } from 'commander';
import type { CommandContext } from '../config/command-context.ts';
import { streamSink } from '../terminal/sink.ts';
import { product } from '../version.ts';

const examples = `
Examples:
  oktahunt man | man -l -                   read it
  oktahunt man scan | man -l -              one command
  oktahunt man --out /usr/local/share/man/man1
                                            oktahunt.1, oktahunt-scan.1, ...

The pages say what --help says; they are made from it.`;

/** Adds `man`: the help as manual pages. */
export function addMan(program: Command, context: CommandContext): void {
  program
    .command('man')
    .summary('print manual pages')
    .description(
      'Prints the manual page of oktahunt or of one of its commands, in the format of man(7).',
    )
    .argument('[command...]', 'such as scan, or rules test')
    .option('--out <folder>', 'write the pages of all commands there instead')
    .addHelpText('after', examples)
    .action(async (words: string[], { out }: { readonly out?: string }) => {
      const { commandNamed, manualPage, writeManual } = await import('./manual-page.ts');
      const { version } = await product();
      if (out !== undefined) return writeManual(program, version, out);
      const text = manualPage(commandNamed(program, words), version);
      await streamSink(context.io.stdout, 'standard output').write(text);
    });
}
