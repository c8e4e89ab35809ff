import { type Language, say } from '../language/language.ts';

/** A sentence lists at most so many values. */
const mostListed = 5;

/** Texts as a sentence lists them, `A, B and C`; of more than five the rest is counted. */
export function listText(texts: readonly string[], language: Language): string {
  const named = texts.slice(0, mostListed);
  const count = texts.length - named.length;
  const items = count > 0 ? [...named, say(language, 'series.others', { count })] : named;
  const [first = '', ...others] = items;
  const last = others.pop();
  if (last === undefined) return first;
  if (others.length === 0) return say(language, 'series.two', { first, last });
  const head = others.reduce(
    (text, one) => say(language, 'series.more', { first: text, last: one }),
    first,
  );
  return say(language, 'series.last', { first: head, last });
}
