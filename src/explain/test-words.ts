import { type Language, say } from '../language/language.ts';
import { type FieldTest, listsOf } from '../rule/expression.ts';
import { isBehaviors, meaningOf, nounOf, shownValues } from './field-words.ts';
import { listText } from './worded-list.ts';

/** What a comparison of a field found, in words: `operating system is Windows 10`. `values` are those that met it. */
export function testWords(test: FieldTest, values: readonly string[], language: Language): string {
  const { path } = test;
  const noun = nounOf(path, 1, language);
  const [reference] = test.values.filter(({ kind }) => kind === 'field');
  if (reference?.kind === 'field') {
    const name = test.comparison === 'neq' ? 'reason.different' : 'reason.same';
    return say(language, name, { noun, other: nounOf(reference.path, 1, language) });
  }
  const meanings = values.map((value) => meaningOf(path, value, language));
  if (meanings.length > 0 && meanings.every((meaning) => meaning !== undefined)) {
    return listText([...new Set(meanings)], language);
  }
  if (values.length === 0) {
    return say(language, test.comparison === 'exists' ? 'reason.given' : 'reason.absent', { noun });
  }
  const shown = shownValues(path, values, language);
  if (shown.length === 0) return say(language, 'reason.given', { noun });
  const lists = [...new Set(test.values.flatMap(listsOf))];
  const text = listText(shown, language);
  if (isBehaviors(path)) return say(language, 'reason.newToOkta', { values: text });
  return lists.length === 1
    ? say(language, 'reason.onList', { noun, values: text, list: lists[0] as string })
    : say(language, 'reason.is', { noun, values: text });
}

/** Words that were found in a field, or that nothing has. */
export function keywordWords(
  found: { readonly path: string; readonly value: string } | undefined,
  language: Language,
): string {
  if (!found) return say(language, 'reason.wordless');
  const noun = nounOf(found.path, 1, language);
  const shown = shownValues(found.path, [found.value], language);
  return shown.length === 0
    ? say(language, 'reason.given', { noun })
    : say(language, 'reason.words', { values: listText(shown, language), noun });
}
