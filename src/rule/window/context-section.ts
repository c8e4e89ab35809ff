import { isEventField } from '../../event/event-shape.ts';
import { tell } from '../../language/message.ts';
import { parseAliases } from '../correlation/field-aliases.ts';
import { readDuration } from '../correlation/timespan.ts';
import { fieldsIn } from '../detection/field-spelling.ts';
import { didYouMean, didYouMeanOf } from '../yaml/did-you-mean.ts';
import {
  type Entry,
  entriesOf,
  isMap,
  isScalar,
  type Node,
  textOf,
  textsOf,
  type YamlSource,
} from '../yaml/yaml-source.ts';
import { logFields, logName, parseComputed } from './computed-fields.ts';
import { type ParsedFact, parseFacts } from './fact.ts';
import { looksLikeFormula } from './formula.ts';
import { parseGroupings } from './group-by-any.ts';
import { formulaWindow, placeAmongWindows, placeInWindow } from './misplaced-key.ts';
import { groupingsOf, noAliases, type Window, windowKeys } from './window.ts';
import { parseEvents, refuseFacts } from './window-events.ts';
import { functions } from './window-function.ts';

type Key = (typeof windowKeys)[number];

/** Parses the `context` section: windows by name. Mistakes are reported to the source. */
export function parseContext(
  node: Node | undefined,
  source: YamlSource,
  selections: ReadonlySet<string>,
): ReadonlyMap<string, Window> {
  const windows = new Map([[logName, logFields({ file: source.file, line: 1, column: 1 })]]);
  if (node === undefined) return windows;
  if (!isMap(node)) {
    source.report(node, tell('windowMistake.contextNotMap'));
    return windows;
  }
  const computing: (readonly [name: string, Entry])[] = [];
  for (const entry of entriesOf(node, source)) {
    if (!isNamed(entry, source)) continue;
    const compute = computeIn(entry, source);
    if (compute) computing.push([entry.key, compute]);
    const window = compute ? undefined : parseWindow(entry, source);
    if (window) windows.set(window.name, window);
  }
  // Formulas speak of all windows, whatever the order.
  const computed = computing.flatMap(([name, entry]) => {
    return parseComputed(name, entry, { windows, selections, source }) ?? [];
  });
  for (const window of computed) windows.set(window.name, window);
  refuseFacts(windows, source);
  return windows;
}

function isNamed({ key: name, keyNode, value }: Entry, source: YamlSource): boolean {
  const place = placeAmongWindows(name);
  if (place !== undefined && !looksLikeWindow(value)) {
    source.report(keyNode, place);
    return false;
  }
  if (name === logName) {
    source.report(keyNode, tell('windowMistake.logName'));
    return false;
  }
  if (/^[A-Za-z_]\w*$/.test(name) && !isEventField(name)) return true;
  source.report(keyNode, tell('windowMistake.badName', { name }));
  return false;
}

/** What makes an entry no window, but fields computed from those of others. */
function computeIn({ key: name, value }: Entry, source: YamlSource): Entry | undefined {
  const parts = isMap(value) ? entriesOf(value, source) : [];
  const compute = parts.find(({ key }) => key === 'compute');
  const other = parts.find((part) => part !== compute);
  if (compute && other) {
    source.report(
      other.keyNode,
      tell('windowMistake.besideCompute', {
        name,
        key: other.key,
        example: formulaWindow('my_fact'),
      }),
    );
  }
  // With fields of its own it is meant as a window, of which other formulas may speak.
  return parts.some(({ key }) => key === 'fields') ? undefined : compute;
}

function parseWindow({ key: name, keyNode, value }: Entry, source: YamlSource): Window | undefined {
  if (!isMap(value)) {
    const hint = looksLikeFormula(value)
      ? tell('hint.formulaWindow', { example: formulaWindow(name) })
      : '';
    source.report(keyNode, tell('windowMistake.notMap', { name, hint }));
    return undefined;
  }
  const parts = new Map(entriesOf(value, source).map((entry) => [entry.key, entry]));
  for (const { key, keyNode: at, value: part } of parts.values()) {
    if ((windowKeys as readonly string[]).includes(key)) continue;
    const place = placeInWindow(key, firstKeyOf(part));
    source.report(
      at,
      place ?? tell('windowMistake.noKey', { key, hint: didYouMeanOf(key, windowKeys) }),
    );
  }
  const read = <T>(key: Key, as: (entry: Entry, source: YamlSource) => T) => {
    const entry = parts.get(key);
    return entry && as(entry, source);
  };
  const aliases = read('aliases', parseAliases) ?? noAliases;
  const facts = parseFacts(parts.get('fields')?.value, keyNode, source);
  const until = read('until', readDuration);
  const events = read('events', parseEvents);
  const groupByAny = read('group-by-any', (entry) => parseGroupings(entry, aliases, source));
  const window = {
    name,
    rules: read('rules', readNames) ?? [],
    ...(events && { events }),
    list: read('list', textOf),
    groupBy: read('group-by', (entry) => fieldsIn(entry, source, (key) => aliases.has(key))) ?? [],
    ...(groupByAny && { groupByAny }),
    aliases,
    before: read('before', readDuration),
    ...(until !== undefined && { until }),
    after: read('after', readDuration),
    learn: read('learn', readDuration),
    every: read('every', readDuration),
    facts: facts.map(({ fact }) => fact),
    ...unreadIn(parts, facts),
    place: source.place(keyNode),
  };
  check({ window, facts, keyNode, parts, source });
  return window;
}

/** The names of facts that could not be read, or stand under `compute` where that has no place. */
function unreadIn(
  parts: ReadonlyMap<string, Entry>,
  facts: readonly ParsedFact[],
): Pick<Window, 'unread'> {
  const read = new Set(facts.map(({ fact }) => fact.name));
  const unread = ['fields', 'compute'].flatMap((section) => {
    const value = parts.get(section)?.value;
    const names = isMap(value) ? entriesOf(value, { report: () => {} }) : [];
    return names.map(({ key }) => key).filter((name) => !read.has(name));
  });
  return unread.length > 0 ? { unread } : {};
}

/** Whether a value has keys of a window, so that its own key is the window's name. */
function looksLikeWindow(value: Node | undefined): boolean {
  return isMap(value) && windowKeys.some((key) => value.has(key));
}

/** The first key of a map, if it is one. */
function firstKeyOf(value: Node | undefined): string | undefined {
  const key = isMap(value) ? value.items[0]?.key : undefined;
  return isScalar(key) ? String(key.value) : undefined;
}

interface Draft {
  readonly window: Window;
  readonly facts: readonly ParsedFact[];
  readonly keyNode: Node;
  readonly parts: ReadonlyMap<string, Entry>;
  readonly source: YamlSource;
}

/** Reports what does not go together. */
function check(draft: Draft): void {
  const { window, keyNode, parts, source } = draft;
  const { name } = window;
  if (!['list', 'before', 'after'].some((key) => parts.has(key))) {
    source.report(keyNode, tell('windowMistake.needsReach', { name }));
  }
  if (parts.has('list')) {
    if (eventKeys.some((key) => parts.has(key))) {
      source.report(keyNode, tell('windowMistake.listKeys', { name, keys: eventKeys }));
    }
    for (const { fact, node } of draft.facts.filter(({ fact }) => !ofLists.has(fact.compute))) {
      source.report(node, tell('windowMistake.listFunctions', { function: fact.compute }));
    }
    return;
  }
  checkUntil(draft);
  checkPairs(draft);
  checkFacts(draft);
  checkBuckets(draft);
  const keyed = groupingsOf(window).flat();
  for (const alias of window.aliases.keys()) {
    if (keyed.includes(alias)) continue;
    const hint = didYouMean(alias, keyed);
    source.report(keyNode, tell('windowMistake.strayAlias', { alias, hint }));
  }
}

/** Keys of which a window has one at most. */
const pairs = [
  ['rules', 'events'],
  ['group-by', 'group-by-any'],
] as const satisfies readonly (readonly Key[])[];

function checkPairs({ window, parts, source }: Draft): void {
  for (const [one, other] of pairs) {
    const second = parts.get(other);
    if (!second || !parts.has(one)) continue;
    source.report(second.keyNode, tell('windowMistake.notBoth', { name: window.name, one, other }));
  }
}

/** Keys that mean nothing for a value list. */
const eventKeys = [
  'rules',
  'events',
  'group-by',
  'group-by-any',
  'aliases',
  'before',
  'until',
  'after',
  'every',
] as const satisfies readonly Key[];

/** Functions that need no events. */
const ofLists: ReadonlySet<string> = new Set(['similar', 'new']);

/** Functions of the rules that a window's events match. */
const ofRules: ReadonlySet<string> = new Set(['share', 'since', 'rules', 'steps']);

/** A window that ends before the event lies wholly before it. */
function checkUntil({ window, parts, source }: Draft): void {
  const at = parts.get('until')?.keyNode;
  if (!at) return;
  const { name, before, until = 0 } = window;
  if (!parts.has('before')) {
    source.report(at, tell('windowMistake.untilNeedsBefore', { name }));
  } else if (before !== undefined && until >= before) {
    source.report(at, tell('windowMistake.untilTooLong'));
  }
  if (parts.has('after')) {
    source.report(at, tell('windowMistake.untilAndAfter'));
  }
  if (parts.has('every')) {
    source.report(at, tell('windowMistake.untilAndEvery'));
  }
}

function checkFacts({ window, facts, parts, source }: Draft): void {
  for (const { fact, node } of facts) {
    const { name, compute } = fact;
    if (functions[compute].sees !== 'all' && !parts.has('before')) {
      source.report(node, tell('windowMistake.earlierNeedsBefore', { name, window: window.name }));
    }
    if (ofRules.has(compute) && !parts.has('rules')) {
      source.report(node, tell('windowMistake.rulesNeeded', { name, window: window.name }));
    }
  }
}

/** More buckets than this are a mistake: each costs as much as a window of its own. */
const maxBuckets = 100;

function checkBuckets({ window, facts, parts, keyNode, source }: Draft): void {
  const { before, every } = window;
  const compares = facts.some(({ fact }) => fact.compute === 'zscore');
  if (compares && !parts.has('every')) {
    source.report(keyNode, tell('windowMistake.zscoreNeedsEvery'));
  }
  const fields = parts.get('fields')?.value;
  const allRead = isMap(fields) && fields.items.length === facts.length;
  if (!compares && allRead && parts.has('every')) {
    source.report(keyNode, tell('windowMistake.idleEvery'));
  }
  if (!compares || before === undefined || every === undefined) return;
  const buckets = Math.floor(before / every);
  if (buckets >= 3 && buckets <= maxBuckets) return;
  source.report(
    keyNode,
    tell('windowMistake.bucketCount', { most: maxBuckets, buckets: String(buckets) }),
  );
}

/** No rules at all would be every event: that is said by leaving them out. */
function readNames(entry: Entry, source: YamlSource): string[] {
  const names = textsOf(entry, source);
  if (names.length === 0) source.report(entry.keyNode, tell('windowMistake.emptyRules'));
  return names;
}
