import type { CompiledConditions } from '../detection/compiled-rule.ts';
import { type EvaluatedEvent, findingReasons } from '../explain/finding-reasons.ts';
import { fillIn } from '../explain/summary-text.ts';
import { describeEvidence, type Evidence } from '../finding/evidence.ts';
import type { Finding, Why } from '../finding/finding.ts';
import { nextSteps } from '../finding/next-steps.ts';
import type { Level } from '../rule/level.ts';
import type { Rule } from '../rule/rule.ts';
import { emptyView, type IntView } from '../store/column.ts';
import type { Work } from '../store/pausable-work.ts';
import type { Match } from '../window/evaluate.ts';
import type { EventTable, Row } from '../window/event-table.ts';
import type { WindowIndex } from '../window/window-index.ts';
import type { AlertGroup } from './deduplicate.ts';

/** A finding, and what rules about alerts need of the events it rests on. */
export interface BuiltFinding {
  readonly finding: Finding;
  readonly rule: Rule;
  /** The events of the log behind it; none if no rule hears of it. */
  readonly behind: IntView;
  /** The event that is explained. */
  readonly row: Row;
}

/** How what a rule judges stands for events of the log, which are all that evidence can show. */
export interface EvidenceResolver {
  /** Where the log's events are remembered. */
  readonly memory: EventTable;
  /** The events that judged rows stand for: themselves, or those behind alerts. */
  inLog(rows: Evidence): Work<Evidence>;
  /** The one of them that tells of its actor. */
  explained(row: Row): Row;
  /** Keeps rows of the log for as long as it is remembered. */
  keep(rows: Evidence): IntView;
}

/** What a rule's findings are built from. */
export interface FindingSetup {
  readonly rule: Rule;
  readonly conditions: CompiledConditions;
  readonly memory: EventTable;
  readonly views: ReadonlyMap<string, WindowIndex>;
  readonly factTest: EvaluatedEvent['factTest'];
  readonly ledger: EvidenceResolver;
}

/** Turns a group of alerts into the finding that people read. */
export function* buildFinding(group: AlertGroup<Match>, ground: FindingSetup): Work<BuiltFinding> {
  const { rule, conditions, memory, views, factTest, ledger } = ground;
  const { worst } = group;
  const subject = { row: worst.row, keys: worst.keys, memory, views, factTest };
  const { why, context } = findingReasons(worst, { ...subject, rule, conditions });
  const told = { ...group, title: fillIn(rule.summary, subject), why, row: worst.row };
  return yield* describeFinding(rule, told, { matches: group.rows, context }, ledger);
}

/** What is said of a finding by the way it was found. */
export interface FindingHead {
  readonly fingerprint: string;
  readonly level: Level;
  readonly title: string;
  readonly why: readonly Why[];
  readonly row: Row;
}

/** A whole finding, with the events of the log behind the rows it rests on. */
export function* describeFinding(
  rule: Rule,
  told: FindingHead,
  rows: Evidence,
  ledger: EvidenceResolver,
): Work<BuiltFinding> {
  const { fingerprint, level, title, why } = told;
  const evidence = yield* ledger.inLog(rows);
  const row = ledger.explained(told.row);
  const parts = yield* describeEvidence(evidence, row, ledger.memory);
  const finding: Finding = {
    kind: 'finding',
    schemaVersion: '1.0',
    id: `okf_${fingerprint.slice(5, 17)}`,
    fingerprint,
    rule: {
      id: rule.id,
      name: rule.name,
      title: rule.title,
      status: rule.status,
      tags: [...rule.tags],
      references: [...rule.references],
    },
    severity: level,
    title,
    why: [...why],
    ...parts,
    falsePositives: [...rule.falsepositives],
    respond: [...rule.response],
    next: nextSteps(parts),
  };
  return { finding, rule, behind: rule.alerts ? ledger.keep(evidence) : emptyView, row };
}
