import type { Command } from 'commander';
import { tell } from '../../language/message.ts';
import { misuse } from '../failure.ts';
import { add, adding } from '../option/enum.ts';
import type { Say } from '../option/speech.ts';
import type { Io } from '../terminal/io.ts';

/** The options that add to the bundled rules, or leave those out. */
export interface RuleFlags {
  readonly rules?: readonly string[];
  readonly builtinRules: boolean;
  readonly list?: readonly NamedList[];
}

/** A value list: `NAME=FILE` of `--list`, or the values that a configuration file gives. */
export type NamedList =
  | { readonly name: string; readonly file: string }
  | { readonly name: string; readonly values: readonly string[] };

/** Where the rules of a run come from. */
export interface RuleFiles {
  readonly builtIn: boolean;
  readonly paths: readonly string[];
  readonly lists: readonly NamedList[];
}

/** Adds the options of {@link RuleFlags}. */
export function addRuleOptions(say: Say, command: Command): Command {
  return addListOption(
    say,
    command
      .option('--rules <path>', say('help.option.rules'), add)
      .option('--no-builtin-rules', say('help.option.noBuiltinRules')),
  );
}

/** Adds `--list NAME=FILE`. */
export function addListOption(say: Say, command: Command): Command {
  return command.option('--list <name=file>', say('help.option.list'), adding(parseNamedFile));
}

/** Where the rules come from; leaving out the bundled ones without giving others is misuse. */
export function ruleFilesOf(flags: RuleFlags): RuleFiles {
  const paths = flags.rules ?? [];
  if (!flags.builtinRules && paths.length === 0) {
    throw misuse(tell('ruleRun.noRulesLeft'), tell('ruleRun.addYourOwn'));
  }
  return { builtIn: flags.builtinRules, paths, lists: flags.list ?? [] };
}

/** Parses `NAME=FILE`; anything else is misuse. */
export function parseNamedFile(text: string): NamedList {
  const at = text.indexOf('=');
  if (at < 1 || at === text.length - 1) {
    throw misuse(tell('ruleRun.noNamedFile', { text }), tell('ruleRun.exampleList'));
  }
  return { name: text.slice(0, at), file: text.slice(at + 1) };
}

/** Refuses to read a log from the keyboard. */
export function checkLog(paths: readonly string[], { stdin }: Pick<Io, 'stdin'>): void {
  if (paths.includes('-') && stdin.isTTY === true) {
    throw misuse(tell('ruleRun.terminalInput'), tell('ruleRun.nameFile'));
  }
}
