import { alertShape, follow } from '../../event/event-shape.ts';
import { itself } from '../../event/field.ts';
import { filterText, type MemberFilter, stepsOf, stretchesOf } from '../../event/member-filter.ts';
import { namesIn, pathOf } from '../../event/path-stretch.ts';
import { tell } from '../../language/message.ts';
import {
  type Entry,
  isScalar,
  isSeq,
  type Node,
  textOf,
  type YamlSource,
} from '../yaml/yaml-source.ts';
import { parseFieldPath } from './field-path.ts';
import { partNamed } from './part-name.ts';

/**
 * The field that a path means: a known one if it is that but for its case, as public rules before
 * April 2026 have it (`securitycontext.isproxy`); else the path itself. A change is noted in the source.
 */
export function fieldNamed(path: string, node: Node, source: YamlSource): string {
  const bar = barIn(path);
  if (bar >= 0) {
    const end = partNamed(path.slice(bar + 1), node, source);
    return `${fieldNamed(path.slice(0, bar), node, source)}|${end}`;
  }
  const meant = respelled(path);
  if (meant !== path) source.respelled.push({ place: source.place(node), written: path, meant });
  return meant;
}

function respelled(path: string): string {
  const names = spelledNames(stepsOf(path));
  let spelled = '';
  let at = 0;
  for (const { names: own, filter } of stretchesOf(path)) {
    const way = names.slice(0, at + own.length);
    if (own.length > 0) spelled += (at > 0 ? '.' : '') + pathOf(way.slice(at));
    if (filter) spelled += filterText(respelledFilter(filter, way));
    at = way.length;
  }
  return spelled;
}

function respelledFilter(filter: MemberFilter, way: readonly string[]): MemberFilter {
  if (filter.kind === 'place') return filter;
  const conditions = filter.conditions.map((condition) => {
    const { field } = condition;
    if (field === '.') return condition;
    const names = spelledNames([...way, ...namesIn(field)]);
    return { ...condition, field: pathOf(names.slice(way.length)) };
  });
  return { ...filter, conditions };
}

function spelledNames(names: readonly string[]): readonly string[] {
  const { spelled, shape } = follow(names, alertShape);
  return shape ? spelled.split('.') : names;
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
    const bar = barIn(path);
    if (bar >= 0 && isAlias(path.slice(0, bar))) {
      const name = path.slice(0, bar);
      const message = tell('detectionMistake.partOfAlias', { name });
      source.report(item ?? entry.keyNode, message);
      return name;
    }
    return valueNamed(path, item ?? entry.keyNode, source);
  });
}

/** The field whose values a path means; the path itself after a report. */
function valueNamed(path: string, node: Node, source: YamlSource): string {
  const read = parseValuePath(path);
  if ('path' in read) return fieldNamed(read.path, node, source);
  source.report(node, read.flaw);
  return path;
}

/** Reads a path of values, which may end in a part. */
export function parseValuePath(path: string): ReturnType<typeof parseFieldPath> {
  const bar = barIn(path);
  if (bar < 0) return parseFieldPath(path);
  const read = parseFieldPath(path.slice(0, bar));
  return 'path' in read ? { path: read.path + path.slice(bar) } : read;
}

/** Where the bar before a part stands, -1 without one; brackets have bars of their own. */
function barIn(path: string): number {
  return path.indexOf('|', path.lastIndexOf(']') + 1);
}

/** A summary whose braces name fields as the log spells them; `entry` is where it stands. */
export function summaryNamed(
  summary: string,
  isOther: (path: string) => boolean,
  { keyNode, value }: Pick<Entry, 'keyNode' | 'value'>,
  source: YamlSource,
): string {
  return summary.replace(/\{([^{}]+)\}/g, (whole, path: string, at: number) => {
    if (isOther(path)) return whole;
    const read = parseValuePath(path);
    if ('path' in read) return `{${fieldNamed(read.path, keyNode, source)}}`;
    source.report(value ?? keyNode, read.flaw, at + 1);
    return whole;
  });
}
