import { english } from './english.ts';
import { japanese } from './japanese.ts';
import type { Language } from './language.ts';

/** English, which stands where no other language is asked for. */
export const inEnglish: Language = { tag: 'en', texts: english };

/** Every language, by its tag. A new one is a folder beside `english/` and a row here. */
export const languages = {
  en: inEnglish,
  ja: { tag: 'ja', texts: japanese },
} as const satisfies Record<string, Language>;

/** The tag of a language that we have. */
export type LanguageTag = keyof typeof languages;
