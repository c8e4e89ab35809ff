import { parseCondition } from './condition.ts';
import { parseContext } from './context.ts';
import type { Expression } from './expression.ts';
import { type Level, levels } from './level.ts';
import { didYouMean, nearest } from './nearest.ts';
import type { Problem } from './problem.ts';
import type { Raise, Rule } from './rule.ts';
import { parseSelection } from './selection.ts';
import {
  type Entry,
  entriesOf,
  isMap,
  isScalar,
  isSeq,
  type Node,
  readSource,
  type Source,
  textOf,
  textsOf,
  type YAMLMap,
} from './source.ts';
import type { Window } from './window.ts';

/** A rule file, read: its rules and the mistakes in it. */
export interface RuleFile {
  readonly rules: readonly Rule[];
  readonly foreign: readonly string[];
  readonly problems: readonly Problem[];
}

/** Keys of a rule that mean something here or in Sigma; others are the author's own. */
const known = [
  'title',
  'name',
  'id',
  'related',
  'status',
  'description',
  'license',
  'author',
  'date',
  'modified',
  'references',
  'taxonomy',
  'scope',
  'logsource',
  'detection',
  'fields',
  'falsepositives',
  'level',
  'tags',
  'context',
  'raise',
  'summary',
  'response',
  'fingerprint',
  'generate',
] as const;
type Key = (typeof known)[number];

/** Reads every document of a rule file. Never throws for what the file says. */
export function parseRuleFile(text: string, file: string): RuleFile {
  const source = readSource(text, file);
  const rules: Rule[] = [];
  const foreign: string[] = [];
  for (const root of source.roots) {
    const read = parseDocument(root, source);
    if (typeof read === 'string') foreign.push(read);
    else if (read) rules.push(read);
  }
  if (source.roots.length === 0 && source.problems.length === 0) {
    source.report(undefined, 'the file holds no rule');
  }
  return { rules, foreign, problems: source.problems };
}

interface Fields {
  readonly source: Source;
  readonly entries: ReadonlyMap<string, Entry>;
  readonly root: YAMLMap;
}

/** A rule, its title if it is about another product's log, or undefined after a report. */
function parseDocument(root: Node, source: Source): Rule | string | undefined {
  if (!isMap(root)) {
    source.report(root, 'a rule must be a map');
    return undefined;
  }
  const entries = new Map(entriesOf(root, source).map((entry) => [entry.key, entry]));
  const fields: Fields = { source, entries, root };
  const title = text(fields, 'title');
  if (title !== undefined && isForeign(fields)) return title;
  for (const kind of ['correlation', 'filter', 'action'] as const) {
    const entry = entries.get(kind);
    if (!entry) continue;
    source.report(entry.keyNode, `this version reads detection rules, not "${kind}" documents`);
    return undefined;
  }
  checkKeys(fields);
  const detection = node(fields, 'detection');
  if (!isMap(detection)) {
    source.report(detection ?? root, 'a rule needs a detection with selections and a condition');
    return undefined;
  }
  return parseDetection(fields, title, detection);
}

function parseDetection(
  fields: Fields,
  title: string | undefined,
  detection: YAMLMap,
): Rule | undefined {
  const { source, root } = fields;
  const windows = parseContext(node(fields, 'context'), source);
  const { selections, conditions } = parseSelections(detection, windows, source);
  const condition = parseConditions(conditions, selections, detection, source);
  const raises = parseRaises(fields, selections);
  if (title === undefined) source.report(root, 'a rule needs a title');
  if (title === undefined || !condition) return undefined;
  const name = text(fields, 'name') ?? baseName(source.file);
  return {
    name,
    id: text(fields, 'id') ?? name,
    title,
    description: text(fields, 'description') ?? '',
    level: level(fields),
    raises,
    status: text(fields, 'status') ?? 'experimental',
    tags: texts(fields, 'tags'),
    references: texts(fields, 'references'),
    falsepositives: texts(fields, 'falsepositives'),
    response: texts(fields, 'response'),
    summary: text(fields, 'summary') ?? title,
    fingerprint: fields.entries.has('fingerprint') ? texts(fields, 'fingerprint') : ['actor.id'],
    generate: generate(fields),
    windows: [...windows.values()],
    condition,
    place: source.place(root),
  };
}

interface Selections {
  readonly selections: ReadonlyMap<string, Expression>;
  readonly conditions: readonly Node[];
}

function parseSelections(
  detection: YAMLMap,
  windows: ReadonlyMap<string, Window>,
  source: Source,
): Selections {
  const selections = new Map<string, Expression>();
  const conditions: Node[] = [];
  for (const { key, keyNode, value } of entriesOf(detection, source)) {
    if (key === 'condition') {
      conditions.push(...(isSeq(value) ? (value.items as Node[]) : value ? [value] : []));
    } else if (key === 'timeframe') {
      source.report(keyNode, 'timeframe is gone from Sigma; use context, or a correlation');
    } else {
      const selection = parseSelection(value ?? keyNode, { source, windows });
      if (selection) selections.set(key, selection);
    }
  }
  if (conditions.length === 0) source.report(detection, 'the detection has no condition');
  return { selections, conditions };
}

/** Several conditions are alternatives. */
function parseConditions(
  nodes: readonly Node[],
  selections: ReadonlyMap<string, Expression>,
  detection: YAMLMap,
  source: Source,
): Expression | undefined {
  if (source.problems.length > 0 && selections.size < detection.items.length - 1) return undefined;
  const of = nodes.flatMap((item) => parseOne(item, selections, source) ?? []);
  if (of.length === 0) return undefined;
  return of.length === 1 ? of[0] : { kind: 'or', of };
}

function parseOne(
  item: Node | undefined,
  selections: ReadonlyMap<string, Expression>,
  source: Source,
): Expression | undefined {
  const condition = textOf(item, 'condition', source);
  if (condition === undefined) return undefined;
  const parsed = parseCondition(condition, selections);
  if (!('message' in parsed)) return parsed;
  const quoted = isScalar(item) && (item.type === 'QUOTE_DOUBLE' || item.type === 'QUOTE_SINGLE');
  source.report(item, parsed.message, parsed.offset + (quoted ? 1 : 0));
  return undefined;
}

function parseRaises(fields: Fields, selections: ReadonlyMap<string, Expression>): Raise[] {
  const { source } = fields;
  const given = node(fields, 'raise');
  if (given === undefined) return [];
  if (!isSeq(given)) {
    source.report(given, 'raise must be a list of {level, condition}');
    return [];
  }
  return (given.items as Node[]).flatMap((item) => {
    const parts = new Map(
      isMap(item) ? entriesOf(item, source).map((entry) => [entry.key, entry]) : [],
    );
    const condition = parseOne(parts.get('condition')?.value, selections, source);
    const to = readLevel(parts.get('level')?.value, source);
    return condition && to ? [{ level: to, condition }] : [];
  });
}

/** Whether the log source is of another product. No log source at all is taken as ours to report. */
function isForeign(fields: Fields): boolean {
  const logsource = node(fields, 'logsource');
  if (!isMap(logsource)) {
    fields.source.report(
      logsource ?? fields.root,
      'a rule needs a logsource: {product: okta, service: okta}',
    );
    return false;
  }
  const parts = new Map(
    entriesOf(logsource, fields.source).map((entry) => [entry.key, entry.value]),
  );
  const is = (key: string): boolean => {
    const value = parts.get(key);
    return value === undefined || (isScalar(value) && String(value.value).toLowerCase() === 'okta');
  };
  return !is('product') || !is('service') || (!parts.has('product') && !parts.has('service'));
}

/** A key that is nearly one of ours is a slip, since its author believes that it works. */
function checkKeys({ entries, source }: Fields): void {
  for (const { key, keyNode } of entries.values()) {
    if ((known as readonly string[]).includes(key)) continue;
    const meant = nearest(key, known);
    if (meant) source.report(keyNode, `a rule has no "${key}"${didYouMean(key, [meant])}`);
  }
}

function node(fields: Fields, key: Key): Node | undefined {
  return fields.entries.get(key)?.value;
}

function text(fields: Fields, key: Key): string | undefined {
  return fields.entries.has(key) ? textOf(node(fields, key), key, fields.source) : undefined;
}

function texts(fields: Fields, key: Key): string[] {
  return fields.entries.has(key) ? textsOf(node(fields, key), key, fields.source) : [];
}

function level(fields: Fields): Level {
  if (!fields.entries.has('level')) return 'medium';
  return readLevel(node(fields, 'level'), fields.source) ?? 'medium';
}

function readLevel(item: Node | undefined, source: Source): Level | undefined {
  const word = textOf(item, 'level', source);
  const found = levels.find((candidate) => candidate === word);
  if (word !== undefined && !found) {
    source.report(item, `there is no level "${word}"${didYouMean(word, levels)}`);
  }
  return found;
}

function generate(fields: Fields): boolean {
  const value = node(fields, 'generate');
  if (value === undefined) return true;
  if (isScalar(value) && typeof value.value === 'boolean') return value.value;
  fields.source.report(value, 'generate must be true or false');
  return true;
}

function baseName(file: string): string {
  return (file.split(/[/\\]/).at(-1) ?? file).replace(/\.ya?ml$/i, '');
}
