import { type Message, tell } from '../../language/message.ts';
import { fieldsIn } from '../detection/field-spelling.ts';
import { maxRules, parseReferences, type Reference } from '../rule-reference.ts';
import { type Aliases, noAliases } from '../window/window.ts';
import { mistakeAt } from '../yaml/diagnostic.ts';
import { didYouMean, didYouMeanOf } from '../yaml/did-you-mean.ts';
import {
  booleanOf,
  type Entry,
  entriesOf,
  isMap,
  isScalar,
  type Node,
  textOf,
  type YamlSource,
} from '../yaml/yaml-source.ts';
import type { Bounds } from './bound.ts';
import { emptinessOf, parseBounds } from './bounds.ts';
import { type CorrelationType, correlationTypes } from './correlation-type.ts';
import { type Occurrence, parseOccurrence } from './rule-occurrence.ts';
import { readDuration } from './timespan.ts';

/** What the alerts of other rules must be (Sigma specification 2.1, "Correlation rules"). Its inside is no part of the public API. */
export interface Correlation {
  readonly type: CorrelationType;
  /** The rules whose alerts take part; in this order for `temporal_ordered`. */
  readonly rules: readonly Reference[];
  /** Names of what alerts of one group share: aliases, or fields. */
  readonly groupBy: readonly string[];
  readonly aliases: Aliases;
  /** The rules that aliases speak of, each where it is named; all of them are among `rules`. */
  readonly aliased: readonly Reference[];
  /** Milliseconds. */
  readonly timespan: number;
  readonly condition: CorrelationCondition;
  /** Whether the rules referred to report by themselves as well. */
  readonly generate: boolean;
}

/** Bounds on the number that the type computes, or which rules must and must not have occurred. */
export type CorrelationCondition =
  | {
      readonly kind: 'bounds';
      readonly bounds: Bounds;
      /** What is counted or measured; several are one combined value. */
      readonly field: readonly string[];
      /** For `value_percentile`, above 0 and at most 100. */
      readonly percentile: number;
    }
  | Occurrence;

/** Bounds on a number. */
export type Bounded = Extract<CorrelationCondition, { kind: 'bounds' }>;

/** Other spellings of types whose condition is about rules (Sigma enhancement proposal 198). */
const extended: Readonly<Record<string, CorrelationType>> = {
  temporal_extended: 'temporal',
  temporal_ordered_extended: 'temporal_ordered',
};

const keys = [
  'type',
  'rules',
  'group-by',
  'timespan',
  'timeframe',
  'condition',
  'aliases',
  'generate',
] as const;
type Key = (typeof keys)[number];

/** The names of all types, other spellings included. */
export const correlationTypeNames = [...Object.keys(correlationTypes), ...Object.keys(extended)];

export { keys as correlationKeys };

/** Parses the `correlation` section; undefined after a report. `generate` is the document's own. */
export function parseCorrelation(
  node: Node,
  generate: boolean,
  source: YamlSource,
): Correlation | undefined {
  if (!isMap(node)) {
    source.report(node, tell('correlationMistake.notMap'));
    return undefined;
  }
  const parts = new Map(entriesOf(node, source).map((entry) => [entry.key, entry]));
  for (const { key, keyNode } of parts.values()) {
    if (!(keys as readonly string[]).includes(key)) {
      source.report(
        keyNode,
        tell('correlationMistake.noKey', { key, hint: didYouMeanOf(key, keys) }),
      );
    }
  }
  const part = (key: Key): Entry | undefined => parts.get(key);
  const type = parseType(part('type'), node, source);
  const timespan = parseTimespan(part('timespan'), part('timeframe'), node, source);
  const given = part('rules') && parseReferences(part('rules') as Entry, source);
  const named = part('aliases')?.value;
  const aliasNames = isMap(named) ? entriesOf(named, source).map(({ key }) => key) : [];
  const groupBy = part('group-by')
    ? fieldsIn(part('group-by') as Entry, source, (name) => aliasNames.includes(name))
    : [];
  const own = booleanOf(part('generate'), source);
  if (!type) return undefined;
  const section: Section = { node, type, source };
  const condition = parseCondition(part('condition'), given, section);
  if (given && type.name !== 'temporal_ordered') refuseTwins(given, source);
  const rules = given ?? (condition?.kind === 'occurrence' ? condition.rules : undefined);
  if (!part('rules') && !isOfRules(part('condition'), section)) {
    source.report(node, tell('correlationMistake.needsRules'));
  }
  if (!rules || !condition || timespan === undefined) return undefined;
  const aliases = parseAliases(part('aliases'), groupBy, source);
  return {
    type: type.name,
    rules,
    groupBy,
    ...aliases,
    timespan,
    condition,
    generate: generate || own === true,
  };
}

/** Only in order can a rule take part twice. */
function refuseTwins(rules: readonly Reference[], source: YamlSource): void {
  const seen = new Set<string>();
  for (const { name, place } of rules) {
    if (seen.has(name))
      source.problems.push(mistakeAt(place, tell('correlationMistake.namedTwice', { name })));
    seen.add(name);
  }
}

interface Section {
  readonly node: Node;
  readonly type: { readonly name: CorrelationType; readonly extended: boolean };
  readonly source: YamlSource;
}

function parseType(
  entry: Entry | undefined,
  at: Node,
  source: YamlSource,
): Section['type'] | undefined {
  const names = Object.keys(correlationTypes);
  if (!entry) {
    source.report(at, tell('correlationMistake.needsType'));
    return undefined;
  }
  const word = textOf(entry, source);
  if (word === undefined) return undefined;
  if (Object.hasOwn(correlationTypes, word)) {
    return { name: word as CorrelationType, extended: false };
  }
  if (Object.hasOwn(extended, word)) {
    return { name: extended[word] as CorrelationType, extended: true };
  }
  source.report(
    entry.value ?? entry.keyNode,
    tell('correlationMistake.noType', { word, hint: didYouMeanOf(word, names) }),
  );
  return undefined;
}

function parseTimespan(
  timespan: Entry | undefined,
  timeframe: Entry | undefined,
  at: Node,
  source: YamlSource,
): number | undefined {
  const entry = timespan ?? timeframe;
  if (timespan && timeframe) {
    source.report(timeframe.keyNode, tell('correlationMistake.timeframe'));
  }
  if (!entry) source.report(at, tell('correlationMistake.needsTimespan'));
  return entry && readDuration(entry, source);
}

/** Whether a condition is an expression over rules, which names them itself. */
function isOfRules(entry: Entry | undefined, { type }: Pick<Section, 'type'>): boolean {
  const isText = isScalar(entry?.value) && typeof entry.value.value === 'string';
  return isText && correlationTypes[type.name].about === 'rules';
}

/** The condition; undefined after a report. `rules` is undefined if the section names none. */
function parseCondition(
  entry: Entry | undefined,
  rules: readonly Reference[] | undefined,
  { node, type, source }: Section,
): CorrelationCondition | undefined {
  const { about } = correlationTypes[type.name];
  if (entry && isOfRules(entry, { type })) {
    return parseOccurrence(entry, rules, type.name === 'temporal_ordered', source);
  }
  if (type.extended) {
    source.report(entry?.value ?? node, tell('correlationMistake.needsRuleCondition'));
    return undefined;
  }
  if (!entry) {
    if (about !== 'rules') {
      source.report(
        node,
        tell('correlationMistake.needsCondition', {
          name: type.name,
          example: `{${about === 'field' ? 'field: actor.id, ' : ''}gte: 5}`,
        }),
      );
      return undefined;
    }
    const all: Bounds = [{ order: 'gte', value: rules?.length ?? 0 }];
    return rules && { kind: 'bounds', bounds: all, field: [], percentile: 50 };
  }
  const measured = parseBounds(entry.value ?? entry.keyNode, source);
  if (!measured) return undefined;
  const flaw = flawOf(measured, type.name, rules?.length ?? maxRules);
  if (flaw !== undefined) {
    source.report(entry.value as Node, flaw);
    return undefined;
  }
  const { bounds, field, percentile = 50 } = measured;
  return { kind: 'bounds', bounds, field, percentile };
}

/** Why a condition does not suit its type. */
function flawOf(
  { bounds, field, percentile }: NonNullable<ReturnType<typeof parseBounds>>,
  type: CorrelationType,
  rules: number,
): Message | undefined {
  const { about, counts } = correlationTypes[type];
  if (about === 'field' && field.length === 0) {
    return tell('correlationMistake.needsField', {
      type,
      example: '{field: client.ipAddress, gte: 5}',
    });
  }
  if (about !== 'field' && field.length > 0)
    return tell('correlationMistake.takesNoField', { type });
  if (field.length > 1 && type !== 'value_count')
    return tell('correlationMistake.takesOneField', { type });
  if (percentile !== undefined && type !== 'value_percentile') {
    return tell('correlationMistake.onlyPercentile');
  }
  if (!counts) return undefined;
  const least = type === 'value_count' || type === 'temporal_ordered' ? 0 : 1;
  const most = about === 'rules' ? rules : Number.MAX_SAFE_INTEGER;
  return emptinessOf(bounds, least, most);
}

type AliasPart = Pick<Correlation, 'aliases' | 'aliased'>;

function parseAliases(
  entry: Entry | undefined,
  groupBy: readonly string[],
  source: YamlSource,
): AliasPart {
  const none: AliasPart = { aliases: noAliases, aliased: [] };
  if (!entry) return none;
  if (!isMap(entry.value)) {
    source.report(entry.value ?? entry.keyNode, tell('correlationMistake.aliasesNotMap'));
    return none;
  }
  const aliases = new Map<string, ReadonlyMap<string, string>>();
  const aliased: Reference[] = [];
  for (const { key, keyNode, value } of entriesOf(entry.value, source)) {
    if (!groupBy.includes(key)) {
      source.report(
        keyNode,
        tell('correlationMistake.unusedAlias', { key, hint: didYouMean(key, groupBy) }),
      );
    } else if (!isMap(value)) {
      source.report(value ?? keyNode, tell('correlationMistake.aliasNotMap', { key }));
    } else {
      const fields = new Map<string, string>();
      for (const each of entriesOf(value, source)) {
        const [field] = fieldsIn(each, source);
        if (field !== undefined) fields.set(each.key, field);
        aliased.push({ name: each.key, place: source.place(each.keyNode) });
      }
      aliases.set(key, fields);
    }
  }
  return { aliases, aliased };
}
