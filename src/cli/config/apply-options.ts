import type { Command, Option } from 'commander';
import { languages } from '../../language/languages.ts';
import { tell, toldIn } from '../../language/message.ts';
import { quotable } from '../../okta/auth/quotable.ts';
import { show } from '../../report/text/escape.ts';
import { Failure, misuse } from '../failure.ts';
import type { LogFlags } from '../log/log-format.ts';
import { logTo } from '../log/run-log.ts';
import type { DisplayFlags } from '../option/display-options.ts';
import type { NamedList } from '../rules/rule-options.ts';
import type { CommandContext } from './command-context.ts';
import { type ConfigFlag, readLayers } from './config-layers.ts';
import { optionRowOf, sections } from './option-settings.ts';
import type { OptionValue } from './option-values.ts';
import type { Layer } from './settings.ts';

/** An option that a configuration file gives to a command. */
export interface AppliedOption {
  readonly option: Option;
  readonly given: OptionValue;
}

/** The options of a command that the layers give, the best of each: its own section first, then the first layer. */
export function optionsFor(command: Command, layers: readonly Layer[]): readonly AppliedOption[] {
  const section = sections.find((name) => name === command.name() && isTop(command));
  return command.options.flatMap((option) => {
    const isTaken = ({ name }: OptionValue): boolean =>
      attributeOf(name) === option.attributeName() &&
      (section !== undefined || optionRowOf(name).everywhere === true);
    const given = layers
      .map(({ options }) => {
        const own = options.filter(isTaken);
        return (
          own.find((one) => one.section !== undefined && one.section === section) ??
          own.find((one) => one.section === undefined)
        );
      })
      .find((found) => found !== undefined);
    return given && !isTwin(command, option) ? [{ option, given }] : [];
  });
}

/**
 * Gives a command the options of configuration files that the command line does not. A value is parsed as the
 * command line's; a fault names its place. Returns what was given.
 */
export function applyOptions(command: Command, layers: readonly Layer[]): readonly AppliedOption[] {
  return optionsFor(command, layers).filter(({ option, given }) => {
    const name = option.attributeName();
    const source = command.getOptionValueSource(name);
    const isOpen = source === undefined || source === 'default';
    const value = parsed(option, given);
    if (isOpen) command.setOptionValueWithSource(name, value, 'config');
    else if (optionRowOf(given.name).kind === 'lists') addLists(command, name, value);
    return isOpen;
  });
}

/** Lists have names, so those of the command line replace only those of the same names. */
function addLists(command: Command, name: string, value: unknown): void {
  const own = command.getOptionValue(name) as readonly NamedList[];
  const others = (value as readonly NamedList[]).filter(
    (list) => !own.some((one) => one.name === list.name),
  );
  command.setOptionValueWithSource(name, [...others, ...own], 'cli');
}

/** The value as the command's action gets it; throws misuse with its place if it is none. */
export function parsed(option: Option, { name, value, place }: OptionValue): unknown {
  const { kind } = optionRowOf(name);
  if (typeof value === 'boolean' || kind === 'lists' || kind === 'receivers') return value;
  const texts = typeof value === 'string' ? [value] : (value as readonly string[]);
  const parse = option.parseArg as ((text: string, before: unknown) => unknown) | undefined;
  try {
    let result: unknown;
    for (const text of texts) result = parse ? parse(text, result) : text;
    return result;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const told = tell('setting.at', { place, name: quotable(name), why: error.told });
    throw misuse(told, error.toldAdvice);
  }
}

function attributeOf(name: OptionValue['name']): string {
  return optionRowOf(name).option ?? name;
}

function isTop(command: Command): boolean {
  return command.parent !== null && command.parent.parent === null;
}

/** Whether it is the `--no-x` beside an `--x`, which has the same attribute. */
function isTwin(command: Command, option: Option): boolean {
  return (
    option.negate &&
    command.options.some(
      (other) => other !== option && other.attributeName() === option.attributeName(),
    )
  );
}

/**
 * Gives a command what the configuration files of this run say of its options, the language of the run among them, and
 * tells of a project's file.
 */
export async function configure(
  command: Command,
  context: Pick<CommandContext, 'io' | 'speech' | 'useLog'>,
): Promise<void> {
  const layers = await readLayers(command.opts<{ config?: ConfigFlag }>().config, context.io);
  const applied = applyOptions(command, layers);
  const { speech } = context;
  const { lang, ascii, quiet, logFormat } = command.opts<
    DisplayFlags & LogFlags & { quiet?: boolean }
  >();
  if (lang !== undefined && ascii !== true) speech.language = languages[lang];
  if (logFormat !== undefined) context.useLog?.(logFormat);
  const project = layers.find(({ isOwn }) => !isOwn);
  const names = applied
    .filter(({ given }) => project !== undefined && given.place.startsWith(`${project.file}:`))
    .map(({ given }) => given.name);
  if (project === undefined || names.length === 0 || quiet === true) return;
  const { file } = project;
  const told = tell('setting.gives', { file: show(file, { max: 200 }), names });
  const line = toldIn(speech.language, told);
  await logTo(context.io, { event: 'config.applied', line, fields: { file, options: names } });
}
