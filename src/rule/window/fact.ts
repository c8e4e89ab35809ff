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
    source.report(node ?? at, 'a window needs fields, such as {n: {count: true}}');
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
      ? `; a formula has a window of its own, ${formulaWindow(name)}`
      : ', such as {distinct: client.ipAddress}';
    source.report(keyNode, `"${name}" needs one function${instead}`);
    return undefined;
  }
  if (!Object.hasOwn(functions, first.key)) {
    const other = Object.hasOwn(namesElsewhere, first.key) ? namesElsewhere[first.key] : undefined;
    const hint = other ? `; ${other}` : didYouMeanOf(first.key, Object.keys(functions));
    source.report(first.keyNode, `there is no function "${first.key}"${hint}`);
    return undefined;
  }
  const compute = first.key as FactName;
  if (among && compute !== 'similar') {
    source.report(among.keyNode, 'only similar takes "among"');
    return undefined;
  }
  const argument = readers[functions[compute].takes](first, source);
  const others = among ? fieldsIn(among, source) : argument?.of;
  if (!argument || !others) return undefined;
  if (among && others.length === 0) {
    source.report(among.keyNode, '"among" names no field');
    return undefined;
  }
  return { fact: { name, compute, ...argument, among: others }, node: first.keyNode };
}

/** What functions are called in other languages, and what there is for them. */
const namesElsewhere: Readonly<Record<string, string>> = {
  average: 'the mean is avg',
  cardinality: 'different values are counted by distinct',
  count_distinct: 'different values are counted by distinct',
  dc: 'different values are counted by distinct',
  distinct_count: 'different values are counted by distinct',
  earliest: 'the nearest neighbour, not the first, is last',
  first:
    'whether a value was never there before is new; the value of the nearest neighbour is last',
  mean: 'the mean is avg',
  nunique: 'different values are counted by distinct',
  ratio: `a ratio is computed, ${formulaWindow('ratio')}`,
  rate: `a rate is computed, ${formulaWindow('rate')}`,
  std: 'zscore compares in standard deviations',
  stddev: 'zscore compares in standard deviations',
  unique: 'different values are counted by distinct',
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
  const hint = key === 'count' ? '; distinct counts the different values of a field' : '';
  source.report(value ?? keyNode, `${key} takes only true${hint}`);
  return undefined;
}

function readFields(entry: Entry, source: YamlSource): Argument | undefined {
  const of = fieldsIn(entry, source);
  if (of.length > 0) return { of };
  if (!isMap(entry.value)) source.report(entry.keyNode, `${entry.key} names no field`);
  return undefined;
}

function readField(entry: Entry, source: YamlSource): Argument | undefined {
  const argument = readFields(entry, source);
  if (!argument || argument.of.length === 1) return argument;
  source.report(entry.value ?? entry.keyNode, `${entry.key} takes one field, not several`);
  return undefined;
}

function readPercentile(entry: Entry, source: YamlSource): Argument | undefined {
  const items = isSeq(entry.value) ? (entry.value.items as Node[]) : [];
  const [field, percent] = items;
  if (items.length !== 2 || !isScalar(field) || !isScalar(percent)) {
    const example = `[${(isScalar(entry.value) && entry.value.value) || 'field'}, 90]`;
    source.report(
      entry.value ?? entry.keyNode,
      `percentile takes a field and a number: ${example}`,
    );
    return undefined;
  }
  const [of] = fieldsIn({ ...entry, value: field }, source);
  const number = percent.value;
  if (typeof number === 'number' && number > 0 && number <= 100) {
    return of === undefined ? undefined : { of: [of], percent: number };
  }
  source.report(percent, 'a percentile is a number above 0 and at most 100');
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
      'portion takes fields and how often: {of: actor.id, count: {lte: 2}}, or gte',
    );
    return undefined;
  }
  const number = isScalar(only.value) ? only.value.value : undefined;
  if (typeof number !== 'number' || !Number.isInteger(number) || number < 1) {
    source.report(
      only.value ?? only.keyNode,
      'how often a value is there is a whole number from 1',
    );
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
    source.report(value ?? keyNode, 'zscore takes one of {count: true}, {distinct: f}, {sum: f}');
    return undefined;
  }
  const each = bucketNames.find((name) => name === inner.key);
  if (!each) {
    const hint = didYouMeanOf(inner.key, bucketNames);
    source.report(inner.keyNode, `zscore cannot compare "${inner.key}"${hint}`);
    return undefined;
  }
  const argument = readers[functions[each].takes](inner, source);
  return argument && { ...argument, each };
}
