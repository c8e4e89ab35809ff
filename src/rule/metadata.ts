import { type Message, tell } from '../language/message.ts';
import { type Level, levels } from './level.ts';
import type { UnlinkedRule } from './rule.ts';
import { placeInDocument } from './window/misplaced-key.ts';
import { didYouMeanOf, nearest } from './yaml/did-you-mean.ts';
import {
  booleanOf,
  type Entry,
  isScalar,
  type Node,
  textOf,
  textsOf,
  type YAMLMap,
  type YamlSource,
} from './yaml/yaml-source.ts';

/** One document of a rule file, with its entries by key. */
export interface RuleDocument {
  readonly source: YamlSource;
  readonly entries: ReadonlyMap<string, Entry>;
  readonly root: YAMLMap;
  /** The name of a document that gives none. */
  readonly fallback: string;
}

/** Keys that mean something here or in Sigma; others are the author's own. */
export const ruleKeys = [
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
  'correlation',
  'filter',
  'action',
  'fields',
  'falsepositives',
  'level',
  'tags',
  'context',
  'raise',
  'summary',
  'reasons',
  'response',
  'fingerprint',
  'generate',
  'score',
  'catalogue',
  'timezone',
] as const;
/** Keys that mean something in a filter; in other documents they are the author's own. */
export const filterKeys = ['reason', 'owner', 'expires'] as const;
type Key = (typeof ruleKeys)[number] | (typeof filterKeys)[number];

/** What every rule says about itself, whatever it asks for. */
export type Metadata = Pick<
  UnlinkedRule,
  | 'name'
  | 'id'
  | 'description'
  | 'level'
  | 'status'
  | 'tags'
  | 'references'
  | 'falsepositives'
  | 'response'
  | 'summary'
  | 'generate'
  | 'score'
  | 'catalogue'
  | 'place'
>;

/** Reads the keys that all kinds of rules share. `summary` stands in for a missing one. */
export function parseMetadata(document: RuleDocument, summary: string): Metadata {
  const { source, root } = document;
  const name = nameOf(document);
  return {
    name,
    id: text(document, 'id') ?? name,
    description: text(document, 'description') ?? '',
    level: level(document),
    status: text(document, 'status') ?? 'experimental',
    tags: texts(document, 'tags'),
    references: texts(document, 'references'),
    falsepositives: texts(document, 'falsepositives'),
    response: texts(document, 'response'),
    summary: text(document, 'summary') ?? summary,
    generate: booleanOf(document.entries.get('generate'), source),
    score: score(document),
    catalogue: texts(document, 'catalogue'),
    place: source.place(root),
  };
}

/** The name of a document, as its file's name says if it has none. */
export function nameOf(document: RuleDocument): string {
  return text(document, 'name') ?? document.fallback;
}

/** What people call `timezone` elsewhere. */
const otherNames: ReadonlySet<string> = new Set(['tz', 'time-zone', 'time_zone', 'zone']);

/** A key that is nearly one of ours is a slip, since its author believes that it works. */
export function checkKeys({ entries, source }: RuleDocument): void {
  const isFilter = entries.has('filter');
  const keys: readonly string[] = isFilter ? [...ruleKeys, ...filterKeys] : ruleKeys;
  for (const { key, keyNode } of entries.values()) {
    if (keys.includes(key)) continue;
    const noun = tell(isFilter ? 'mistake.filter' : 'mistake.rule');
    const place = placeInDocument(key);
    if (place !== undefined) source.report(keyNode, place);
    else if (otherNames.has(key))
      source.report(keyNode, tell('mistake.writeTimezone', { noun, key }));
    else if (nearest(key, keys))
      source.report(keyNode, tell('mistake.noKey', { noun, key, hint: didYouMeanOf(key, keys) }));
  }
}

/** Reports keys that mean something in other kinds of documents, and would be ignored in this one. */
export function refuseKeys(
  { entries, source }: RuleDocument,
  kind: Message,
  keys: readonly Key[],
): void {
  for (const key of keys) {
    const entry = entries.get(key);
    if (entry) source.report(entry.keyNode, tell('mistake.keyWithoutMeaning', { key, kind }));
  }
}

/** The value of a key; undefined if the document lacks it. */
export function node(document: RuleDocument, key: Key): Node | undefined {
  return document.entries.get(key)?.value;
}

/** The text of a key; undefined without one, or after a report. */
export function text(document: RuleDocument, key: Key): string | undefined {
  const entry = document.entries.get(key);
  return entry && textOf(entry, document.source);
}

/** The texts of a key, none if the document lacks it. */
export function texts(document: RuleDocument, key: Key): string[] {
  const entry = document.entries.get(key);
  return entry ? textsOf(entry, document.source) : [];
}

/** Reads one of the levels; undefined after a report. */
export function readLevel(entry: Entry, source: YamlSource): Level | undefined {
  const word = textOf(entry, source);
  const found = levels.find((candidate) => candidate === word);
  if (word !== undefined && !found) {
    source.report(
      entry.value as Node,
      tell('mistake.noLevel', { word, hint: didYouMeanOf(word, levels) }),
    );
  }
  return found;
}

function level(document: RuleDocument): Level {
  const entry = document.entries.get('level');
  return (entry && readLevel(entry, document.source)) ?? 'medium';
}

function score({ entries, source }: RuleDocument): number | undefined {
  const entry = entries.get('score');
  if (!entry) return undefined;
  const { keyNode, value } = entry;
  const number = isScalar(value) ? value.value : undefined;
  if (typeof number === 'number' && number >= 0 && number <= maxScore) return number;
  source.report(value ?? keyNode, tell('mistake.scoreRange', { max: String(maxScore) }));
  return undefined;
}

/** Sums of scores stay exact. */
const maxScore = 1_000_000;
