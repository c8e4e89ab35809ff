import { tell } from '../language/message.ts';
import { parseCorrelation } from './correlation/correlation.ts';
import { parseCondition } from './detection/condition.ts';
import { parseConditions, parseSelections } from './detection/detection-section.ts';
import { fieldsIn, summaryNamed } from './detection/field-spelling.ts';
import { inTimezone } from './detection/part-name.ts';
import type { Expression } from './expression.ts';
import { parseFilter } from './filter.ts';
import { anyLogsource, parseLogsource, subjectOf } from './logsource.ts';
import { refuseLoneSurprise } from './lone-surprise.ts';
import {
  checkKeys,
  node,
  parseMetadata,
  type RuleDocument,
  readLevel,
  refuseKeys,
  text,
} from './metadata.ts';
import { parseReasons } from './reason-section.ts';
import { actPlace } from './reason-template.ts';
import type { Filter, Raise, UnlinkedRule } from './rule.ts';
import { bindSelections } from './window/computed-fields.ts';
import { parseContext } from './window/context-section.ts';
import { groupingsOf, type Window, withRisingScores } from './window/window.ts';
import { type Diagnostic, mistakeAt, type Respelling } from './yaml/diagnostic.ts';
import { readDocuments } from './yaml/multi-document.ts';
import {
  type Entry,
  entriesOf,
  isMap,
  isSeq,
  type Node,
  readSource,
  type YamlSource,
} from './yaml/yaml-source.ts';

/** A rule file, read: what it holds and the mistakes in it. */
export interface RuleFile {
  readonly file: string;
  readonly rules: readonly UnlinkedRule[];
  readonly filters: readonly Filter[];
  /** Each rule and filter as it is written. */
  readonly documents: ReadonlyMap<UnlinkedRule | Filter, RuleDocument>;
  readonly foreign: readonly ForeignRule[];
  /** Names and ids of rules that could not be read; a reference to one is no mistake of its own. */
  readonly broken: readonly string[];
  /** Whether a correlation could not be read, so that it is not known which rules it silences. */
  readonly lacksCorrelation: boolean;
  readonly problems: readonly Diagnostic[];
  /** Fields that it spells differently from the log. */
  readonly respelled: readonly Respelling[];
}

/** A rule file, unread. */
export interface RuleText {
  readonly file: string;
  readonly text: string;
  /** That the file is no text; what else is wrong with it may follow from this. */
  readonly damage?: Diagnostic;
}

/** A rule about another product's log: known by title, left alone otherwise. */
export interface ForeignRule {
  readonly title: string;
  /** Its name and id, as far as it has any. */
  readonly names: readonly string[];
}

/** Reads every document of a rule file. Never throws for what the file says. */
export function parseRuleFile(text: string, file: string): RuleFile {
  const source = readSource(text, file);
  const { problems, respelled } = source;
  const rules: UnlinkedRule[] = [];
  const filters: Filter[] = [];
  const foreign: ForeignRule[] = [];
  const documents = new Map<UnlinkedRule | Filter, RuleDocument>();
  const broken = namesOfDamaged(source, file);
  let lacksCorrelation = false;
  const roots = readDocuments(source);
  const nextName = createNaming(roots, file);
  for (const root of roots) {
    const fallback = isMap(root) && root.has('name') ? baseName(file) : nextName();
    const found = parseDocument(root, source, fallback);
    if (found?.kind === 'rule') {
      rules.push(found.rule);
      documents.set(found.rule, found.document);
    } else if (found?.kind === 'filter') {
      filters.push(found.filter);
      documents.set(found.filter, found.document);
    } else if (found) {
      foreign.push(found);
    } else {
      broken.push(fallback, ...namesOf(root));
      lacksCorrelation ||= isMap(root) && root.has('correlation');
    }
  }
  if (roots.length === 0) {
    broken.push(baseName(file));
    if (problems.length === 0) {
      problems.push(mistakeAt({ file, line: 1, column: 1 }, tell('mistake.noRuleInFile')));
    }
  }
  const found = { rules, filters, documents, foreign, broken, lacksCorrelation };
  return { file, ...found, problems, respelled };
}

/** Reads a rule file as {@link parseRuleFile} does; of one that is no text nothing else is said. */
export function parseRuleText({ file, text, damage }: RuleText): RuleFile {
  const read = parseRuleFile(text, file);
  return damage ? { ...read, problems: [damage] } : read;
}

/** Names for documents without one: the file's, then the file's with a number that is not taken. */
function createNaming(roots: readonly Node[], file: string): () => string {
  const taken = new Set(roots.flatMap(namesOf));
  let count = 0;
  return () => {
    for (;;) {
      count++;
      const name = count === 1 ? baseName(file) : `${baseName(file)}-${count}`;
      if (!taken.has(name)) return name;
    }
  };
}

function namesOf(root: Node): string[] {
  const named = isMap(root) ? [root.get('name'), root.get('id')] : [];
  return named.filter((name) => typeof name === 'string');
}

/** What the documents that could not even be read may be called: they are not missing as well. */
function namesOfDamaged({ damaged, roots }: YamlSource, file: string): string[] {
  if (damaged.length === 0) return [];
  const base = baseName(file);
  const places = Array.from({ length: roots.length + damaged.length }, (_, at) => at + 1);
  return [...damaged.flat(), ...places.map((at) => (at === 1 ? base : `${base}-${at}`))];
}

type Parsed =
  | { readonly kind: 'rule'; readonly rule: UnlinkedRule; readonly document: RuleDocument }
  | { readonly kind: 'filter'; readonly filter: Filter; readonly document: RuleDocument }
  | ({ readonly kind: 'foreign' } & ForeignRule);

/** What a document may be, by the key that makes it so. */
const kinds = ['detection', 'correlation', 'filter'] as const;

function parseDocument(root: Node, source: YamlSource, fallback: string): Parsed | undefined {
  if (!isMap(root)) {
    source.report(root, tell('mistake.ruleNotMap'));
    return undefined;
  }
  const entries = new Map(entriesOf(root, source).map((entry) => [entry.key, entry]));
  const document: RuleDocument = { source, entries, root, fallback };
  const title = text(document, 'title');
  const [kind = 'detection', second] = kinds.filter((key) => entries.has(key));
  const needsLogsource = kind !== 'correlation' || entries.has('logsource');
  const logsource = needsLogsource
    ? parseLogsource(node(document, 'logsource'), root, source)
    : anyLogsource;
  const about = subjectOf(logsource);
  if (needsLogsource && about === undefined) {
    return { kind: 'foreign', title: title ?? fallback, names: [fallback, ...namesOf(root)] };
  }
  checkKeys(document);
  if (second) {
    const { keyNode } = entries.get(second) as { keyNode: Node };
    source.report(keyNode, tell('mistake.twoKinds'));
    return undefined;
  }
  if (!entries.has('title'))
    source.report(root, tell('mistake.needsTitle', { noun: tell(nouns[kind]) }));
  const own = { ...document, source: inTimezone(source, entries.get('timezone')) };
  const part: Part = { document: own, title: title ?? '', logsource, about };
  const found = parsers[kind](part);
  return title === undefined ? undefined : found;
}

interface Part extends Pick<UnlinkedRule, 'title' | 'logsource' | 'about'> {
  readonly document: RuleDocument;
}

const nouns = {
  detection: 'mistake.rule',
  correlation: 'mistake.correlation',
  filter: 'mistake.filter',
} as const;

const parsers: Readonly<Record<(typeof kinds)[number], (part: Part) => Parsed | undefined>> = {
  detection: parseRule,
  correlation: parseCorrelationRule,
  filter: ({ document, ...part }) => {
    refuseKeys(document, tell('mistake.filter'), [
      'raise',
      'fingerprint',
      'generate',
      'score',
      'reasons',
    ]);
    const filter = parseFilter(document, part);
    return filter && { kind: 'filter', filter, document };
  },
};

function parseRule({ document, ...part }: Part): Parsed | undefined {
  const { source, root } = document;
  const detection = node(document, 'detection');
  if (!isMap(detection)) {
    source.report(detection ?? root, tell('mistake.needsDetection'));
    return undefined;
  }
  const names = entriesOf(detection, { report: () => {} }).map(({ key }) => key);
  const selectable = new Set(names.filter((name) => name !== 'condition'));
  const windows = parseContext(node(document, 'context'), source, selectable);
  const { selections, conditions } = parseSelections(detection, windows, source);
  bindSelections(windows.values(), selections, source);
  const ofEvents = [...windows.values()].filter(({ computed }) => computed === undefined);
  const condition = parseConditions(conditions, selections, source);
  const metadata = parseMetadata(document, part.title);
  const isFact = (path: string): boolean =>
    path === actPlace || windows.has(path.split('.', 1)[0] as string);
  const rest = {
    ...part,
    ...metadata,
    summary: summaryOf(document, metadata.summary, isFact),
    reasons: parseReasons(document, { selections: selectable, windows }),
    raises: parseRaises(document, selections),
    fingerprint: document.entries.has('fingerprint')
      ? fieldsIn(document.entries.get('fingerprint') as Entry, source)
      : usualFingerprint(part.about, ofEvents),
    windows: part.about === 'alert' ? ofEvents.map(withRisingScores) : ofEvents,
    filters: [],
    correlation: undefined,
  };
  if (condition) refuseLoneSurprise({ ...rest, condition }, document);
  return condition && { kind: 'rule', rule: { ...rest, condition }, document };
}

function summaryOf(
  { entries, root, source }: RuleDocument,
  summary: string,
  isOther: (path: string) => boolean,
): string {
  const entry = entries.get('summary') ?? { keyNode: root, value: undefined };
  return summaryNamed(summary, isOther, entry, source);
}

/** Who it was; of alerts, whom or what the rule gathers them by. */
function usualFingerprint(
  about: UnlinkedRule['about'],
  windows: readonly Window[],
): readonly string[] {
  const groups = about === 'alert' ? windows.flatMap((window) => groupingsOf(window).flat()) : [];
  return groups.length > 0 ? [...new Set(groups)] : ['actor.id'];
}

/** No event meets it. */
const never: Expression = { kind: 'or', of: [] };

function parseCorrelationRule({ document, ...part }: Part): Parsed | undefined {
  const { source, entries } = document;
  refuseKeys(document, tell('mistake.correlation'), ['context', 'raise', 'fingerprint']);
  const metadata = parseMetadata(document, part.title);
  const { keyNode, value } = entries.get('correlation') as { keyNode: Node; value?: Node };
  // `generate` of a correlation is about the rules it refers to, wherever it stands.
  const correlation = parseCorrelation(value ?? keyNode, metadata.generate ?? false, source);
  if (!correlation) return undefined;
  const groups = correlation.groupBy.map((name) => `{${name}}`).join(', ');
  const headline = groups === '' ? part.title : `${groups}: ${part.title}`;
  const isGroup = (name: string): boolean => name === actPlace || correlation.aliases.has(name);
  const names = [...correlation.groupBy, `correlation.${correlation.type}`];
  const reasons = parseReasons(document, { selections: [], windows: new Map(), names });
  const summary = entries.has('summary')
    ? summaryOf(document, metadata.summary, isGroup)
    : headline;
  const detection = { raises: [], fingerprint: [], windows: [], filters: [], condition: never };
  const own = { generate: undefined, summary, reasons, correlation };
  const rule = { ...part, ...metadata, ...detection, ...own };
  return { kind: 'rule', rule, document };
}

function parseRaises(document: RuleDocument, selections: ReadonlyMap<string, Expression>): Raise[] {
  const { source } = document;
  const given = node(document, 'raise');
  if (given === undefined) return [];
  if (!isSeq(given)) {
    source.report(given, tell('mistake.raiseNotList', { example: '{level, condition}' }));
    return [];
  }
  return (given.items as Node[]).flatMap((item) => {
    const entries = isMap(item) ? entriesOf(item, source) : [];
    const [condition, to] = ['condition', 'level'].map((key) =>
      entries.find((entry) => entry.key === key),
    );
    if (!condition || !to || entries.length > 2) {
      source.report(item, tell('mistake.raiseEntry'));
      return [];
    }
    const parsed = parseCondition(condition, selections, source);
    const worse = readLevel(to, source);
    return parsed && worse ? [{ level: worse, condition: parsed }] : [];
  });
}

function baseName(file: string): string {
  return (file.split(/[/\\]/).at(-1) ?? file).replace(/\.ya?ml$/i, '');
}
