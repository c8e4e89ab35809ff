import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command, Help } from 'commander';
import { piecesOf } from '../../language/line-seams.ts';
import { unknown } from '../option/enum.ts';
import type { Say } from '../option/speech.ts';
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
export async function writeManual(
  program: Command,
  version: string,
  out: string,
  say: Say,
): Promise<void> {
  await mkdir(out, { recursive: true }).catch((error) => {
    throw cannotWrite(out, error);
  });
  for (const command of everyCommand(program)) {
    const path = join(out, `${namesOf(command).join('-')}.1`);
    await writeFile(path, manualPage(command, version, say)).catch((error) => {
      throw cannotWrite(path, error);
    });
  }
}

/** A command as a manual page, in the language of man(7): its help, which `say` speaks, under the usual headings. */
export function manualPage(command: Command, version: string, say: Say): string {
  const help = command.createHelp();
  const names = namesOf(command);
  const title = names.join('-');
  const page = [
    `.TH "${title.toUpperCase()}" "1" "" "oktahunt ${version}" "oktahunt"`,
    heading(say('man.name')),
    `${roff(title)} \\- ${roff(command.summary() || command.description())}`,
    heading(say('man.synopsis')),
    `.B ${roff(names.join(' '))}`,
    roff(command.usage()),
    heading(say('man.description')),
    roff(command.description()),
    ...section(say('man.arguments'), help.visibleArguments(command), (one) => [
      one.name(),
      help.argumentDescription(one),
    ]),
    ...section(say('man.options'), help.visibleOptions(command), (option) => [
      help.optionTerm(option),
      help.optionDescription(option),
    ]),
    ...section(say('man.commands'), help.visibleCommands(command), (one) => [
      help.subcommandTerm(one),
      help.subcommandDescription(one),
    ]),
    ...afterwards(command, say('man.notes')),
    ...related(command, help, say('man.related')),
    '',
  ].join('\n');
  if (/^[\n\x20-\x7e]*$/.test(page)) return page;
  // Words without spaces between them are torn apart where lines are made to end at one margin.
  return `'\\" -*- coding: UTF-8 -*-\n${page.replace(/^\.TH .*$/m, '$&\n.ad l')}`;
}

function heading(title: string): string {
  return `.SH ${title}`;
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
  return [heading(title), ...lines];
}

/** Examples are set as they are, so they must fit beside the margin of a page. */
const notesWidth = 72;

/** What stands below the options in `--help`: examples, exit codes. */
function afterwards(command: Command, title: string): readonly string[] {
  const written: string[] = [];
  const before = command.configureOutput();
  const own = { writeOut: (text: string) => written.push(text), getOutHelpWidth: () => notesWidth };
  command.configureOutput({ ...before, ...own });
  command.outputHelp();
  const all = written.join('');
  const text = all.slice(command.helpInformation().length).trim();
  command.configureOutput(before);
  return text === '' ? [] : [heading(title), '.nf', ...text.split('\n').map(roffLine), '.fi'];
}

function related(command: Command, help: Help, title: string): readonly string[] {
  const names = namesOf(command).join('-');
  const below = help.visibleCommands(command).filter((one) => one.name() !== 'help');
  const above = command.parent ? [namesOf(command.parent).join('-')] : [];
  const all = [...above, ...below.map((one) => `${names}-${one.name()}`)];
  if (all.length === 0) return [];
  return [heading(title), all.map((name) => `${roff(name)}(1)`).join(', ')];
}

function everyCommand(command: Command): readonly Command[] {
  const below = command.createHelp().visibleCommands(command);
  return [command, ...below.filter((one) => one.name() !== 'help').flatMap(everyCommand)];
}

function namesOf(command: Command): readonly string[] {
  return command.parent ? [...namesOf(command.parent), command.name()] : [command.name()];
}

/** Text of ours that roff fills into lines, which may end where those of the language may. */
function roff(text: string): string {
  const words = text.split(/\s+/).filter(Boolean);
  return escaped(words.map((word) => piecesOf(word).map(symbols).join('\\:')).join(' '));
}

/** A line of ours that roff prints as it is. */
function roffLine(text: string): string {
  return escaped(symbols(text));
}

function symbols(text: string): string {
  return text.replaceAll('\\', '\\e').replaceAll('-', '\\-');
}

/** What would be a request to roff at the beginning of a line is text. */
function escaped(line: string): string {
  return /^[.']/.test(line) ? `\\&${line}` : line;
}
