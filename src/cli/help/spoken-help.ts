import { Help, type HelpConfiguration, type Option } from 'commander';
import type { PlainText, Say } from '../option/speech.ts';
import { columnsOf, linesOf } from './help-text.ts';

/** The parser's own headings. */
const headings: Readonly<Record<string, PlainText>> = {
  'Usage:': 'help.usage',
  'Arguments:': 'help.arguments',
  'Options:': 'help.options',
  'Commands:': 'help.commands',
};

/** The heading of options that belong to no group; it is said in the language of the page. */
export const ungrouped = 'Options:';

/** Help is not wider than this, however wide the terminal is: long lines are hard to read. */
const widest = 120;
const usualWidth = 80;

/** The columns that a help page may take. */
export function helpWidth(stdout: { readonly isTTY?: boolean; readonly columns?: number }): number {
  return stdout.isTTY === true ? Math.min(stdout.columns || usualWidth, widest) : usualWidth;
}

/** What the parser writes by itself. */
const usual = new Help();

/** The parser's own placeholders, in the language of `say`. */
function said(say: Say, usage: string): string {
  return usage
    .replace('[options]', `[${say('help.anyOptions')}]`)
    .replace('[command]', `[${say('help.anyCommand')}]`);
}

/** How help pages are written: in the language of `say`, in columns as a terminal draws them. */
export function spokenHelp(say: Say): HelpConfiguration {
  return {
    minWidthToWrap: 20,
    displayWidth: columnsOf,
    commandUsage: (command) => said(say, usual.commandUsage(command)),
    // All of them have options.
    subcommandTerm: (command) => usual.subcommandTerm(command).replace(' [options]', ''),
    boxWrap: (text, width) => linesOf(text, width).join('\n'),
    styleTitle: (title) => {
      const name = headings[title];
      return name === undefined ? title : say(name);
    },
    optionDescription: (option) => {
      const value = defaultOf(option);
      return value === undefined ? option.description : withDefault(say, option.description, value);
    },
  };
}

/** A description with its default, as it would be typed. */
export function withDefault(say: Say, text: string, value: string): string {
  return say('help.described', { text, note: say('help.default', { value }) });
}

/** The default to show; options without a value have none. */
function defaultOf(option: Option): string | undefined {
  if (option.defaultValue === undefined || !(option.required || option.optional)) return undefined;
  return option.defaultValueDescription ?? JSON.stringify(option.defaultValue);
}
