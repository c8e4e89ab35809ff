import { displayedFields, readTarget } from '../finding/displayed-fields.ts';
import { type Language, say } from '../language/language.ts';
import { rememberedIn } from '../language/remembered-words.ts';
import { isPlaceholder } from '../window/dictionary.ts';
import type { EventTable, Row } from '../window/event-table.ts';
import { actNamed } from './act-names.ts';

/** What was done to what in an event, in words: `created the user eve`. Of an event type without words, its name. */
export function actText(row: Row, table: EventTable, language: Language): string {
  // Of one event it is asked for several times on end.
  const last = lastTold.get(table);
  if (last?.row === row && last.language === language) return last.text;
  const [type = ''] = table.texts(row, displayedFields.type);
  const act = actNamed(type);
  const text =
    act === undefined ? type : wordsOf(type, targetName(row, act.target, table), language);
  lastTold.set(table, { row, language, text });
  return text;
}

const lastTold = new WeakMap<
  EventTable,
  { readonly row: Row; readonly language: Language; readonly text: string }
>();

/** What an event type says was done, whatever it was done to: `created a user`. */
export const typeText = rememberedIn((type, language): string =>
  wordsOf(type, undefined, language),
);

function wordsOf(type: string, name: string | undefined, language: Language): string {
  const act = actNamed(type);
  if (act === undefined) return type;
  const target = name ?? '';
  const named = name === undefined ? 0 : 1;
  if ('whole' in act) return say(language, act.whole as 'act.sso', { named, target });
  const object = say(language, act.object, { named, target });
  return say(language, act.deed, { object });
}

/** The first target of a type, or the first of all, by the name that people know it by. */
function targetName(row: Row, type: string | undefined, table: EventTable): string | undefined {
  for (const text of table.texts(row, displayedFields.targets)) {
    const [kind, id, login, name] = readTarget(text);
    if (type !== undefined && kind?.toLowerCase() !== type) continue;
    const names = kind === 'User' ? [login, name, id] : [name, login, id];
    const known = names.find((one) => one !== null && !isPlaceholder(one));
    if (known) return known;
  }
  return undefined;
}
