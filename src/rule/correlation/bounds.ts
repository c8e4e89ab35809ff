import { type Message, tell } from '../../language/message.ts';
import { fieldsIn } from '../detection/field-spelling.ts';
import { didYouMeanOf } from '../yaml/did-you-mean.ts';
import {
  type Entry,
  entriesOf,
  isMap,
  isScalar,
  type Node,
  type YamlSource,
} from '../yaml/yaml-source.ts';
import { type Bound, type BoundOrder, type Bounds, isWithin, orders } from './bound.ts';

/** A correlation's `condition`, as a map: the bounds and what they are about. */
export interface Measured {
  readonly bounds: Bounds;
  readonly field: readonly string[];
  readonly percentile: number | undefined;
}

/** Reads a condition such as `{field: actor.id, gte: 5}`; undefined after a report. */
export function parseBounds(node: Node, source: YamlSource): Measured | undefined {
  if (!isMap(node)) {
    source.report(node, tell('correlationMistake.conditionNotMap', { example: '{gte: 5}' }));
    return undefined;
  }
  const entries = entriesOf(node, source);
  const known = [...Object.keys(orders), 'field', 'percentile'];
  const flaws = entries.filter(({ key }) => !known.includes(key));
  for (const { key, keyNode } of flaws) {
    source.report(
      keyNode,
      tell('correlationMistake.conditionKey', { key, hint: didYouMeanOf(key, known) }),
    );
  }
  const given = entries.filter(({ key }) => Object.hasOwn(orders, key));
  const bounds = given.flatMap((entry) => readBound(entry, source) ?? []);
  const [field, percentile] = ['field', 'percentile'].map((key) =>
    entries.find((entry) => entry.key === key),
  );
  const share = percentile && readNumber(percentile, source);
  if (percentile && share !== undefined && !(share > 0 && share <= 100)) {
    source.report(percentile.value as Node, tell('correlationMistake.percentileRange'));
    return undefined;
  }
  if (flaws.length > 0 || bounds.length < given.length || (percentile && share === undefined)) {
    return undefined;
  }
  if (!isRange(bounds)) {
    source.report(node, tell('correlationMistake.needsBound'));
    return undefined;
  }
  return { bounds, field: field ? fieldsIn(field, source) : [], percentile: share };
}

function readBound(entry: Entry, source: YamlSource): Bound | undefined {
  const value = readNumber(entry, source);
  return value === undefined ? undefined : { order: entry.key as BoundOrder, value };
}

function readNumber({ key, keyNode, value }: Entry, source: YamlSource): number | undefined {
  const number = isScalar(value) ? value.value : undefined;
  if (typeof number === 'number' && Math.abs(number) <= Number.MAX_SAFE_INTEGER) return number;
  source.report(value ?? keyNode, tell('correlationMistake.needsNumber', { key }));
  return undefined;
}

function isRange(bounds: Bounds): boolean {
  const [first, second, ...others] = bounds;
  if (!first || others.length > 0) return false;
  if (!second) return true;
  const ends = [first, second].map(({ order }) => order[0]);
  return ends.includes('g') && ends.includes('l');
}

/**
 * Why bounds on a count say nothing, or undefined if they do. `least` and `most` are the ends of what
 * can be counted.
 */
export function emptinessOf(bounds: Bounds, least: number, most: number): Message | undefined {
  const edges = bounds.flatMap(({ value }) => [Math.floor(value), Math.ceil(value)]);
  const candidates = [least, most, ...edges.flatMap((edge) => [edge - 1, edge, edge + 1])];
  const possible = candidates.filter((count) => count >= least && count <= most);
  if (!possible.some((count) => isWithin(bounds, count)))
    return tell('correlationMistake.neverHolds');
  const idle = bounds.some(
    ({ order, value }) => orders[order](0, value) && (order === 'gt' || order === 'gte'),
  );
  return idle ? tell('correlationMistake.alwaysHolds') : undefined;
}
