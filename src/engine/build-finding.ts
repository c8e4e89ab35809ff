import type { CompiledRule } from '../detection/compiled-rule.ts';
import { type EvaluatedAlert, findingReasons } from '../explain/finding-reasons.ts';
import { fillIn } from '../explain/summary-text.ts';
import { type FindingLinks, gatherLinks } from '../finding/case/finding-links.ts';
import { describeEvidence, type Evidence } from '../finding/evidence.ts';
import type { EvidenceEvent, Finding, Reason, Why } from '../finding/finding.ts';
import type { FindingDraft } from '../finding/finding-draft.ts';
import type { Language } from '../language/language.ts';
import type { Level } from '../rule/level.ts';
import { emptyView, type IntView } from '../store/column.ts';
import type { Work } from '../store/pausable-work.ts';
import type { Match } from '../window/evaluate.ts';
import type { EventTable, Row } from '../window/event-table.ts';
import type { AlertGroup } from './deduplicate.ts';
import type { FiledFinding, FindingFile, FindingKey } from './finding-file.ts';

/** A finding that was put away: what is at hand of it, and what rules about alerts need of the events it rests on. */
export interface BuiltFinding extends FindingKey, FiledFinding {
  /** When the first of its events was, ISO 8601 UTC. */
  readonly firstEvent: string;
  /** The events of the log behind it; none if no rule hears of it. */
  readonly behind: IntView;
  /** The event that is explained. */
  readonly row: Row;
}

/** How what a rule judges stands for events of the log, which are all that evidence can show. */
export interface EvidenceResolver {
  /** Where the log's events are remembered. */
  readonly table: EventTable;
  /** The events that judged rows stand for: themselves, or those behind alerts. */
  inLog(rows: Evidence): Work<Evidence>;
  /** The one of them that tells of its actor. */
  explained(row: Row): Row;
  /** Keeps rows of the log until rules are evaluated again. */
  keep(rows: Evidence): IntView;
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
  const filed = resolver.file.put(
    { rule, fingerprint, severity },
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
  );
  const behind = rule.alerts ? resolver.keep(evidence) : emptyView;
  const { firstEvent } = when;
  return { rule, fingerprint, severity, firstEvent, ...filed, behind, row };
}

/** The finding at hand: it outlasts the table in which its events are remembered, and does not hold it. */
export function atHand(found: BuiltFinding): BuiltFinding {
  const { draft, events } = found.whole();
  return holding(found, draft, found.linked().links, events);
}

/** The same finding, with other contents. */
export function holding(
  found: BuiltFinding,
  draft: FindingDraft,
  links: FindingLinks,
  events: readonly EvidenceEvent[],
): BuiltFinding {
  const { severity, when } = draft;
  const linked = { finding: draft, links };
  const whole = { draft, events };
  const { firstEvent } = when;
  const hasActs = links.acts.length > 0;
  const held = { hasActs, carried: undefined, linked: () => linked, whole: () => whole };
  return { ...found, severity, firstEvent, ...held };
}
