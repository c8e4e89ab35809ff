import { describe, expect, test } from 'vitest';
import { displayOf } from '../../../src/cli/option/display-options.ts';
import { languageOfLocale } from '../../../src/cli/option/language-option.ts';
import { themeFor } from '../../../src/cli/terminal/canvas.ts';

describe('the language of the locale', () => {
  test.each([
    [{}, 'en'],
    [{ LANG: 'ja_JP.UTF-8' }, 'ja'],
    [{ LANG: 'ja_JP.utf8' }, 'ja'],
    [{ LANG: 'ja' }, 'ja'],
    [{ LANG: 'ja_JP' }, 'ja'],
    [{ LANG: 'ja_JP.UTF-8@cjknarrow' }, 'ja'],
    [{ LANG: 'en_GB.UTF-8' }, 'en'],
    [{ LANG: 'jam_JM.UTF-8' }, 'en'],
    [{ LANG: 'ja_JP.eucJP' }, 'en'],
    [{ LANG: 'ja_JP.SJIS' }, 'en'],
    [{ LC_ALL: 'C', LANG: 'ja_JP.UTF-8' }, 'en'],
    [{ LC_MESSAGES: 'ja_JP.UTF-8', LANG: 'en_GB.UTF-8' }, 'ja'],
    [{ LC_ALL: '', LC_MESSAGES: '', LANG: 'ja_JP.UTF-8' }, 'ja'],
    [{ LANG: 'ja_JP.UTF-8', TERM: 'linux' }, 'en'],
    [{ LANG: 'ja_JP.UTF-8', CI: 'true' }, 'en'],
    [{ LANG: 'ja_JP.UTF-8', CI: 'false' }, 'ja'],
  ])('%j: %s', (env, language) => {
    expect(languageOfLocale(env)).toBe(language);
  });
});

describe('how a report is shown', () => {
  const japan = { LANG: 'ja_JP.UTF-8' };
  const color = 'auto' as const;

  test.each([
    ['the option before the locale', { color, lang: 'en' as const }, true, japan, 'en'],
    ['the locale, if people read it', { color }, true, japan, 'ja'],
    ['English, if only programs do', { color }, false, japan, 'en'],
    ['what programs are to read, if asked for', { color, lang: 'ja' as const }, false, {}, 'ja'],
    ['English in ASCII', { color, ascii: true }, true, japan, 'en'],
  ])('in the language of %s', (_, flags, isForPeople, env, language) => {
    expect(displayOf(flags, isForPeople, { env }).language).toBe(language);
  });

  test('without colour if it is to be plain', () => {
    expect(displayOf({ color: 'always', plain: true }, true, { env: {} }).color).toBe('never');
  });

  test.each([
    ['what its locale names', {}, { LANG: 'C' }, false],
    ['Japanese, if that is asked for', { lang: 'ja' as const }, { LANG: 'C' }, true],
    ['no more than ASCII, if that is asked for', { ascii: true }, { LANG: 'en_GB.UTF-8' }, false],
  ])('in characters of %s', (_, flags, env, unicode) => {
    const display = displayOf({ color, ...flags }, true, { env });
    const io = { env, platform: 'linux' };
    expect(themeFor(display, { isTTY: true, columns: 72 }, io)).toMatchObject({
      unicode,
      columns: 72,
    });
  });

  test('in ASCII in files, too', () => {
    const display = displayOf({ color, ascii: true }, true, { env: {} });
    expect(themeFor(display, undefined, { env: {}, platform: 'linux' }).unicode).toBe(false);
  });
});
