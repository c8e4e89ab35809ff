import { parseContext } from './context.ts';
import { parseCondition, parseConditions, parseSelections } from './detection.ts';
import type { Expression } from './expression.ts';
import { type Level, levels } from './level.ts';
import { didYouMean, nearest } from './nearest.ts';
import type { Problem } from './problem.ts';
import type { Raise, Rule } from './rule.ts';
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

/** A rule file, read: its rules and the mistakes in it. */
export interface RuleFile {
  readonly rules: readonly Rule[];
  readonly foreign: readonly string[];
  /** Names and ids of rules that could not be read; a reference to one is no mistake of its own. */
  readonly broken: readonly string[];
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
  'catalogue',
] as const;
type Key = (typeof known)[number];

/** Reads every document of a rule file. Never throws for what the file says. */
export function parseRuleFile(text: string, file: string): RuleFile {
  const source = readSource(text, file);
  const rules: Rule[] = [];
  const foreign: string[] = [];
  const broken: string[] = [];
  for (const root of source.roots) {
    const read = parseDocument(root, source);
    if (typeof read === 'string') foreign.push(read);
    else if (read) rules.push(read);
    else broken.push(...namesOf(root, file));
  }
  if (source.roots.length === 0) {
    broken.push(baseName(file));
    if (source.problems.length === 0) {
      source.problems.push({ file, line: 1, column: 1, message: 'the file holds no rule' });
    }
  }
  return { rules, foreign, broken, problems: source.problems };
}

function namesOf(root: Node, file: string): string[] {
  const named = isMap(root) ? [root.get('name'), root.get('id')] : [];
  return [baseName(file), ...named.filter((name) => typeof name === 'string')];
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
  const other = ['correlation', 'filter', 'action'].flatMap((kind) => entries.get(kind) ?? [])[0];
  if (title !== undefined && (!other || entries.has('logsource')) && isForeign(fields)) {
    return title;
  }
  if (other) {
    source.report(
      other.keyNode,
      `this version reads detection rules, not "${other.key}" documents`,
    );
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
  if (!fields.entries.has('title')) source.report(root, 'a rule needs a title');
  const name = text(fields, 'name') ?? baseName(source.file);
  const rest = {
    name,
    id: text(fields, 'id') ?? name,
    description: text(fields, 'description') ?? '',
    level: level(fields),
    raises,
    status: text(fields, 'status') ?? 'experimental',
    tags: texts(fields, 'tags'),
    references: texts(fields, 'references'),
    falsepositives: texts(fields, 'falsepositives'),
    response: texts(fields, 'response'),
    summary: text(fields, 'summary') ?? title ?? '',
    fingerprint: fields.entries.has('fingerprint') ? texts(fields, 'fingerprint') : ['actor.id'],
    generate: generate(fields),
    catalogue: texts(fields, 'catalogue'),
    windows: [...windows.values()],
    place: source.place(root),
  };
  return title === undefined || !condition ? undefined : { ...rest, title, condition };
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
    const entries = isMap(item) ? entriesOf(item, source) : [];
    const [condition, to] = ['condition', 'level'].map((key) =>
      entries.find((entry) => entry.key === key),
    );
    if (!condition || !to || entries.length > 2) {
      source.report(item, 'raise needs a level and a condition, and nothing else');
      return [];
    }
    const parsed = parseCondition(condition, selections, source);
    const worse = readLevel(to, source);
    return parsed && worse ? [{ level: worse, condition: parsed }] : [];
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
  const entry = fields.entries.get(key);
  return entry && textOf(entry, fields.source);
}

function texts(fields: Fields, key: Key): string[] {
  const entry = fields.entries.get(key);
  return entry ? textsOf(entry, fields.source) : [];
}

function level(fields: Fields): Level {
  const entry = fields.entries.get('level');
  return (entry && readLevel(entry, fields.source)) ?? 'medium';
}

function readLevel(entry: Entry, source: Source): Level | undefined {
  const word = textOf(entry, source);
  const found = levels.find((candidate) => candidate === word);
  if (word !== undefined && !found) {
    source.report(entry.value as Node, `there is no level "${word}"${didYouMean(word, levels)}`);
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
