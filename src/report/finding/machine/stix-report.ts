import type { Case } from '../../../finding/case/case.ts';
import { show } from '../../text/escape.ts';
import type { Reporter, ReportOptions } from '../reporter.ts';
import { type Indicator, indicatorsOf, isSerious, techniqueNotes } from './case-indicators.ts';
import { jsonList } from './json-list.ts';
import { uuidV5 } from './uuid-v5.ts';

declare const encoded: unique symbol;

/** A string constant of a STIX pattern, in quotes: only {@link constant} makes it. */
type Constant = string & { readonly [encoded]: true };

/** When the objects were first made that are the same in every bundle: ids of STIX objects need a time. */
const epoch = '2026-01-01T00:00:00.000Z';

/** The program as an object; made when a bundle is, since ids need what makes digests. */
const tool = () => ({
  type: 'identity',
  spec_version: '2.1',
  id: toolId(),
  created: epoch,
  modified: epoch,
  name: 'oktahunt',
  identity_class: 'system',
});

const toolId = (): string => idOf('identity', 'oktahunt');

/**
 * A STIX 2.1 bundle with the cases of medium severity or higher: a report of each, the indicators in it, and the
 * techniques that they indicate. Ids follow from what they stand for, so that the same case is the same object in
 * every bundle; `modified` is the last sign of the case.
 */
export function createStixReporter(_options: ReportOptions): Reporter {
  const techniques = techniqueNotes();
  const list = jsonList();
  const known = new Set<string>();
  let hasBegun = false;
  const opening = (): readonly string[] => {
    if (hasBegun) return [];
    hasBegun = true;
    return ['{"type":"bundle","objects":', list.add(tool())];
  };
  /** Objects that are in the bundle already are not written again. */
  const add = (objects: readonly { readonly id: string }[]): readonly string[] =>
    objects.flatMap((object) => {
      if (known.has(object.id)) return [];
      known.add(object.id);
      return [list.add(object)];
    });
  return (outcome) => {
    if (outcome.kind === 'finding') techniques.note(outcome);
    if (outcome.kind === 'case' && isSerious(outcome)) {
      return [...opening(), ...add(objectsOf(outcome, techniques.of(outcome)))];
    }
    if (outcome.kind !== 'summary') return [];
    const id = idOf('bundle', JSON.stringify([...known]));
    return [...opening(), list.end(), `,"id":"${id}"}\n`];
  };
}

type Technique = ReturnType<ReturnType<typeof techniqueNotes>['of']>[number];

function objectsOf(one: Case, techniques: readonly Technique[]) {
  const patterns = techniques.map(attackPatternOf);
  const indicators = indicatorsOf(one).map((indicator) => indicatorOf(indicator, one));
  const relationships = indicators.flatMap((indicator) =>
    patterns.map((pattern) => relationshipOf(indicator.id, pattern.id, one)),
  );
  const members = [...indicators, ...patterns, ...relationships];
  const refs = members.map(({ id }) => id);
  const report = {
    ...common('report', one.id, one),
    name: show(one.title) || one.id,
    report_types: ['indicator'],
    published: one.when.lastSign,
    labels: [one.severity],
    external_references: [{ source_name: 'oktahunt', external_id: one.id }],
    object_refs: refs.length > 0 ? refs : [toolId()],
  };
  return [...members, report];
}

function attackPatternOf({ id, name }: Technique) {
  const page = `https://attack.mitre.org/techniques/${id.replace('.', '/')}/`;
  return {
    type: 'attack-pattern',
    spec_version: '2.1',
    id: idOf('attack-pattern', id),
    created_by_ref: toolId(),
    created: epoch,
    modified: epoch,
    name: name ?? id,
    external_references: [{ source_name: 'mitre-attack', external_id: id, url: page }],
  };
}

function indicatorOf(indicator: Indicator, one: Case) {
  const isAddress = indicator.kind === 'address';
  const name = isAddress ? indicator.value : (indicator.name ?? indicator.id ?? '');
  return {
    // The same address is one indicator for each case: when it was seen and for what differs.
    ...common('indicator', JSON.stringify([one.id, indicator]), one),
    name: show(name),
    description: isAddress
      ? 'An address that was used in the case; it may be that of the account owner.'
      : 'An account that was created in the case.',
    indicator_types: ['anomalous-activity'],
    pattern: patternOf(indicator),
    pattern_type: 'stix',
    pattern_version: '2.1',
    valid_from: one.when.firstSign,
  };
}

function patternOf(indicator: Indicator): string {
  if (indicator.kind === 'address') {
    return `[ipv${indicator.version}-addr:value = ${constant(indicator.value)}]`;
  }
  const { id, name } = indicator;
  return id === null
    ? `[user-account:account_login = ${constant(name ?? '')}]`
    : `[user-account:user_id = ${constant(id)}]`;
}

function relationshipOf(from: string, to: string, one: Case) {
  return {
    ...common('relationship', `${from} ${to}`, one),
    relationship_type: 'indicates',
    source_ref: from,
    target_ref: to,
  };
}

function common(type: string, name: string, { when }: Case) {
  return {
    type,
    spec_version: '2.1',
    id: idOf(type, name),
    created_by_ref: toolId(),
    created: when.firstSign,
    modified: when.lastSign,
  };
}

function idOf(type: string, name: string): string {
  return `${type}--${uuidV5(`${type} ${name}`)}`;
}

/** Text in a pattern (STIX 2.1, section 9.4): a quote or a backslash has a backslash before it. */
function constant(text: string): Constant {
  return `'${text.replace(/['\\]/g, String.raw`\$&`)}'` as Constant;
}
