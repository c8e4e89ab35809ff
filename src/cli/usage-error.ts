import type { CommanderError } from 'commander';
import { type Message, tell } from '../language/message.ts';
import { type Failure, misuse } from './failure.ts';

/** What the parser of command lines says in English, and the same as a message. */
interface UsageRow {
  readonly said: RegExp;
  readonly told: (...found: (string | undefined)[]) => Message;
}

/** By the parser's code for it; what we do not use (conflicts, choices, commands in files) has no row. */
const rows: Readonly<Record<string, UsageRow>> = {
  'commander.unknownCommand': {
    said: /^unknown command '(.*)'$/s,
    told: (name = '') => tell('usage.unknownCommand', { name }),
  },
  // The value may be a token, given to an option that does not exist; it must not get into a log.
  'commander.unknownOption': {
    said: /^unknown option '([^=]*)(?:=.*)?'$/s,
    told: (flag = '') => tell('usage.unknownOption', { flag }),
  },
  'commander.missingArgument': {
    said: /^missing required argument '(.*)'$/s,
    told: (name = '') => tell('usage.missingArgument', { name }),
  },
  'commander.optionMissingArgument': {
    said: /^option '(.*)' argument missing$/s,
    told: (flags = '') => tell('usage.optionMissingArgument', { flags }),
  },
  'commander.missingMandatoryOptionValue': {
    said: /^required option '(.*)' not specified$/s,
    told: (flags = '') => tell('usage.missingOption', { flags }),
  },
  'commander.excessArguments': {
    said: /^too many arguments(?: for '(.*)')?\. Expected (\d+) arguments? but got (\d+)\.$/s,
    told: (command, expected, received) => {
      const counts = { expected: Number(expected), received: Number(received) };
      return command === undefined
        ? tell('usage.excessArgumentsOfProgram', counts)
        : tell('usage.excessArguments', { command, ...counts });
    },
  },
};

/** What the parser of command lines refused, as misuse with its suggestion as advice. */
export function usageError({ code, message }: CommanderError): Failure {
  const [, what = '', hint] =
    /^(?:error: )?(.*?)(?:\n\(Did you mean (.*)\?\))?$/s.exec(message) ?? [];
  const row = rows[code];
  const found = row?.said.exec(what);
  const told = row && found ? row.told(...found.slice(1)) : tell('usage.other', { what });
  return misuse(told, hint === undefined ? undefined : suggestion(hint));
}

function suggestion(hint: string): Message {
  const several = /^one of (.*)$/s.exec(hint)?.[1];
  return several === undefined
    ? tell('usage.didYouMean', { name: hint })
    : tell('usage.didYouMeanOneOf', { names: several.split(', ') });
}
