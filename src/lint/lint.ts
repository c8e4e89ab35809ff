import { alertShape, eventShape } from '../event/event-shape.ts';
import { narrows } from '../rule/filter.ts';
import { linkRules } from '../rule/link.ts';
import { subjectOf } from '../rule/logsource.ts';
import type { Filter, UnlinkedRule } from '../rule/rule.ts';
import { parseRuleText, type RuleFile, type RuleText } from '../rule/rule-file.ts';
import { type Diagnostic, RuleError, type SourcePlace } from '../rule/yaml/diagnostic.ts';
import { readDocuments } from '../rule/yaml/multi-document.ts';
import {
  type Entry,
  entriesOf,
  isMap,
  readSource,
  type YAMLMap,
  type YamlSource,
} from '../rule/yaml/yaml-source.ts';
import { checkCorrelation } from './correlation-checks.ts';
import { checkEventTypes, checkNamedFields, checkTestedFields } from './field-checks.ts';
import { type Code, codes, type Severity } from './lint-codes.ts';
import {
  type Check,
  conditionsOf,
  type FilterSubject,
  type LintContext,
  type LintSubject,
  once,
  type Remark,
  type RuleSubject,
  remark,
} from './lint-context.ts';
import { checkFilterLogic, checkLogic } from './logic-checks.ts';
import { checkMaps } from './map-checks.ts';
import { checkKeys } from './metadata-checks.ts';
import { checkValues } from './value-checks.ts';
import { checkSelections, checkWindows } from './window-checks.ts';

export type { LintContext, Remark } from './lint-context.ts';

/** What was found out about rule files. */
export interface LintReport {
  /** In order of file and place. */
  readonly remarks: readonly Remark[];
  /** How much was looked at; of a file that does not load its rules and filters are unknown. */
  readonly files: number;
  readonly rules: number;
  readonly filters: number;
}

/** One check per kind of mistake; a new one is a function and a row in the table of codes. */
const ofAll: readonly Check[] = [
  checkTestedFields,
  checkMaps,
  checkEventTypes,
  checkValues,
  checkSelections,
];
const ofRules: readonly Check<RuleSubject>[] = [
  ...ofAll,
  checkKeys,
  checkNamedFields,
  checkWindows,
  checkLogic,
  checkCorrelation,
];
const ofFilters: readonly Check<FilterSubject>[] = [...ofAll, checkFilterLogic];

/**
 * Looks at rules for every mistake that can be seen without a log. `beside` are files that the rules
 * may refer to; nothing is said about them.
 */
export function lint(
  texts: readonly RuleText[],
  beside: readonly RuleText[],
  world: LintContext,
): LintReport {
  const files = texts.map((one) => ({ file: one.file, text: one.text, read: parseRuleText(one) }));
  const others = beside.map(parseRuleText);
  const read = files.map((one) => one.read);
  const own = new Set(texts.map(({ file }) => file));
  const problems = problemsOf([...others, ...read], world).filter(({ file }) => own.has(file));
  const broken = problems.map((problem) => remark(problem, 'broken', problem.message));
  const rules = read.flatMap((one) => one.rules);
  const known = [...others.flatMap((one) => one.rules), ...rules];
  const ensemble = createEnsemble(known, own, world);
  const remarks = files.flatMap((one) => remarksOn(one, ensemble));
  const twins = duplicates(known);
  const all = [...broken, ...remarks, ...twins.filter(({ file }) => own.has(file))];
  const filters = read.reduce((sum, one) => sum + one.filters.length, 0);
  return { remarks: inOrder(all, [...own]), files: texts.length, rules: rules.length, filters };
}

export function severityOf(code: Code): Severity {
  return codes[code].severity;
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

/** All rules, those beside as well, as each of them is looked at. */
interface Ensemble {
  readonly rules: readonly UnlinkedRule[];
  readonly world: LintContext;
  find(name: string): UnlinkedRule | undefined;
  isOwn(rule: UnlinkedRule): boolean;
  reports(rule: UnlinkedRule): boolean;
}

function createEnsemble(
  rules: readonly UnlinkedRule[],
  own: ReadonlySet<string>,
  world: LintContext,
): Ensemble {
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
    world,
    find: (name) => byName.get(name),
    isOwn: ({ place }) => own.has(place.file),
    reports: (rule) => rule.generate ?? !silent.has(rule),
  };
}

interface Written {
  readonly file: string;
  readonly text: string;
  readonly read: RuleFile;
}

function remarksOn({ file, text, read }: Written, ensemble: Ensemble): readonly Remark[] {
  const source = readSource(text, file);
  const roots = readDocuments(source).filter(isMap);
  const documents = [...read.rules, ...read.filters].map((document) => {
    const root = roots.find((candidate) => isSame(source.place(candidate), document.place));
    const section = 'condition' in document && 'level' in document ? 'detection' : 'filter';
    return { document, written: writtenOf(root, section, document.place, source) };
  });
  const subjects = documents.map(({ written }) => written);
  const remarks = documents.flatMap(({ document, written }) =>
    'level' in document
      ? remarksOnRule(document, written, ensemble)
      : remarksOnFilter(document, written, ensemble),
  );
  const spelled = read.respelled.map(({ place, written, meant }) => {
    const message = `"${written}" is taken for "${meant}", as the log spells it`;
    return remark(place, 'spelling', message);
  });
  return once([...spelled, ...remarks.filter((item) => isOfAll(item, remarks, subjects))]);
}

function remarksOnRule(
  rule: UnlinkedRule,
  written: AsWritten,
  ensemble: Ensemble,
): readonly Remark[] {
  const { find, isOwn, reports, world } = ensemble;
  const subject: RuleSubject = {
    ...written,
    conditions: conditionsOf(rule),
    shape: isAboutAlerts(rule, find) ? alertShape : eventShape,
    rule,
    reports: reports(rule),
    find,
    isOwn,
    world,
  };
  return ofRules.flatMap((check) => check(subject));
}

function remarksOnFilter(
  filter: Filter,
  written: AsWritten,
  { rules, world }: Ensemble,
): readonly Remark[] {
  const narrowed = rules.filter((rule) => narrows(filter, rule));
  const subject: FilterSubject = {
    ...written,
    conditions: [["the filter's condition", filter.condition]],
    shape: subjectOf(filter.logsource) === 'alert' ? alertShape : eventShape,
    filter,
    narrowed,
    world,
  };
  return ofFilters.flatMap((check) => check(subject));
}

/** What a rule is about; a correlation, what the first of its rules is. */
function isAboutAlerts(rule: UnlinkedRule, find: Ensemble['find'], depth = 0): boolean {
  if (rule.about !== undefined || depth > maxDepth) return rule.about === 'alert';
  const [first] = rule.correlation?.rules ?? [];
  const other = first && find(first.name);
  return other !== undefined && isAboutAlerts(other, find, depth + 1);
}

/** A correlation of correlations: circles are a mistake with a message of its own. */
const maxDepth = 64;

type AsWritten = Pick<LintSubject, 'has' | 'placeOf' | 'selections'>;

function writtenOf(
  root: YAMLMap | undefined,
  section: string,
  place: SourcePlace,
  source: YamlSource,
): AsWritten {
  const entries = root ? entriesOf(root, source) : [];
  const find = (key: string): Entry | undefined => entries.find((entry) => entry.key === key);
  const part = find(section)?.value;
  return {
    has: (key) => find(key) !== undefined,
    placeOf: (key) => {
      const entry = find(key);
      return entry ? source.place(entry.keyNode) : place;
    },
    selections: (isMap(part) ? entriesOf(part, source) : [])
      .filter(({ key }) => key !== 'condition' && (section !== 'filter' || key !== 'rules'))
      .map(({ key, keyNode }) => ({ name: key, place: source.place(keyNode) })),
  };
}

function isSame(a: SourcePlace, b: SourcePlace): boolean {
  return a.line === b.line && a.column === b.column;
}

/** A selection that several documents share is unused only if none of them uses it. */
function isOfAll(
  item: Remark,
  remarks: readonly Remark[],
  subjects: readonly AsWritten[],
): boolean {
  if (item.code !== 'unused-selection') return true;
  const sharing = subjects.filter(({ selections }) =>
    selections.some(({ place }) => isSame(place, item)),
  );
  const said = remarks.filter(({ code, ...place }) => code === item.code && isSame(place, item));
  return said.length === sharing.length;
}

/** Rules that ask for the same as one before them, whatever they are called. */
function duplicates(rules: readonly UnlinkedRule[]): readonly Remark[] {
  const first = new Map<string, UnlinkedRule>();
  return rules.flatMap((rule) => {
    const asked = JSON.stringify(
      [rule.condition, rule.windows, rule.correlation, rule.about],
      withoutPlaces,
    );
    const other = first.get(asked);
    if (!other) {
      first.set(asked, rule);
      return [];
    }
    const { file, line } = other.place;
    const message = `the rule asks for the same as "${other.name}" (${file}:${line})`;
    return [remark(rule.place, 'duplicate', message)];
  });
}

/** The text of what a rule asks for; maps count, places and names of selections do not. */
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
