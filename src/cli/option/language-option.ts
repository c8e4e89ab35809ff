import { type LanguageTag, languageTags } from '../../language/language-tag.ts';
import type { Io } from '../terminal/io.ts';
import { oneOf } from './enum.ts';

/** The language named with `--lang`; anything else is misuse. */
export const parseLanguage = oneOf(languageTags, 'language');

/**
 * The language of the locale: of LC_ALL, LC_MESSAGES and LANG the first that is set. Japanese only where its
 * characters can be shown: not in a locale with another encoding than UTF-8, nor on the Linux console. Logs of CI
 * jobs stay English.
 */
export function languageOfLocale(env: Io['env']): LanguageTag {
  if (env['TERM'] === 'linux' || (env['CI'] && env['CI'] !== 'false')) return 'en';
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  const [, encoding = 'utf-8'] = /^ja(?:[_-][a-z]+)?(?:\.([\w-]+))?(?:@.*)?$/i.exec(locale) ?? [
    '',
    'none',
  ];
  return /^utf-?8$/i.test(encoding) ? 'ja' : 'en';
}
