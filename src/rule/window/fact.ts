import { type Message, tell } from '../../language/message.ts';
import { fieldsIn } from '../detection/field-spelling.ts';
import { didYouMeanOf } from '../yaml/did-you-mean.ts';
import {
  type Entry,
  entriesOf,
  isMap,
  isScalar,
  isSeq,
  type Node,
  textOf,
  type YamlSource,
} from '../yaml/yaml-source.ts';
import { looksLikeFormula } from './formula.ts';
import { formulaWindow, placeInFact } from './misplaced-key.ts';
import { bucketNames, type Fact } from './window.ts';
import { type FactName, functions, type Takes } from './window-function.ts';

/** Parses the `fields` of a window. Mistakes are reported to the source. */
export function parseFacts(node: Node | undefined, at: Node, source: YamlSource): ParsedFact[] {
  if (!isMap(node) || node.items.length === 0) {
    source.report(node ?? at, tell('windowMistake.needsFields', { example: '{n: {count: true}}' }));
    return [];
  }
  return entriesOf(node, source).flatMap((entry) => parseFact(entry, source) ?? []);
}

/** A fact, and where its function stands. */
export interface ParsedFact {
  readonly fact: Fact;
  readonly node: Node;
}

function parseFact(
  { key: name, keyNode, value }: Entry,
  source: YamlSource,
): ParsedFact | undefined {
  const given = isMap(value) ? entriesOf(value, source) : [];
  const parts = given.filter((part) => !isMisplaced(part, name, source));
  if (parts.length < given.length) return undefined;
  const [first] = parts.filter(({ key }) => key !== 'among');
  const among = parts.find(({ key }) => key === 'among');
  if (!first || parts.length > (among ? 2 : 1)) {
    const instead = looksLikeFormula(value)
      ? tell('hint.formulaWindow', { example: formulaWindow(name) })
      : tell('hint.suchAs', { example: '{distinct: client.ipAddress}' });
    source.report(keyNode, tell('windowMistake.needsFunction', { name, hint: instead }));
    return undefined;
  }
  if (!Object.hasOwn(functions, first.key)) {
    const other = Object.hasOwn(namesElsewhere, first.key) ? namesElsewhere[first.key] : undefined;
    const hint = other
      ? tell('hint.instead', { what: other })
      : didYouMeanOf(first.key, Object.keys(functions));
    source.report(first.keyNode, tell('windowMistake.noFunction', { name: first.key, hint }));
    return undefined;
  }
  const compute = first.key as FactName;
  if (among && compute !== 'similar') {
    source.report(among.keyNode, tell('windowMistake.onlySimilarAmong'));
    return undefined;
  }
  const argument = readers[functions[compute].takes](first, source);
  const others = among ? fieldsIn(among, source) : argument?.of;
  if (!argument || !others) return undefined;
  if (among && others.length === 0) {
    source.report(among.keyNode, tell('windowMistake.amongEmpty'));
    return undefined;
  }
  return { fact: { name, compute, ...argument, among: others }, node: first.keyNode };
}

/** What functions are called in other languages, and what there is for them. */
const namesElsewhere: Readonly<Record<string, Message>> = {
  average: tell('windowMistake.meanIsAvg'),
  cardinality: tell('windowMistake.countedByDistinct'),
  count_distinct: tell('windowMistake.countedByDistinct'),
  dc: tell('windowMistake.countedByDistinct'),
  distinct_count: tell('windowMistake.countedByDistinct'),
  earliest: tell('windowMistake.nearestIsLast'),
  first: tell('windowMistake.neverBeforeIsNew'),
  mean: tell('windowMistake.meanIsAvg'),
  nunique: tell('windowMistake.countedByDistinct'),
  ratio: tell('windowMistake.ratioComputed', { example: formulaWindow('ratio') }),
  rate: tell('windowMistake.rateComputed', { example: formulaWindow('rate') }),
  std: tell('windowMistake.zscoreDeviations'),
  stddev: tell('windowMistake.zscoreDeviations'),
  unique: tell('windowMistake.countedByDistinct'),
};

/** Whether a part of a fact is a key of its window; reports it. */
function isMisplaced({ key, keyNode }: Entry, fact: string, source: YamlSource): boolean {
  const place = placeInFact(key, fact);
  if (place !== undefined) source.report(keyNode, place);
  return place !== undefined;
}

type Argument = Omit<Fact, 'name' | 'compute' | 'among'>;
type ReadArgument = (entry: Entry, source: YamlSource) => Argument | undefined;

/** Reads what stands behind a function's name. */
const readers: Readonly<Record<Takes, ReadArgument>> = {
  true: readTrue,
  fields: readFields,
  field: readField,
  percentile: readPercentile,
  buckets: readBuckets,
  often: readOften,
  rule(entry, source) {
    const rule = textOf(entry, source);
    return rule === undefined ? undefined : { of: [], rule };
  },
};

function readTrue({ key, keyNode, value }: Entry, source: YamlSource): Argument | undefined {
  if (isScalar(value) && value.value === true) return { of: [] };
  const hint = key === 'count' ? tell('hint.distinctCounts') : '';
  source.report(value ?? keyNode, tell('windowMistake.takesTrue', { key, hint }));
  return undefined;
}

function readFields(entry: Entry, source: YamlSource): Argument | undefined {
  const of = fieldsIn(entry, source);
  if (of.length > 0) return { of };
  if (!isMap(entry.value))
    source.report(entry.keyNode, tell('windowMistake.namesNoField', { key: entry.key }));
  return undefined;
}

function readField(entry: Entry, source: YamlSource): Argument | undefined {
  const argument = readFields(entry, source);
  if (!argument || argument.of.length === 1) return argument;
  source.report(entry.value ?? entry.keyNode, tell('windowMistake.oneField', { key: entry.key }));
  return undefined;
}

function readPercentile(entry: Entry, source: YamlSource): Argument | undefined {
  const items = isSeq(entry.value) ? (entry.value.items as Node[]) : [];
  const [field, percent] = items;
  if (items.length !== 2 || !isScalar(field) || !isScalar(percent)) {
    const example = `[${(isScalar(entry.value) && entry.value.value) || 'field'}, 90]`;
    source.report(entry.value ?? entry.keyNode, tell('windowMistake.percentileTakes', { example }));
    return undefined;
  }
  const [of] = fieldsIn({ ...entry, value: field }, source);
  const number = percent.value;
  if (typeof number === 'number' && number > 0 && number <= 100) {
    return of === undefined ? undefined : { of: [of], percent: number };
  }
  source.report(percent, tell('windowMistake.percentRange'));
  return undefined;
}

function readOften({ keyNode, value }: Entry, source: YamlSource): Argument | undefined {
  const parts = isMap(value) ? entriesOf(value, source) : [];
  const [of, count] = ['of', 'count'].map((key) => parts.find((part) => part.key === key));
  const [only, second] = isMap(count?.value) ? entriesOf(count.value, source) : [];
  const bound = (['gte', 'lte'] as const).find((name) => name === only?.key);
  if (!of || parts.length !== 2 || !only || second || !bound) {
    source.report(
      value ?? keyNode,
      tell('windowMistake.portionTakes', { example: '{of: actor.id, count: {lte: 2}}' }),
    );
    return undefined;
  }
  const number = isScalar(only.value) ? only.value.value : undefined;
  if (typeof number !== 'number' || !Number.isInteger(number) || number < 1) {
    source.report(only.value ?? only.keyNode, tell('windowMistake.oftenWhole'));
    return undefined;
  }
  const fields = readFields(of, source);
  return fields && { ...fields, often: { bound, count: number } };
}

function readBuckets({ keyNode, value }: Entry, source: YamlSource): Argument | undefined {
  const given = isMap(value) ? entriesOf(value, source) : [];
  const parts = given.filter((part) => !isMisplaced(part, 'my_fact', source));
  if (parts.length < given.length) return undefined;
  const [inner] = parts;
  if (!inner || parts.length > 1) {
    source.report(
      value ?? keyNode,
      tell('windowMistake.zscoreTakes', {
        example: '{count: true}',
        example2: '{distinct: f}',
        example3: '{sum: f}',
      }),
    );
    return undefined;
  }
  const each = bucketNames.find((name) => name === inner.key);
  if (!each) {
    const hint = didYouMeanOf(inner.key, bucketNames);
    source.report(inner.keyNode, tell('windowMistake.zscoreCompares', { name: inner.key, hint }));
    return undefined;
  }
  const argument = readers[functions[each].takes](inner, source);
  return argument && { ...argument, each };
}
