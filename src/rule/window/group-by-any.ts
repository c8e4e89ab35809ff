import { tell } from '../../language/message.ts';
import { fieldsIn } from '../detection/field-spelling.ts';
import { type Entry, isSeq, type Node, type YamlSource } from '../yaml/yaml-source.ts';
import type { Aliases } from './window.ts';

/** Each costs as much as a window of its own. */
const maxGroupings = 8;

/** Reads `group-by-any`: a list whose entries are a field, or a list of fields. Undefined after a report. */
export function parseGroupings(
  entry: Entry,
  aliases: Aliases,
  source: YamlSource,
): readonly (readonly string[])[] | undefined {
  const { key, keyNode, value } = entry;
  const items = isSeq(value) ? (value.items as Node[]) : [];
  if (items.length < 2 || items.length > maxGroupings) {
    source.report(value ?? keyNode, tell('windowMistake.groupings', { key, most: maxGroupings }));
    return undefined;
  }
  const groupings = items.map((item) => {
    const fields = fieldsIn({ ...entry, value: item }, source, (name) => aliases.has(name));
    if (fields.length === 0) source.report(item, tell('windowMistake.emptyGrouping', { key }));
    return fields;
  });
  return groupings.every(({ length }) => length > 0) ? groupings : undefined;
}
