import { parseDuration } from './duration.ts';
import { didYouMean } from './nearest.ts';
import {
  type Entry,
  entriesOf,
  isMap,
  isScalar,
  type Node,
  type Source,
  textOf,
  textsOf,
} from './source.ts';
import { type Fact, type FactName, factNames, noAliases, type Window } from './window.ts';

const keys = ['rules', 'list', 'group-by', 'before', 'after', 'learn', 'fields'] as const;

/** Top-level fields of an event: a window of such a name would hide the field. */
export const eventFields: ReadonlySet<string> = new Set([
  'actor',
  'authenticationContext',
  'client',
  'debugContext',
  'device',
  'displayMessage',
  'eventType',
  'legacyEventType',
  'outcome',
  'published',
  'request',
  'securityContext',
  'severity',
  'target',
  'transaction',
  'uuid',
  'version',
]);

/** Parses the `context` section: windows by name. Mistakes are reported to the source. */
export function parseContext(node: Node | undefined, source: Source): ReadonlyMap<string, Window> {
  const windows = new Map<string, Window>();
  if (node === undefined) return windows;
  if (!isMap(node)) {
    source.report(node, 'context must be a map of windows');
    return windows;
  }
  for (const entry of entriesOf(node, source)) {
    const window = parseWindow(entry, source);
    if (window) windows.set(window.name, window);
  }
  return windows;
}

function parseWindow({ key: name, keyNode, value }: Entry, source: Source): Window | undefined {
  if (!/^[A-Za-z_]\w*$/.test(name) || eventFields.has(name)) {
    source.report(
      keyNode,
      `"${name}" cannot name a window: use letters, digits and _, and no event field`,
    );
    return undefined;
  }
  if (!isMap(value)) {
    source.report(keyNode, `the window "${name}" must be a map`);
    return undefined;
  }
  const parts = new Map(entriesOf(value, source).map((entry) => [entry.key, entry]));
  for (const { key, keyNode: at } of parts.values()) {
    if (!(keys as readonly string[]).includes(key)) {
      source.report(at, `a window has no "${key}"${didYouMean(key, keys)}`);
    }
  }
  const read = <T>(key: (typeof keys)[number], as: (entry: Entry, source: Source) => T) => {
    const entry = parts.get(key);
    return entry && as(entry, source);
  };
  const list = read('list', textOf);
  const before = read('before', readDuration);
  const after = read('after', readDuration);
  if (!['list', 'before', 'after'].some((key) => parts.has(key))) {
    source.report(keyNode, `the window "${name}" needs before, after or list`);
  }
  if (
    list !== undefined &&
    (parts.has('rules') || parts.has('group-by') || parts.has('before') || parts.has('after'))
  ) {
    source.report(
      keyNode,
      `the window "${name}" is a list, so rules, group-by, before and after mean nothing`,
    );
  }
  const facts = parseFacts(parts.get('fields')?.value, keyNode, source, list !== undefined);
  if (list === undefined && !parts.has('before')) {
    for (const { name: fact } of facts.filter(({ compute }) => pastOnly.has(compute))) {
      source.report(keyNode, `"${fact}" looks at earlier events only, so "${name}" needs before`);
    }
  }
  return {
    name,
    rules: read('rules', readNames) ?? [],
    list,
    groupBy: read('group-by', textsOf) ?? [],
    aliases: noAliases,
    before,
    after,
    learn: read('learn', readDuration),
    every: undefined,
    facts,
    place: source.place(keyNode),
  };
}

/** Functions that look at earlier events only. */
const pastOnly: ReadonlySet<FactName> = new Set(['new', 'similar']);

/** No rules at all would be every event: that is said by leaving them out. */
function readNames(entry: Entry, source: Source): string[] {
  const names = textsOf(entry, source);
  if (names.length === 0) source.report(entry.keyNode, 'rules names no rule; leave it out for all');
  return names;
}

function readDuration(entry: Entry, source: Source): number | undefined {
  const { key, keyNode, value } = entry;
  const length = parseDuration(isScalar(value) ? String(value.value) : '');
  if (length === undefined) {
    source.report(
      value ?? keyNode,
      `${key} must be a duration from 1s to 366d, such as 30m, 12h or 7d`,
    );
  }
  return length;
}

function parseFacts(node: Node | undefined, at: Node, source: Source, ofList: boolean): Fact[] {
  if (!isMap(node) || node.items.length === 0) {
    source.report(node ?? at, 'a window needs fields, such as {n: {count: true}}');
    return [];
  }
  return entriesOf(node, source).flatMap((entry) => parseFact(entry, source, ofList) ?? []);
}

function parseFact(
  { key: name, keyNode, value }: Entry,
  source: Source,
  ofList: boolean,
): Fact | undefined {
  const parts = isMap(value) ? entriesOf(value, source) : [];
  const [first] = parts.filter(({ key }) => key !== 'among');
  const among = parts.find(({ key }) => key === 'among');
  if (!first || parts.length > (among ? 2 : 1)) {
    source.report(keyNode, `"${name}" needs one function, such as {distinct: client.ipAddress}`);
    return undefined;
  }
  if (!Object.hasOwn(factNames, first.key)) {
    const hint = didYouMean(first.key, Object.keys(factNames));
    source.report(first.keyNode, `there is no function "${first.key}"${hint}`);
    return undefined;
  }
  const compute = first.key as FactName;
  if (ofList && compute !== 'similar' && compute !== 'new') {
    source.report(first.keyNode, `a list has no "${compute}"; use similar or new`);
    return undefined;
  }
  if (among && compute !== 'similar') {
    source.report(among.keyNode, 'only similar takes "among"');
    return undefined;
  }
  if (compute === 'count') return countFact(name, first, source);
  const of = textsOf(first, source);
  const others = among ? textsOf(among, source) : of;
  if (of.length === 0 || others.length === 0) {
    source.report(keyNode, `"${name}" names no field`);
    return undefined;
  }
  return { name, compute, of, among: others };
}

function countFact(name: string, { value, keyNode }: Entry, source: Source): Fact | undefined {
  if (isScalar(value) && value.value === true) return { name, compute: 'count', of: [], among: [] };
  source.report(value ?? keyNode, 'count takes only true');
  return undefined;
}
