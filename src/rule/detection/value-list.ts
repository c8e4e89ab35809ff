import type { ExpectedValue } from '../expression.ts';
import type { Window } from '../window/window.ts';
import {
  type Entry,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type YAMLSeq,
  type YamlSource,
} from '../yaml/yaml-source.ts';
import { parseExpectedValue } from './expected-value.ts';
import type { Chain } from './modifier.ts';

interface Surroundings {
  readonly source: YamlSource;
  readonly windows: ReadonlyMap<string, Window>;
  readonly within?: string;
}

/** The values of an entry; those of lists within its list are its own. */
export function valuesOf({ value }: Entry): readonly (Node | undefined)[] {
  return isSeq(value) ? flatten(value) : [value];
}

/** As deep as a source's lists can be. */
function flatten({ items }: YAMLSeq): readonly Node[] {
  return (items as Node[]).flatMap((item) =>
    isSeq(item) && item.items.length > 0 ? flatten(item) : [item],
  );
}

/** The values of an entry, as its chain of modifiers wants them; undefined after a report. */
export function readValues(
  nodes: readonly (Node | undefined)[],
  chain: Chain,
  entry: Entry,
  surroundings: Surroundings,
): readonly ExpectedValue[] | undefined {
  const read = nodes.map((node) => readValue(node ?? entry.value, chain, entry, surroundings));
  const values = read.filter((value) => value !== undefined);
  if (values.length < nodes.length) return undefined;
  if (!chain.expand || values.some(({ kind }) => kind === 'list')) return values;
  const advice = 'the name of a value list between percent signs, such as %admins%';
  surroundings.source.report(nodes[0] ?? entry.keyNode, `expand needs ${advice}`);
  return undefined;
}

function readValue(
  scalar: Node | undefined,
  chain: Chain,
  entry: Entry,
  { source, windows, within }: Surroundings,
): ExpectedValue | undefined {
  if (scalar !== undefined && !isScalar(scalar)) {
    const hint = isMap(scalar) ? `; a block needs a quantifier, such as ${entry.key}[any]` : '';
    source.report(scalar, `the value of "${entry.key}" must be plain, not a map or a list${hint}`);
    return undefined;
  }
  const result = parseExpectedValue(scalar, chain, { source, within, windows });
  if (!('message' in result)) return result;
  source.report(scalar ?? entry.keyNode, result.message, result.offset);
  return undefined;
}
