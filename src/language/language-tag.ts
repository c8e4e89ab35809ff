/** The tags (BCP 47) of the languages that reports can be written in. */
export const languageTags = ['en', 'ja'] as const;
/** The tag of a language that reports can be written in. */
export type LanguageTag = (typeof languageTags)[number];

export function isLanguageTag(text: string): text is LanguageTag {
  return (languageTags as readonly string[]).includes(text);
}
