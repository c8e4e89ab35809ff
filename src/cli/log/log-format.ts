import { type Command, Option } from 'commander';
import { oneOf } from '../option/enum.ts';

/** How lines on standard error are written: for people, or each as an object of JSON. */
export const logFormats = ['text', 'json'] as const;
export type LogFormat = (typeof logFormats)[number];

/** The option as given. */
export interface LogFlags {
  readonly logFormat?: LogFormat;
}

/** Adds `--log-format`. */
export function addLogFormat(command: Command): Command {
  return command.addOption(
    new Option('--log-format <format>', 'lines on standard error: text, json')
      .argParser(oneOf(logFormats, 'log format'))
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
