import type { Command } from 'commander';
import { type LanguageTag, languageTags } from '../../language/language-tag.ts';
import { tell } from '../../language/message.ts';
import { misuse } from '../failure.ts';
import { type ColorChoice, colorChoices } from '../terminal/color.ts';
import type { Io } from '../terminal/io.ts';
import { oneOf } from './enum.ts';
import { languageOfLocale, parseLanguage } from './language-option.ts';
import type { Say } from './speech.ts';
import { parseZone } from './zone-option.ts';

/** The options about language and time, as given. */
export interface LanguageFlags {
  readonly lang?: LanguageTag;
  /** A name of the tz database. */
  readonly tz?: string;
}

/** The options about how a report looks, as given. */
export interface DisplayFlags extends LanguageFlags {
  /** False for `--no-color`. */
  readonly color: ColorChoice | false;
  readonly ascii?: boolean;
  readonly plain?: boolean;
  /** False for `--no-pager`. */
  readonly pager?: boolean;
}

/** How people are told things: the same for all reports of a run. */
export interface Display {
  readonly language: LanguageTag;
  /** A name of the tz database. */
  readonly zone: string;
  readonly color: ColorChoice;
  /** Nothing but ASCII. */
  readonly ascii: boolean;
  /** No colour, no signs beyond ASCII, no line that is redrawn, no pager. */
  readonly plain: boolean;
  readonly pager: boolean;
}

/** Adds the option of every command that tells people anything. */
export function addLanguage(say: Say, command: Command): Command {
  const text = say('help.option.lang', { languages: languageTags.join(', ') });
  return command.option('--lang <language>', text, parseLanguage);
}

/** Adds the options of every command that tells people of findings. */
export function addLocality(say: Say, command: Command): Command {
  return addLanguage(say, command).option('--tz <zone>', say('help.option.tz'), parseZone);
}

/** Adds the options of every command that prints a report. */
export function addDisplay(say: Say, command: Command): Command {
  return addLocality(say, command)
    .option('--color <when>', colorChoices.join(', '), oneOf(colorChoices, 'color'), 'auto')
    .option('--no-color', say('help.option.noColor'))
    .option('--ascii', say('help.option.ascii'))
    .option('--plain', say('help.option.plain'))
    .option('--no-pager', say('help.option.noPager'));
}

/**
 * Checks the options against each other, and asks the locale for the language if none is given; what only
 * programs read is English then. Throws misuse.
 */
export function displayOf(
  flags: DisplayFlags,
  isForPeople: boolean,
  { env }: Pick<Io, 'env'>,
): Display {
  const [ascii, plain] = [flags.ascii === true, flags.plain === true];
  if (ascii && flags.lang !== undefined && flags.lang !== 'en') {
    throw misuse(
      tell('misuse.asciiLanguage', { language: flags.lang }),
      tell('misuse.leaveOneOut'),
    );
  }
  const color = flags.color === false || plain ? 'never' : flags.color;
  const language = ascii ? 'en' : languageFor(flags, isForPeople, { env });
  return { language, zone: flags.tz ?? 'UTC', color, ascii, plain, pager: flags.pager !== false };
}

/** The language that is asked for, or for people that of the locale. */
export function languageFor(
  { lang }: LanguageFlags,
  isForPeople: boolean,
  { env }: Pick<Io, 'env'>,
): LanguageTag {
  return lang ?? (isForPeople ? languageOfLocale(env) : 'en');
}
