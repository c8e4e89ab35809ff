import type { Memory } from '../context/memory.ts';
import type { View } from '../context/view.ts';
import { yes } from '../detection/truth.ts';
import type { Lists, Rule } from '../rule/rule.ts';
import type { AlertGroup } from './alerts.ts';
import { describeEvidence } from './evidence.ts';
import { explain } from './explain.ts';
import { fillIn } from './fill-in.ts';
import type { Finding } from './finding.ts';
import { nextSteps } from './next.ts';

/** What a rule's findings are built from. */
export interface Ground {
  readonly rule: Rule;
  readonly memory: Memory;
  readonly views: ReadonlyMap<string, View>;
  readonly lists: Lists;
}

/** Turns a group of alerts into the finding that people read. */
export function buildFinding(group: AlertGroup, ground: Ground): Finding {
  const { rule, memory, views, lists } = ground;
  const { worst } = group;
  const subject = { row: worst.row, keys: worst.keys, memory, views, lists };
  const raised = rule.raises.filter((_, index) => worst.truths[index + 1] === yes);
  const conditions = [rule.condition, ...raised.map((raise) => raise.condition)];
  const { why, context } = explain(conditions, subject);
  const parts = describeEvidence({ matches: group.rows, context }, worst.row, memory);
  return {
    kind: 'finding',
    schemaVersion: '1.0',
    id: `okf_${group.fingerprint.slice(5, 17)}`,
    fingerprint: group.fingerprint,
    rule: {
      id: rule.id,
      name: rule.name,
      title: rule.title,
      status: rule.status,
      tags: [...rule.tags],
      references: [...rule.references],
    },
    severity: group.level,
    title: fillIn(rule.summary, subject),
    why: [...why],
    ...parts,
    falsePositives: [...rule.falsepositives],
    respond: [...rule.response],
    next: nextSteps(parts),
  };
}
