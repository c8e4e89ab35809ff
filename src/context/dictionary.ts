import { textOfValue } from '../detection/matcher.ts';
import type { Json } from '../event/json.ts';

/** Stands for "no value": the field is absent, null, or an empty array. */
export const absent = 0;

/** More values than this of one field in one event are not told apart. */
export const maxMembers = 32;

/** Placeholders that Okta writes where there is nothing; as keys and counted values they are absent. */
const placeholders: ReadonlySet<string> = new Set(['unknown', 'null', '-', '']);

/** Whether a text only fills the place of a value. */
export function isPlaceholder(text: string): boolean {
  return placeholders.has(text.toLowerCase());
}

/** Numbers for texts, so that remembering a value costs a number. */
export interface Dictionary {
  /** The number of a field's values (see `Field.read`); {@link absent} for none. */
  intern(values: readonly Json[]): number;
  /** The numbers of the single values that a number stands for, placeholders left out. */
  members(id: number): readonly number[];
  /** The texts that a number stands for. */
  texts(id: number): readonly string[];
  /** The text of a single value. */
  text(id: number): string;
}

const nothing: readonly number[] = [];

/** Makes an empty dictionary. Numbers are given in order of arrival and mean nothing outside it. */
export function createDictionary(): Dictionary {
  const numbers = new Map<string, number>();
  const words: string[] = [''];
  const rows: (readonly number[])[] = [[]];
  const counted: (readonly number[])[] = [[]];
  const lists = new Map<string, number>();

  const single = (text: string): number => {
    const known = numbers.get(text);
    if (known !== undefined) return known;
    const id = words.push(text) - 1;
    numbers.set(text, id);
    const own = [id];
    rows.push(own);
    counted.push(isPlaceholder(text) ? nothing : own);
    return id;
  };
  const several = (texts: readonly string[]): number => {
    const members = texts.slice(0, maxMembers).map(single);
    const key = members.join(',');
    const known = lists.get(key);
    if (known !== undefined) return known;
    const id = words.push('') - 1;
    rows.push(members);
    const held = members.every((member) => (counted[member] ?? nothing).length > 0);
    counted.push(held ? members : members.flatMap((member) => counted[member] ?? nothing));
    lists.set(key, id);
    return id;
  };
  return {
    intern(values) {
      if (values.length === 1) {
        const text = textOfValue(values[0] as Json);
        return text === undefined ? absent : single(text);
      }
      const texts = new Set(values.map(textOfValue).filter((text) => text !== undefined));
      if (texts.size === 0) return absent;
      const [only] = texts;
      return texts.size === 1 ? single(only as string) : several([...texts]);
    },
    members: (id) => counted[id] ?? nothing,
    texts: (id) => (rows[id] ?? []).map((member) => words[member] ?? ''),
    text: (id) => words[id] ?? '',
  };
}
