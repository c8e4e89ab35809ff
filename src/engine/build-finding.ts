import type { CompiledRule } from '../detection/compiled-rule.ts';
import { type EvaluatedAlert, findingReasons } from '../explain/finding-reasons.ts';
import { fillIn } from '../explain/summary-text.ts';
import { type FindingLinks, gatherLinks } from '../finding/case/finding-links.ts';
import { describeEvidence, type Evidence } from '../finding/evidence.ts';
import type { Finding, Reason, Why } from '../finding/finding.ts';
import type { Language } from '../language/language.ts';
import type { Level } from '../rule/level.ts';
import { emptyView, joinedViews, viewOf } from '../store/column.ts';
import type { Work } from '../store/pausable-work.ts';
import type { Match } from '../window/evaluate.ts';
import type { EventTable, Row } from '../window/event-table.ts';
import { BuiltFinding } from './built-finding.ts';
import type { AlertGroup } from './deduplicate.ts';
import type { FiledPlace, FindingFile, WholeFinding } from './finding-file.ts';

/** How what a rule judges stands for events of the log, which are all that evidence can show. */
export interface EvidenceResolver {
  /** Where the log's events are remembered. */
  readonly table: EventTable;
  /** The events that judged rows stand for: themselves, or those behind alerts. */
  inLog(rows: Evidence): Work<Evidence>;
  /** The one of them that tells of its actor. */
  explained(row: Row): Row;
  /** Whether rules hear of what a rule finds, for whom the events behind it are kept. */
  isHeard(rule: CompiledRule): boolean;
  /** Where findings wait, until rules are evaluated again. */
  readonly file: FindingFile;
}

/** Turns a group of alerts into the finding that people read. */
export function* buildFinding(
  group: AlertGroup<Match>,
  evaluated: Omit<EvaluatedAlert, 'row' | 'keys'>,
  evidence: EvidenceResolver,
  language: Language,
): Work<BuiltFinding> {
  const { rule } = evaluated;
  const { row, keys } = group.worst;
  const subject = { ...evaluated, row, keys };
  const { context, reasons, why } = findingReasons(group.worst, subject, language);
  const title = fillIn(rule.summary, subject, group.worst, language);
  const { fingerprint, level } = group;
  const head = { fingerprint, level, title, reasons, why, row };
  return yield* describeFinding(rule, head, { matches: group.rows, context }, evidence);
}

/** What is said of a finding by the way it was found. */
export interface FindingHead {
  readonly fingerprint: string;
  readonly level: Level;
  readonly title: string;
  readonly reasons: readonly Reason[];
  readonly why: readonly Why[];
  readonly row: Row;
}

/** By what a finding is one: only events have such values, and only a rule's own fields are looked at. */
function identityValues(
  { about, correlation, fingerprint }: CompiledRule,
  row: Row,
  table: EventTable,
): Finding['identity'] {
  if (about === 'alert' || correlation) return {};
  return Object.fromEntries(fingerprint.map((path) => [path, [...table.texts(row, path)]]));
}

/** A whole finding, with the events of the log behind the rows it rests on. */
export function* describeFinding(
  rule: CompiledRule,
  head: FindingHead,
  rows: Evidence,
  resolver: EvidenceResolver,
): Work<BuiltFinding> {
  const { fingerprint, level: severity, title, reasons, why } = head;
  const evidence = yield* resolver.inLog(rows);
  const row = resolver.explained(head.row);
  const links = gatherLinks(resolver.table);
  const { parts, shown } = yield* describeEvidence(evidence, row, resolver.table, links.see);
  const { actor, targets, sessions, when, where } = parts;
  const { decisive } = parts.evidence;
  const identity = identityValues(rule, row, resolver.table);
  const behind = resolver.isHeard(rule)
    ? joinedViews(evidence.matches, viewOf(evidence.context))
    : emptyView;
  const filed = resolver.file.put(
    { title, actor, targets, sessions, when, where, decisive, links: links.result() },
    {
      identity,
      reasons,
      why,
      userAgents: parts.userAgents,
      outcomes: parts.outcomes,
      evidence: parts.evidence,
      evidenceDigest: parts.evidenceDigest,
      shown,
    },
    behind,
  );
  const { firstEvent } = when;
  return new BuiltFinding({ rule, fingerprint, severity }, filed, { firstEvent, row });
}

/** The rows of the log that a finding is about: the one that is explained, and those behind it. */
export type RowsOfFinding = Pick<BuiltFinding, 'row' | 'behind'>;

/** The finding at hand: it outlasts the table in which its events are remembered, and does not hold it. */
export function atHand(found: BuiltFinding, rows: RowsOfFinding): BuiltFinding {
  const { draft, events } = found.whole();
  return holding(found.rule, { draft, events }, found.linked().links, rows);
}

/** A finding of a rule with contents that are held. */
export function holding(
  rule: CompiledRule,
  whole: WholeFinding,
  links: FindingLinks,
  { row, behind }: RowsOfFinding,
): BuiltFinding {
  const { fingerprint, severity, when } = whole.draft;
  const linked = { finding: whole.draft, links };
  const contents = { linked: () => linked, whole: () => whole, behind: () => behind };
  const filed = { ...noPlace, contents, hasActs: links.acts.length > 0 };
  const { firstEvent } = when;
  return new BuiltFinding({ rule, fingerprint, severity }, filed, { firstEvent, row });
}

/** Of what is in no file. */
const noPlace: FiledPlace = { gist: 0, details: 0, rows: 0 };
