import { type Language, say, type TextName, type TextValues } from '../../language/language.ts';
import { isLanguageTag } from '../../language/language-tag.ts';
import { languages } from '../../language/languages.ts';
import type { Io } from '../terminal/io.ts';
import { languageOfLocale, parseLanguage } from './language-option.ts';

/** The language of what a run says beside its reports: help, errors, status. A configuration file may still change it. */
export interface Speech {
  language: Language;
}

/** Says a sentence of the tables, its places filled with what is no text of others. */
export type Say = <Name extends TextName>(name: Name, ...values: TextValues<Name>) => string;

/** A sentence without places. */
export type PlainText = {
  readonly [Name in TextName]: TextValues<Name> extends [] ? Name : never;
}[TextName];

/** Says sentences in the language that the speech has now: all that is said with it, help for one, is in one language. */
export function sayIn({ language }: Speech): Say {
  return (name, ...values) => say(language, name, ...values);
}

/**
 * The language of a command line: that of `--lang`, else that of the locale. Found before the command line is parsed,
 * since help and misuse are told in it, too.
 */
export function speechOf(argv: readonly string[], env: Io['env']): Speech {
  const options = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv;
  const asked = options.flatMap((word, at) => {
    if (word === '--lang') return options.slice(at + 1, at + 2);
    return word.startsWith('--lang=') ? [word.slice('--lang='.length)] : [];
  });
  // Nothing beyond ASCII is wanted then, whoever asked for another language.
  const isAscii = options.includes('--ascii');
  const tag = isAscii ? 'en' : (asked.findLast(isLanguageTag) ?? languageOfLocale(env));
  return { language: languages[tag] };
}

/**
 * The command line with a `--lang` that stands before the command's name put behind it, where commands have their
 * options. Without a command it is left out, since the language is known already; another language is misuse.
 */
export function languageBehind(
  argv: readonly string[],
  commandLength: (words: readonly string[]) => number,
): readonly string[] {
  const [first = '', second = ''] = argv;
  const isApart = first === '--lang';
  if (!isApart && !first.startsWith('--lang=')) return argv;
  const asked = argv.slice(0, isApart ? 2 : 1);
  const rest = argv.slice(asked.length);
  const length = commandLength(rest);
  if (length > 0) return [...rest.slice(0, length), ...asked, ...rest.slice(length)];
  parseLanguage(isApart ? second : first.slice('--lang='.length));
  return rest;
}
