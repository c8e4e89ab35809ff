import { type Command, Option } from 'commander';
import { oneOf } from '../option/enum.ts';
import type { Say } from '../option/speech.ts';

/** How lines on standard error are written: for people, or each as an object of JSON. */
export const logFormats = ['text', 'json'] as const;
export type LogFormat = (typeof logFormats)[number];

/** The option as given. */
export interface LogFlags {
  readonly logFormat?: LogFormat;
}

/** Adds `--log-format`. */
export function addLogFormat(say: Say, command: Command): Command {
  return command.addOption(
    new Option('--log-format <format>', say('help.option.logFormat'))
      .argParser(oneOf(logFormats, 'logFormat'))
      .default('text'),
  );
}

/** The format that a command line asks for, found before it is parsed, since misuse is logged in it as well. */
export function logFormatIn(argv: readonly string[]): LogFormat {
  const options = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv;
  const asked = options.flatMap((word, at) => {
    if (word === '--log-format') return options.slice(at + 1, at + 2);
    return word.startsWith('--log-format=') ? [word.slice('--log-format='.length)] : [];
  });
  return asked.at(-1) === 'json' ? 'json' : 'text';
}
