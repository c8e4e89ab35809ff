import { alertShape, follow } from '../../event/event-shape.ts';
import { itself } from '../../event/field.ts';
import {
  type Entry,
  isScalar,
  isSeq,
  type Node,
  textOf,
  type YamlSource,
} from '../yaml/yaml-source.ts';
import { partNamed } from './part-name.ts';

/**
 * The field that a path means: a known one if it is that but for its case, as public rules before
 * April 2026 have it (`securitycontext.isproxy`); else the path itself. A change is noted in the source.
 */
export function fieldNamed(path: string, node: Node, source: YamlSource): string {
  const bar = path.indexOf('|');
  if (bar >= 0) {
    const end = partNamed(path.slice(bar + 1), node, source);
    return `${fieldNamed(path.slice(0, bar), node, source)}|${end}`;
  }
  const { spelled, shape } = follow(path.split('.'), alertShape);
  const meant = shape ? spelled : path;
  if (meant !== path) source.respelled.push({ place: source.place(node), written: path, meant });
  return meant;
}

/**
 * Where a path leads from the event and, inside a block, from a member of the array `within`; in the
 * log's spelling.
 */
export function locate(
  path: string,
  within: string | undefined,
  node: Node,
  source: YamlSource,
): { path: string; member?: string } {
  if (within === undefined) return { path: fieldNamed(path, node, source) };
  if (path === itself || path.startsWith(`${itself}|`)) {
    const end = path.slice(itself.length);
    return { path: fieldNamed(`${within}${end}`, node, source), member: path };
  }
  const whole = fieldNamed(`${within}.${path}`, node, source);
  return { path: whole, member: whole.slice(within.length + 1) };
}

/** The fields that an entry names, one or a list, but for names that stand for something else. */
export function fieldsIn(
  entry: Entry,
  source: YamlSource,
  isAlias: (name: string) => boolean = () => false,
): string[] {
  const { value } = entry;
  if (isScalar(value) && value.value === null) return [];
  const items = isSeq(value) ? (value.items as Node[]) : [value];
  return items.flatMap((item) => {
    const path = textOf({ ...entry, value: item }, source);
    if (path === undefined) return [];
    if (isAlias(path)) return path;
    const [name = ''] = path.split('|', 1);
    if (name !== path && isAlias(name)) {
      const message = `"${name}" stands for other fields; name the part where aliases name them`;
      source.report(item ?? entry.keyNode, message);
      return name;
    }
    return fieldNamed(path, item ?? entry.keyNode, source);
  });
}

/** A summary whose braces name fields as the log spells them. */
export function summaryNamed(
  summary: string,
  isOther: (path: string) => boolean,
  node: Node,
  source: YamlSource,
): string {
  return summary.replace(/\{([^{}]+)\}/g, (whole, path: string) =>
    isOther(path) ? whole : `{${fieldNamed(path, node, source)}}`,
  );
}
