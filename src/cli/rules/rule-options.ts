import type { Command } from 'commander';
import { misuse } from '../failure.ts';
import { add } from '../option/enum.ts';
import { type NamedFile, parseNamedFile } from '../scan/scan-options.ts';
import type { Io } from '../terminal/io.ts';

/** The options that say where rules come from, beside the bundled ones. */
export interface RuleFlags {
  readonly rules?: readonly string[];
  readonly builtinRules: boolean;
  readonly list?: readonly NamedFile[];
}

/** Adds the options of {@link RuleFlags}. */
export function addRuleOptions(command: Command): Command {
  return addListOption(
    command
      .option('--rules <path>', 'a rule file or folder, beside the bundled rules (repeatable)', add)
      .option('--no-builtin-rules', 'leave the bundled rules out'),
  );
}

/** Adds `--list NAME=FILE`. */
export function addListOption(command: Command): Command {
  return command.option(
    '--list <name=file>',
    'a value list that rules refer to (repeatable)',
    (text: string, before: readonly NamedFile[] = []) => [...before, parseNamedFile(text)],
  );
}

/** Refuses to wait for a log that a person would have to type. */
export function checkLog(paths: readonly string[], { stdin }: Pick<Io, 'stdin'>): void {
  if (paths.includes('-') && stdin.isTTY === true) {
    throw misuse('standard input is a terminal, there is no log in it', 'name a file instead of -');
  }
}
