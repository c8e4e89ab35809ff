import type { Judged } from '../context/judge.ts';
import type { Memory, Row } from '../context/memory.ts';
import { yes } from '../detection/truth.ts';
import { type Level, worse } from '../rule/level.ts';
import type { Rule } from '../rule/rule.ts';
import { fingerprintOf } from './fingerprint.ts';

/** All alerts of a rule that make up one finding, in order of time. */
export interface AlertGroup {
  readonly fingerprint: string;
  readonly rows: readonly Row[];
  /** The worst level that held, and the first alert for which it did. */
  readonly level: Level;
  readonly worst: Judged;
}

/** Gathers the alerts of one rule. */
export interface Alerts {
  add(judged: Judged): void;
  /** The groups, in order of fingerprint. */
  groups(): readonly AlertGroup[];
  /** How many groups were let go because there were too many. */
  readonly dropped: number;
}

/**
 * Makes an empty gathering of at most `limit` groups.
 *
 * Beyond twice the limit the groups with the greatest fingerprints go. Which ones go does not depend
 * on the order of alerts: a fingerprint that is among the smallest of all was so at every moment.
 */
export function gatherAlerts(rule: Rule, memory: Memory, limit: number): Alerts {
  let groups = new Map<string, { rows: Row[]; level: Level; worst: Judged }>();
  const gone = new Set<string>();
  const sorted = () => [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
  const trim = (): void => {
    for (const [fingerprint] of sorted().slice(limit)) gone.add(fingerprint);
    groups = new Map(sorted().slice(0, limit));
  };
  return {
    add(judged) {
      const level = levelOf(rule, judged);
      const values = rule.fingerprint.map((path) => memory.texts(judged.row, path));
      const fingerprint = fingerprintOf(rule, values, memory.time(judged.row));
      const known = groups.get(fingerprint);
      if (!known) {
        groups.set(fingerprint, { rows: [judged.row], level, worst: judged });
        if (groups.size > limit * 2) trim();
        return;
      }
      known.rows.push(judged.row);
      if (worse(known.level, level) !== known.level) {
        known.level = level;
        known.worst = judged;
      }
    },
    groups() {
      if (groups.size > limit) trim();
      return sorted().map(([fingerprint, group]) => ({ fingerprint, ...group }));
    },
    get dropped() {
      return gone.size;
    },
  };
}

function levelOf(rule: Rule, { truths }: Judged): Level {
  return rule.raises
    .filter((_, index) => truths[index + 1] === yes)
    .reduce((level, raise) => worse(level, raise.level), rule.level);
}
