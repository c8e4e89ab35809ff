import type { Language } from './language.ts';
import { remembered } from './remembered.ts';

/** Makes what follows from a text and a language once for texts that come again; what is remembered is bounded. */
export function rememberedIn<T>(
  make: (text: string, language: Language) => T,
): (text: string, language: Language) => T {
  const byLanguage = new WeakMap<Language, (text: string) => T>();
  return (text, language) => {
    const known = byLanguage.get(language) ?? remembered((one) => make(one, language));
    byLanguage.set(language, known);
    return known(text);
  };
}
