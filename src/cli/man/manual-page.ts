import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command, Help } from 'commander';
import { unknown } from '../option/enum.ts';
import { cannotWrite } from '../terminal/sink.ts';

/** The command that words name; anything else is misuse. */
export function commandNamed(program: Command, words: readonly string[]): Command {
  let command = program;
  for (const word of words) {
    const shown = command.createHelp().visibleCommands(command);
    const next = shown.find((one) => one.name() === word);
    if (!next)
      throw unknown(
        word,
        shown.map((one) => one.name()),
        'command',
      );
    command = next;
  }
  return command;
}

/** Writes the pages of all commands into a folder, which is made if it does not exist. */
export async function writeManual(program: Command, version: string, out: string): Promise<void> {
  await mkdir(out, { recursive: true }).catch((error) => {
    throw cannotWrite(out, error);
  });
  for (const command of everyCommand(program)) {
    const path = join(out, `${namesOf(command).join('-')}.1`);
    await writeFile(path, manualPage(command, version)).catch((error) => {
      throw cannotWrite(path, error);
    });
  }
}

/** A command as a manual page, in the language of man(7). */
export function manualPage(command: Command, version: string): string {
  const help = command.createHelp();
  const names = namesOf(command);
  const title = names.join('-');
  return [
    `.TH "${title.toUpperCase()}" "1" "" "oktahunt ${version}" "oktahunt"`,
    '.SH NAME',
    `${roff(title)} \\- ${roff(command.summary() || command.description())}`,
    '.SH SYNOPSIS',
    `.B ${roff(names.join(' '))}`,
    roff(command.usage()),
    '.SH DESCRIPTION',
    roff(command.description()),
    ...section('ARGUMENTS', help.visibleArguments(command), (one) => [
      one.name(),
      help.argumentDescription(one),
    ]),
    ...optionSections(command, help),
    ...section('COMMANDS', help.visibleCommands(command), (one) => [
      help.subcommandTerm(one),
      help.subcommandDescription(one),
    ]),
    ...afterwards(command),
    ...related(command, help),
    '',
  ].join('\n');
}

function optionSections(command: Command, help: Help): readonly string[] {
  return section('OPTIONS', help.visibleOptions(command), (option) => [
    help.optionTerm(option),
    help.optionDescription(option),
  ]);
}

function section<T>(
  title: string,
  entries: readonly T[],
  tell: (entry: T) => readonly [term: string, description: string],
): readonly string[] {
  if (entries.length === 0) return [];
  const lines = entries.map(tell).flatMap(([term, description]) => {
    return ['.TP', `.B ${roff(term)}`, roff(description)];
  });
  return [`.SH ${title}`, ...lines];
}

/** What stands below the options in `--help`: examples, exit codes. */
function afterwards(command: Command): readonly string[] {
  const written: string[] = [];
  const before = command.configureOutput();
  command.configureOutput({ ...before, writeOut: (text) => written.push(text) });
  command.outputHelp();
  command.configureOutput(before);
  const text = written.join('').slice(command.helpInformation().length).trim();
  return text === '' ? [] : ['.SH NOTES', '.nf', ...text.split('\n').map(roff), '.fi'];
}

function related(command: Command, help: Help): readonly string[] {
  const names = namesOf(command).join('-');
  const below = help.visibleCommands(command).filter((one) => one.name() !== 'help');
  const above = command.parent ? [namesOf(command.parent).join('-')] : [];
  const all = [...above, ...below.map((one) => `${names}-${one.name()}`)];
  if (all.length === 0) return [];
  return ['.SH SEE ALSO', all.map((name) => `${roff(name)}(1)`).join(', ')];
}

function everyCommand(command: Command): readonly Command[] {
  const below = command.createHelp().visibleCommands(command);
  return [command, ...below.filter((one) => one.name() !== 'help').flatMap(everyCommand)];
}

function namesOf(command: Command): readonly string[] {
  return command.parent ? [...namesOf(command.parent), command.name()] : [command.name()];
}

/** Text of ours that roff prints as it is: no request, no escape. */
function roff(text: string): string {
  const plain = text.replaceAll('\\', '\\e').replaceAll('-', '\\-').replaceAll('\n', ' ');
  return /^[.']/.test(plain) ? `\\&${plain}` : plain;
}
