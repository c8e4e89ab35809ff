import type { Command } from 'commander';
import { sayIn } from '../../../src/cli/option/speech.ts';
import { createProgram } from '../../../src/cli/program.ts';
import type { LanguageTag } from '../../../src/language/language-tag.ts';
import { languages } from '../../../src/language/languages.ts';
import { aWorld } from '../world.ts';

/** The real command line in a language, for a terminal of so many columns, and what its help prints. */
export function programIn(tag: LanguageTag, columns = 80) {
  const printed: string[] = [];
  const speech = { language: languages[tag] };
  const io = aWorld({ terminal: true });
  Object.assign(io.stdout, { columns });
  const load = () => Promise.reject(new Error('not needed'));
  const context = { io, load, end: () => {}, speech };
  const program = createProgram(context, '1.2.3', (text) => printed.push(text));
  const helpOf = (command: Command): string => {
    printed.length = 0;
    command.outputHelp();
    return printed.join('');
  };
  return { program, say: sayIn(speech), helpOf };
}

/** A command and all below it, but for hidden ones. */
export function everyCommand(command: Command): readonly Command[] {
  return [command, ...command.createHelp().visibleCommands(command).flatMap(everyCommand)];
}

/** A command as one types it. */
export function typed(command: Command): string {
  return command.parent ? `${typed(command.parent)} ${command.name()}` : command.name();
}
