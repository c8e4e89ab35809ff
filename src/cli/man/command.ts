import type { Command } from 'commander';
import { tell } from '../../language/message.ts';
import type { CommandContext } from '../config/command-context.ts';
import { type Example, notesIn } from '../help/notes.ts';
import { sayIn } from '../option/speech.ts';
import { streamSink } from '../terminal/sink.ts';
import { product } from '../version.ts';

const examples = [
  ['oktahunt man | man -l -', 'help.man.read'],
  ['oktahunt man scan | man -l -', 'help.man.one'],
  ['oktahunt man --out /usr/local/share/man/man1', 'help.man.installed'],
  ['oktahunt man --lang ja --out /usr/local/share/man/ja/man1', 'help.man.inJapanese'],
] as const satisfies readonly Example[];

/** Adds `man`: the help as manual pages. */
export function addMan(program: Command, context: CommandContext): void {
  const say = sayIn(context.speech);
  program
    .command('man')
    .summary(say('help.man.summary'))
    .description(say('help.man.description'))
    .argument('[command...]', say('help.man.command'))
    .option('--out <folder>', say('help.man.out'))
    .addHelpText('after', notesIn(say, examples, ['help.man.same']))
    .action(async (words: string[], { out }: { readonly out?: string }) => {
      const { commandNamed, manualPage, writeManual } = await import('./manual-page.ts');
      const { version } = await product();
      if (out !== undefined) return writeManual(program, version, out, say);
      const text = manualPage(commandNamed(program, words), version, say);
      await streamSink(context.io.stdout, tell('output.stdout')).write(text);
    });
}
