import { type Message, tell } from '../language/message.ts';
import { areaOf, type Rule, type RuleSet } from './rule.ts';
import { type Diagnostic, mistakeAt, RuleError, type SourcePlace } from './yaml/diagnostic.ts';
import { didYouMean, didYouMeanOf } from './yaml/did-you-mean.ts';
import {
  type Entry,
  entriesOf,
  isMap,
  isSeq,
  type Node,
  readSource,
  textOf,
  textsOf,
  type YamlSource,
} from './yaml/yaml-source.ts';

/** One question that somebody asks of a log, with the rules that answer it. */
export interface Pack {
  /** The file's name without its ending. */
  readonly name: string;
  /** The question, as a sentence. */
  readonly question: string;
  /** What is behind the question. */
  readonly description: string;
  /** Names of its rules; as its file has them, patterns for `name` or `area/name` with `*` and `?`. */
  readonly rules: readonly string[];
  /** What a log must have for the question to be answered; any ordinary log has it. */
  readonly needs: readonly Need[];
  /** Where it stands. */
  readonly place: SourcePlace;
}

/** Something that a log must have: events of one type at least, or a field with a value. */
export interface Need {
  /** Event types, of which one will do. */
  readonly events: readonly string[];
  /** Fields, of which one with a value will do. */
  readonly fields: readonly string[];
  /** What it tells, as a phrase that completes `without it nobody can tell ...`. */
  readonly tells: string;
}

/** What a pack file gave. */
export interface PackFile {
  readonly pack: Pack | undefined;
  readonly problems: readonly Diagnostic[];
}

const packKeys = ['question', 'description', 'rules', 'needs'] as const;
const needKeys = ['events', 'fields', 'tells'] as const;

/** Parses the text of a pack file; every mistake is a problem with its place. */
export function parsePack(text: string, file: string): PackFile {
  const source = readSource(text, file);
  const { roots, problems } = source;
  const [root, second] = roots;
  if (problems.length > 0) return { pack: undefined, problems };
  if (!root || !isMap(root) || second) {
    problems.push(mistakeAt({ file, line: 1, column: 1 }, tell('mistake.packNotMap')));
    return { pack: undefined, problems };
  }
  const entries = readEntries(root, packKeys, tell('mistake.pack'), source);
  const wanted = (key: (typeof packKeys)[number]): Entry | undefined => {
    const entry = entries.get(key);
    if (!entry) source.report(root, tell('mistake.packNeeds', { key }));
    return entry;
  };
  const [question, rules] = [wanted('question'), wanted('rules')];
  const description = entries.get('description');
  const pack: Pack = {
    name: nameOf(file),
    question: (question && textOf(question, source)) ?? '',
    description: (description && textOf(description, source)) ?? '',
    rules: rules ? textsOf(rules, source) : [],
    needs: needsOf(entries.get('needs'), source),
    place: source.place(root),
  };
  return { pack: problems.length > 0 ? undefined : pack, problems };
}

/** The name of the pack in a file. */
function nameOf(file: string): string {
  const base = file.split(/[/\\]/).at(-1) ?? file;
  return base.replace(/\.ya?ml$/i, '');
}

function readEntries(
  map: Parameters<typeof entriesOf>[0],
  keys: readonly string[],
  noun: Message,
  source: YamlSource,
): ReadonlyMap<string, Entry> {
  const entries = entriesOf(map, source);
  for (const { key, keyNode } of entries) {
    if (!keys.includes(key)) {
      source.report(keyNode, tell('mistake.noKey', { noun, key, hint: didYouMeanOf(key, keys) }));
    }
  }
  return new Map(entries.map((entry) => [entry.key, entry]));
}

function needsOf(entry: Entry | undefined, source: YamlSource): readonly Need[] {
  if (!entry) return [];
  if (!isSeq(entry.value)) {
    source.report(entry.value ?? entry.keyNode, tell('mistake.needsNotList'));
    return [];
  }
  return entry.value.items.flatMap((item) => needOf(item as Node, source) ?? []);
}

function needOf(node: Node, source: YamlSource): Need | undefined {
  if (!isMap(node)) {
    source.report(node, tell('mistake.needNotMap'));
    return undefined;
  }
  const entries = readEntries(node, needKeys, tell('mistake.need'), source);
  const listOf = (key: string): readonly string[] => {
    const entry = entries.get(key);
    return entry ? textsOf(entry, source) : [];
  };
  const [events, fields, tells] = [listOf('events'), listOf('fields'), entries.get('tells')];
  if (events.length === 0 && fields.length === 0) {
    source.report(node, tell('mistake.needWithout'));
  }
  if (!tells) source.report(node, tell('mistake.needTells'));
  return { events, fields, tells: (tells && textOf(tells, source)) ?? '' };
}

/**
 * The packs with the names of their rules that report. Throws a {@link RuleError} if two packs have one
 * name, or a pack names a rule that there is not.
 */
export function linkPacks(packs: readonly Pack[], rules: readonly Rule[]): readonly Pack[] {
  const problems: Diagnostic[] = [];
  const known = new Map<string, Pack>();
  const names = rules.map(({ name }) => name);
  const linked: Pack[] = [];
  for (const pack of packs) {
    const other = known.get(pack.name);
    if (other) {
      const told = tell('mistake.packTwice', { name: pack.name, file: other.place.file });
      problems.push(mistakeAt(pack.place, told));
    }
    known.set(pack.name, pack);
    const own = new Set<Rule>();
    for (const pattern of pack.rules) {
      const meant = rulesLike(pattern, rules);
      for (const rule of meant) own.add(rule);
      if (meant.length > 0) continue;
      const told = tell('mistake.noRuleCalled', {
        name: pattern,
        hint: didYouMean(pattern, names),
      });
      problems.push(mistakeAt(pack.place, told));
    }
    const reporting = rules.filter((rule) => rule.generate && own.has(rule));
    linked.push({ ...pack, rules: reporting.map(({ name }) => name) });
  }
  if (problems.length > 0) throw new RuleError(problems);
  return linked;
}

function rulesLike(pattern: string, rules: readonly Rule[]): readonly Rule[] {
  const called = (rule: Rule): string =>
    pattern.includes('/') ? `${areaOf(rule)}/${rule.name}` : rule.name;
  const meant = new Set(namesLike(pattern, rules.map(called)));
  return rules.filter((rule) => meant.has(called(rule)));
}

/** Names of the rules of a pack that report in a set, in its order. */
export function rulesOf(pack: Pick<Pack, 'rules'>, set: Pick<RuleSet, 'rules'>): readonly string[] {
  const wanted = new Set(pack.rules);
  return set.rules
    .filter(({ name, generate }) => generate && wanted.has(name))
    .map(({ name }) => name);
}

/** The names that a pattern with `*` and `?` stands for. */
export function namesLike(pattern: string, names: readonly string[]): readonly string[] {
  if (!/[*?]/.test(pattern)) return names.includes(pattern) ? [pattern] : [];
  const literal = pattern.replace(/[\\^$.|+()[\]{}]/g, '\\$&');
  const glob = new RegExp(`^${literal.replace(/\*+/g, '.*').replaceAll('?', '.')}$`);
  return names.filter((name) => glob.test(name));
}
