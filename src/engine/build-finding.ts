import type { CompiledRule } from '../detection/compiled-rule.ts';
import type { Event } from '../event/event.ts';
import { type EvaluatedAlert, findingReasons } from '../explain/finding-reasons.ts';
import { fillIn } from '../explain/summary-text.ts';
import { attackSteps } from '../finding/attack-steps.ts';
import { gatherLinks, type LinkedFinding } from '../finding/case/finding-links.ts';
import { confidenceOf, scoreOf } from '../finding/confidence.ts';
import {
  describeEvidence,
  describeShown,
  type Evidence,
  type ShownEvent,
} from '../finding/evidence.ts';
import type { EvidenceEvent, Finding, Reason, Why } from '../finding/finding.ts';
import type { FindingDraft } from '../finding/finding-draft.ts';
import { findingVersion } from '../finding/format-version.ts';
import { responseSteps } from '../finding/response-steps.ts';
import type { Language } from '../language/language.ts';
import type { Level } from '../rule/level.ts';
import { emptyView, type IntView } from '../store/column.ts';
import type { Work } from '../store/pausable-work.ts';
import type { Match } from '../window/evaluate.ts';
import type { EventTable, Row } from '../window/event-table.ts';
import type { AlertGroup } from './deduplicate.ts';

/** A finding, and what rules about alerts need of the events it rests on. */
export interface BuiltFinding extends LinkedFinding {
  readonly rule: CompiledRule;
  /** The events that it shows. */
  readonly shown: readonly ShownEvent[];
  /** Describes them; to be asked for as long as they are remembered. */
  readonly events: () => readonly EvidenceEvent[];
  /** The events of the log behind it; none if no rule hears of it. */
  readonly behind: IntView;
  /** The event that is explained. */
  readonly row: Row;
  /** How rules about alerts see it, if it was found by another engine. */
  readonly alert?: Event | undefined;
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
  const { context, ...told } = findingReasons(group.worst, subject, language);
  const title = fillIn(rule.summary, subject, group.worst, language);
  const head = { ...group, ...told, title, row };
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

type PartsOfRule = Pick<Finding, 'rule' | 'attack' | 'falsePositives' | 'respond' | 'response'>;

const knownParts = new WeakMap<CompiledRule, PartsOfRule>();

/** What all findings of a rule say alike: once, since a rule may have thousands. */
function partsOfRule(rule: CompiledRule): PartsOfRule {
  const known = knownParts.get(rule);
  if (known) return known;
  const { id, name, title, status, tags, references, falsepositives, response } = rule;
  const parts: PartsOfRule = {
    rule: { id, name, title, status, tags: [...tags], references: [...references] },
    attack: attackSteps(tags),
    falsePositives: [...falsepositives],
    respond: [...response],
    response: responseSteps(response),
  };
  knownParts.set(rule, parts);
  return parts;
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
  const { fingerprint, level, title, reasons, why } = head;
  const evidence = yield* resolver.inLog(rows);
  const row = resolver.explained(head.row);
  const links = gatherLinks(resolver.table);
  const { parts, shown } = yield* describeEvidence(evidence, row, resolver.table, links.see);
  const confidence = confidenceOf(rule.status, 0);
  const ofRule = partsOfRule(rule);
  const finding: FindingDraft = {
    kind: 'finding',
    schemaVersion: findingVersion,
    id: `okf_${fingerprint.slice(5, 17)}`,
    fingerprint,
    rule: ofRule.rule,
    identity: identityValues(rule, row, resolver.table),
    severity: level,
    confidence,
    score: scoreOf(level, confidence),
    attack: ofRule.attack,
    title,
    reasons: [...reasons],
    why: [...why],
    ...parts,
    falsePositives: ofRule.falsePositives,
    respond: ofRule.respond,
    response: ofRule.response,
  };
  const behind = rule.alerts ? resolver.keep(evidence) : emptyView;
  const events = describingLater(shown, resolver.table);
  return { finding, shown, events, links: links.result(), rule, behind, row };
}

/** Apart from what was gathered, which would be held with it. */
function describingLater(shown: readonly ShownEvent[], table: EventTable): BuiltFinding['events'] {
  return () => describeShown(shown, table);
}

/** The finding with its events described now: it outlasts the table in which they are remembered, and does not hold it. */
export function withEventsDescribed(found: BuiltFinding): BuiltFinding {
  return { ...found, shown: [], events: giving(found.events()) };
}

function giving<T>(thing: T): () => T {
  return () => thing;
}
