import { alertShape, eventShape } from '../event/event-shape.ts';
import { tell } from '../language/message.ts';
import { createReach } from '../rule/filter.ts';
import { linkRules } from '../rule/link.ts';
import { subjectOf } from '../rule/logsource.ts';
import type { RuleDocument } from '../rule/metadata.ts';
import type { Filter, UnlinkedRule } from '../rule/rule.ts';
import type { RuleFile } from '../rule/rule-file.ts';
import { type Diagnostic, RuleError } from '../rule/yaml/diagnostic.ts';
import {
  type Entry,
  entriesOf,
  isMap,
  type Node,
  type YamlSource,
} from '../rule/yaml/yaml-source.ts';
import { checkCorrelation } from './correlation-checks.ts';
import { checkFactWords, checkShares } from './fact-value-checks.ts';
import { checkEventTypes, checkNamedFields, checkTestedFields } from './field-checks.ts';
import { checkNarrowFilters } from './filter-checks.ts';
import { checkKnownValues } from './known-value-checks.ts';
import { checkLateWindows } from './late-window-check.ts';
import { type Code, codes, type Severity } from './lint-codes.ts';
import {
  type Check,
  conditionsOf,
  type FilterSubject,
  type LintContext,
  type LintedEvents,
  type LintedSelection,
  type LintSubject,
  once,
  type Remark,
  type RuleSubject,
  remark,
} from './lint-context.ts';
import { checkFilterLogic, checkLogic } from './logic-checks.ts';
import { checkMetadata } from './metadata-checks.ts';
import { checkReasons } from './reason-checks.ts';
import { unusedRules } from './unused-rules.ts';
import { checkMaps, checkValues } from './value-checks.ts';
import { checkFilterWindows, checkSelections, checkWindows } from './window-checks.ts';

export type { LintContext, Remark } from './lint-context.ts';

/** What was found in rule files. */
export interface LintReport {
  /** In order of file and place. */
  readonly remarks: readonly Remark[];
  /** How much was checked; rules and filters that could not be read do not count. */
  readonly files: number;
  /** Rules that were checked. */
  readonly rules: number;
  /** Filters that were checked. */
  readonly filters: number;
}

/** One check per kind of mistake; a new one is a function and a row in the table of codes. */
const ofAll: readonly Check[] = [
  checkTestedFields,
  checkMaps,
  checkEventTypes,
  checkValues,
  checkKnownValues,
  checkShares,
  checkFactWords,
];
const ofRules: readonly Check<RuleSubject>[] = [
  ...ofAll,
  checkMetadata,
  checkNamedFields,
  checkReasons,
  checkWindows,
  checkLateWindows,
  checkLogic,
  checkCorrelation,
];
const ofFilters: readonly Check<FilterSubject>[] = [
  ...ofAll,
  checkFilterWindows,
  checkFilterLogic,
  checkNarrowFilters,
];

/**
 * Checks rules for every mistake that can be seen without a log. `beside` are files that the rules may
 * refer to; nothing is said about them.
 */
export function lint(
  files: readonly RuleFile[],
  beside: readonly RuleFile[],
  context: LintContext,
): LintReport {
  const own = new Set(files.map(({ file }) => file));
  const problems = problemsOf([...beside, ...files], context).filter(({ file }) => own.has(file));
  const broken = problems.map((problem) => remark(problem, 'broken', problem.told));
  const rules = files.flatMap((one) => one.rules);
  const all = [...beside, ...files];
  const known = createKnownRules(
    all.flatMap((one) => one.rules),
    all.flatMap((one) => one.filters),
    own,
    new Set(all.flatMap((one) => (one.lacksCorrelation ? [one.file] : []))),
    context,
  );
  const remarks = files.flatMap((one) => remarksOn(one, known));
  const twins = duplicates(known.rules).filter(({ file }) => own.has(file));
  const idle = unusedRules(files, beside);
  const filters = files.reduce((sum, one) => sum + one.filters.length, 0);
  return {
    remarks: inOrder([...broken, ...remarks, ...twins, ...idle], [...own]),
    files: files.length,
    rules: rules.length,
    filters,
  };
}

export function severityOf(code: Code): Severity {
  return codes[code];
}

/** The mistakes because of which the files do not load together. */
function problemsOf(files: readonly RuleFile[], { lists }: LintContext): readonly Diagnostic[] {
  try {
    linkRules(files, lists);
    return [];
  } catch (error) {
    if (error instanceof RuleError) return error.problems;
    throw error;
  }
}

/** All rules, those beside included. */
interface KnownRules {
  readonly rules: readonly UnlinkedRule[];
  readonly context: LintContext;
  find(name: string): UnlinkedRule | undefined;
  isOwn(rule: UnlinkedRule): boolean;
  reports(rule: UnlinkedRule): boolean;
  /** Whether a filter reaches a rule. */
  reaches(filter: Filter, rule: UnlinkedRule): boolean;
}

function createKnownRules(
  rules: readonly UnlinkedRule[],
  filters: readonly Filter[],
  own: ReadonlySet<string>,
  doubtful: ReadonlySet<string>,
  context: LintContext,
): KnownRules {
  const byName = new Map([
    ...rules.map((rule) => [rule.id, rule] as const),
    ...rules.map((rule) => [rule.name, rule] as const),
  ]);
  const silent = new Set(
    rules.flatMap(({ correlation }) =>
      correlation && !correlation.generate
        ? correlation.rules.map(({ name }) => byName.get(name))
        : [],
    ),
  );
  return {
    rules,
    context,
    find: (name) => byName.get(name),
    isOwn: ({ place }) => own.has(place.file),
    // What a correlation with a mistake silences is not known, but mostly the rules beside it.
    reports: (rule) => rule.generate ?? !(silent.has(rule) || doubtful.has(rule.place.file)),
    reaches: createReach(rules, filters),
  };
}

function remarksOn(read: RuleFile, known: KnownRules): readonly Remark[] {
  const { rules, filters, documents, respelled } = read;
  const documentOf = (one: UnlinkedRule | Filter) => documents.get(one) as RuleDocument;
  const ruled = rules.map((rule) => ruleSubject(rule, documentOf(rule), known));
  const filtering = filters.map((filter) => filterSubject(filter, documentOf(filter), known));
  const spelled = respelled.map(({ place, written, meant }) => {
    const told = tell('remark.spelling', { written, meant });
    return remark(place, 'spelling', told);
  });
  return once([
    ...spelled,
    ...ruled.flatMap((subject) => ofRules.flatMap((check) => check(subject))),
    ...filtering.flatMap((subject) => ofFilters.flatMap((check) => check(subject))),
    ...checkSelections([...ruled, ...filtering]),
    ...[...ruled, ...filtering].flatMap(({ events }) =>
      events.flatMap(({ what, of, selections }) =>
        checkSelections([{ conditions: [[what, of]], selections }]),
      ),
    ),
  ]);
}

function ruleSubject(rule: UnlinkedRule, document: RuleDocument, known: KnownRules): RuleSubject {
  const { find, isOwn, reports, context } = known;
  return {
    ...writtenOf(document, 'detection'),
    conditions: conditionsOf(rule),
    windows: rule.windows,
    events: eventsOf(rule, document),
    shape: isAboutAlerts(rule, find) ? alertShape : eventShape,
    rule,
    reports: reports(rule),
    find,
    isOwn,
    context,
  };
}

function filterSubject(
  filter: Filter,
  document: RuleDocument,
  { rules, reaches, context }: KnownRules,
): FilterSubject {
  return {
    ...writtenOf(document, 'filter'),
    conditions: [[tell('remark.filterCondition'), filter.condition]],
    windows: filter.windows,
    events: eventsOf(filter, document),
    shape: subjectOf(filter.logsource) === 'alert' ? alertShape : eventShape,
    filter,
    narrowed: rules.filter((rule) => reaches(filter, rule)),
    context,
  };
}

/** What a rule is about; a correlation, what the first of its rules is. */
function isAboutAlerts(rule: UnlinkedRule, find: KnownRules['find'], depth = 0): boolean {
  if (rule.about !== undefined || depth > maxDepth) return rule.about === 'alert';
  const [first] = rule.correlation?.rules ?? [];
  const other = first && find(first.name);
  return other !== undefined && isAboutAlerts(other, find, depth + 1);
}

/** A correlation of correlations: circles are a mistake with a message of its own. */
const maxDepth = 64;

type Written = Pick<LintSubject, 'has' | 'placeOf' | 'selections'>;

function writtenOf(
  { entries, root, source }: RuleDocument,
  section: 'detection' | 'filter',
): Written {
  return {
    has: (key) => entries.has(key),
    placeOf: (key) => source.place(entries.get(key)?.keyNode ?? root),
    selections: selectionsUnder(entries.get(section)?.value, source).filter(
      ({ name }) => section !== 'filter' || name !== 'rules',
    ),
  };
}

/** The selections of a section. Keys that are no text were reported when the rule was read. */
function selectionsUnder(part: Node | undefined, source: YamlSource): readonly LintedSelection[] {
  return partsOf(part)
    .filter(({ key }) => key !== 'condition')
    .map(({ key, keyNode }) => ({ name: key, key: keyNode, place: source.place(keyNode) }));
}

function partsOf(part: Node | undefined): readonly Entry[] {
  return isMap(part) ? entriesOf(part, { report: () => {} }) : [];
}

/** What windows say of their events; those without a condition are one selection, which has no name. */
function eventsOf(
  { windows }: Pick<UnlinkedRule, 'windows'>,
  { entries, source }: RuleDocument,
): readonly LintedEvents[] {
  const context = partsOf(entries.get('context')?.value);
  return windows.flatMap(({ name, events, place }) => {
    if (!events) return [];
    const written = context.find(({ key }) => key === name)?.value;
    const section = partsOf(written).find(({ key }) => key === 'events')?.value;
    const isNamed = partsOf(section).some(({ key }) => key === 'condition');
    const selections = isNamed ? selectionsUnder(section, source) : [];
    return [{ what: tell('remark.eventsOfWindow', { name }), of: events, place, selections }];
  });
}

/** Rules that look for the same as one before them, whatever their names. */
function duplicates(rules: readonly UnlinkedRule[]): readonly Remark[] {
  const first = new Map<string, UnlinkedRule>();
  return rules.flatMap((rule) => {
    const wanted = JSON.stringify(
      [rule.condition, rule.windows, rule.correlation, rule.about],
      withoutPlaces,
    );
    const other = first.get(wanted);
    if (!other) {
      first.set(wanted, rule);
      return [];
    }
    const { file, line } = other.place;
    const told = tell('remark.sameAs', { name: other.name, place: `${file}:${line}` });
    return [remark(rule.place, 'duplicate', told)];
  });
}

/** Keeps of what a rule looks for all but the places and the names of selections. */
function withoutPlaces(key: string, value: unknown): unknown {
  if (key === 'place') return undefined;
  if (value instanceof Map) return [...value];
  const selection = value as { readonly kind?: unknown; readonly of?: unknown } | null;
  return selection !== null && typeof value === 'object' && selection.kind === 'selection'
    ? selection.of
    : value;
}

function inOrder(remarks: readonly Remark[], files: readonly string[]): readonly Remark[] {
  const rank = new Map(files.map((file, index) => [file, index]));
  return remarks.toSorted(
    (a, b) =>
      (rank.get(a.file) ?? 0) - (rank.get(b.file) ?? 0) || a.line - b.line || a.column - b.column,
  );
}
