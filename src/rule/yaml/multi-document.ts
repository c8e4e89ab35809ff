import { tell } from '../../language/message.ts';
import { didYouMeanOf } from './did-you-mean.ts';
import {
  type Entry,
  entriesOf,
  isMap,
  type Node,
  textOf,
  YAMLMap,
  type YamlSource,
} from './yaml-source.ts';

/** What a document of a collection can do beside being a rule. */
export const actions = ['global', 'reset', 'repeat'] as const;
type Action = (typeof actions)[number];

/**
 * Characters that the documents of one file may take over from others, in all. As with aliases, a
 * small file must not stand for an endless one.
 */
const maxInherited = 16 * 1_048_576;

/** Keys that set documents apart, so that no document hands them on. */
const own: ReadonlySet<string> = new Set(['action', 'name', 'id']);

/**
 * The rules of a file as whole documents: `action: global` is merged into every later document until
 * `action: reset`, `action: repeat` is laid over the document before it. Maps are merged in depth; of
 * anything else the document's own stands. Every node keeps the place where it was written.
 */
export function readDocuments(source: YamlSource): Node[] {
  const documents: Node[] = [];
  let shared = emptyMap();
  let inherited = 0;
  const lay = (base: YAMLMap, document: YAMLMap): void => {
    if (inherited > maxInherited) return;
    inherited += sizeOf(base);
    if (inherited > maxInherited) {
      source.report(document, tell('mistake.repeatedTooMuch'));
    } else {
      documents.push(base.items.length === 0 ? document : merge(base, document));
    }
  };
  for (const root of source.roots) {
    const action = isMap(root) ? actionOf(root, source) : undefined;
    if (!isMap(root)) documents.push(root);
    else if (action === 'global') shared = merge(shared, withoutOwn(root));
    else if (action === 'reset') shared = afterReset(root, source);
    else if (action === 'repeat') {
      const last = documents.at(-1);
      if (isMap(last)) lay(withoutOwn(last), withoutAction(root));
      else source.report(root, tell('mistake.nothingToRepeat'));
    } else if (action === undefined) lay(shared, root);
  }
  return documents;
}

/** The action of a document; undefined without one, null after a report. */
function actionOf(root: YAMLMap, source: YamlSource): Action | undefined | null {
  const entry = entryOf(root, 'action');
  if (!entry) return undefined;
  const word = textOf(entry, source);
  if (word === undefined) return null;
  const found = actions.find((action) => action === word);
  if (found) return found;
  source.report(
    entry.value ?? entry.keyNode,
    tell('mistake.noAction', { word, hint: didYouMeanOf(word, actions) }),
  );
  return null;
}

function entryOf(map: YAMLMap, key: string): Entry | undefined {
  const pair = map.items.find((item) => keyOf(item) === key);
  return pair && { key, keyNode: pair.key as Node, value: (pair.value as Node) ?? undefined };
}

function afterReset(root: YAMLMap, source: YamlSource): YAMLMap {
  const [other] = entriesOf(root, source).filter(({ key }) => key !== 'action');
  if (other) {
    source.report(other.keyNode, tell('mistake.keyInReset', { key: other.key }));
  }
  return emptyMap();
}

type Pair = YAMLMap['items'][number];

function keyOf({ key }: Pair): string | undefined {
  const value = (key as { readonly value?: unknown } | null)?.value;
  return value === undefined || value === null ? undefined : String(value);
}

/** A map of the entries of both. The result stands where `over` stands. */
function merge(base: YAMLMap, over: YAMLMap): YAMLMap {
  const given = new Map(over.items.map((pair) => [keyOf(pair), pair]));
  const taken = new Set<string | undefined>();
  const merged = base.items.map((pair): Pair => {
    const other = given.get(keyOf(pair));
    if (!other) return pair;
    taken.add(keyOf(pair));
    if (!isMap(pair.value) || !isMap(other.value)) return other;
    return { ...other, value: merge(pair.value, other.value) } as Pair;
  });
  return mapOf([...merged, ...over.items.filter((pair) => !taken.has(keyOf(pair)))], over);
}

function withoutOwn(map: YAMLMap): YAMLMap {
  return mapOf(
    map.items.filter((pair) => !own.has(keyOf(pair) ?? '')),
    map,
  );
}

function withoutAction(map: YAMLMap): YAMLMap {
  return mapOf(
    map.items.filter((pair) => keyOf(pair) !== 'action'),
    map,
  );
}

function mapOf(items: readonly Pair[], like: YAMLMap): YAMLMap {
  const map = emptyMap();
  map.items.push(...items);
  if (like.range) map.range = like.range;
  return map;
}

function emptyMap(): YAMLMap {
  return new YAMLMap();
}

/** Characters of the text that a node was written in, whichever documents its parts come from. */
function sizeOf(node: unknown): number {
  if (isMap(node)) {
    return node.items.reduce((sum, { key, value }) => sum + sizeOf(key) + sizeOf(value), 0);
  }
  const [start, , end] = (node as Node | null)?.range ?? [0, 0, 0];
  return end - start;
}
