import { english } from './english.ts';
import { japanese } from './japanese.ts';
import type { Language } from './language.ts';
import type { LanguageTag } from './language-tag.ts';

/** How an English sentence begins that asks for an act. */
const imperative = /^(?:Clear|Revoke|Deactivate|Suspend|Reset|Remove|Block|End|Disable|Delete)\b/;

/** What a Japanese sentence says in its first clause, which is all that an order at its beginning could say. */
const japaneseAct =
  /^[^、。]*(?:終了し|取り消し|失効させ|無効化し|無効にし|停止し|リセットし|削除し|解除し|遮断し|ブロックし|切断し)/;

/** English, which stands where no other language is asked for. */
export const inEnglish: Language = {
  tag: 'en',
  texts: english,
  urgent: imperative,
};

/** Every language, by its tag. A new one is a folder beside `english/`, a tag in `language-tag.ts` and a row here. */
export const languages: Readonly<Record<LanguageTag, Language>> = {
  en: inEnglish,
  ja: {
    tag: 'ja',
    // Only looked at where it is asked for: the program loads it then.
    get texts() {
      return japanese;
    },
    urgent: japaneseAct,
  },
};
