import type { Argument, Command, Option } from 'commander';
import { dispositions } from '../../finding/disposition.ts';
import { languageTags } from '../../language/language-tag.ts';
import { levels } from '../../rule/level.ts';
import { gates } from '../exit-code.ts';
import { formats } from '../option/output-format.ts';
import { colorChoices } from '../terminal/color.ts';

/** What could stand at a place of a command line. */
export interface Completions {
  readonly words: readonly string[];
  /** Whether the name of a file could stand there too. */
  readonly files: boolean;
}

/** What is completed by looking at rules, which takes a moment. */
export type NameKind = 'rule' | 'id' | 'pack';

/** Gives the names of rules or packs. */
export type RuleNames = (kind: NameKind) => Promise<readonly string[]>;

type Source = readonly string[] | NameKind | 'file' | 'format=path' | 'nothing';

/** What an option takes, by its long name; what is not listed takes something that nobody can guess. */
const ofOption: Readonly<Record<string, Source>> = {
  '--format': formats,
  '--output': 'format=path',
  '--min-severity': levels,
  '--level': levels,
  '--fail-on': gates,
  '--lang': languageTags,
  '--color': colorChoices,
  '--pack': 'pack',
  '--only': 'rule',
  '--skip': 'rule',
  '--rule': 'rule',
  '--rules': 'file',
  '--from': 'file',
  '--into': 'file',
  '--out': 'file',
  '--save': 'file',
  '--store': 'file',
  '--config': 'file',
  '--baseline': 'file',
  '--dispositions': 'file',
  '--token-file': 'file',
  '--private-key-file': 'file',
  '--fixtures': 'file',
  '--file': 'file',
};

/** What an argument is, by its name in the usage. */
const ofArgument: Readonly<Record<string, Source>> = {
  name: 'rule',
  shell: ['bash', 'zsh', 'fish', 'powershell'],
  disposition: dispositions,
};

/**
 * What could follow on a command line of `program`: `words` are those after its name, the last of which is being
 * typed and may be empty. Never throws for what was typed.
 */
export async function candidatesFor(
  program: Command,
  words: readonly string[],
  names: RuleNames,
): Promise<Completions> {
  const typed = words.at(-1) ?? '';
  const { command, given } = commandOf(program, words.slice(0, -1));
  const option = optionAwaiting(command, given, typed);
  if (option) {
    const prefix = typed.startsWith('--') ? typed.slice(0, typed.indexOf('=') + 1) : '';
    const found = await wordsOf(ofOption[option.long ?? ''] ?? 'nothing', names);
    return starting(found, typed, prefix);
  }
  if (typed.startsWith('-')) {
    return starting({ words: optionNames(command), files: false }, typed);
  }
  const subcommands = visible(command);
  if (subcommands.length > 0 && given.length === 0) {
    return starting({ words: subcommands.map((one) => one.name()), files: false }, typed);
  }
  return starting(await wordsOf(sourceOf(command, given), names), typed);
}

/** What the commands and options that could follow are for, by their names, as the help of `program` says it. */
export function meaningsFor(
  program: Command,
  words: readonly string[],
): ReadonlyMap<string, string> {
  const { command } = commandOf(program, words.slice(0, -1));
  const help = command.createHelp();
  const commands = visible(command).map((one) => [one.name(), one.summary()] as const);
  const options = help
    .visibleOptions(command)
    .map((option) => [option.long ?? '', help.optionDescription(option)] as const);
  return new Map([...commands, ...options]);
}

function starting({ words, files }: Completions, typed: string, prefix = ''): Completions {
  const all = words.map((word) => `${prefix}${word}`);
  return { words: all.filter((word) => word.startsWith(typed)).sort(), files };
}

/** The command that the words name, and what was given to it. */
function commandOf(program: Command, words: readonly string[]) {
  let command = program;
  let at = 0;
  for (; at < words.length; at++) {
    const next = command.commands.find((one) => one.name() === words[at]);
    if (!next) break;
    command = next;
  }
  return { command, given: words.slice(at) };
}

function visible(command: Command): readonly Command[] {
  return command.commands.filter((one) => !one.name().startsWith('_'));
}

function optionNames(command: Command): readonly string[] {
  const own = command.options.filter(({ hidden }) => !hidden).flatMap(({ long }) => long ?? []);
  return [...new Set([...own, '--help'])];
}

/** The option whose value is being typed: behind it, or behind its equals sign. */
function optionAwaiting(
  command: Command,
  given: readonly string[],
  typed: string,
): Option | undefined {
  const named = (text: string): Option | undefined =>
    command.options.find(({ short, long, required, optional }) => {
      return (required || optional) && (text === long || text === short);
    });
  if (/^--[^=]+=/.test(typed)) return named(typed.slice(0, typed.indexOf('=')));
  return named(given.at(-1) ?? '');
}

/** What the argument that is being typed is. */
function sourceOf(command: Command, given: readonly string[]): Source {
  const count = given.filter((word, at) => {
    const before = given[at - 1] ?? '';
    return !word.startsWith('-') && !optionAwaiting(command, [before], '');
  }).length;
  const all: readonly Argument[] = command.registeredArguments;
  const argument = all[Math.min(count, all.length - 1)];
  if (!argument || (count >= all.length && !argument.variadic)) return 'nothing';
  return ofArgument[argument.name()] ?? 'file';
}

async function wordsOf(source: Source, names: RuleNames): Promise<Completions> {
  if (source === 'nothing') return { words: [], files: false };
  if (source === 'file') return { words: [], files: true };
  if (source === 'format=path') return { words: formats.map((name) => `${name}=`), files: false };
  if (typeof source !== 'string') return { words: source, files: false };
  const kinds: readonly NameKind[] = source === 'rule' ? ['rule', 'id'] : [source];
  const found = await Promise.all(kinds.map((kind) => names(kind)));
  return { words: found.flat(), files: false };
}
