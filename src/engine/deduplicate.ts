import type { CompiledRule } from '../detection/compiled-rule.ts';
import { yes } from '../detection/truth.ts';
import { fingerprintOf } from '../finding/fingerprint.ts';
import { type Level, worse } from '../rule/level.ts';
import type { IntView } from '../store/column.ts';
import { type Add, createGroupIndex } from '../store/group-index.ts';
import { createPace, type Work } from '../store/pausable-work.ts';
import type { Store } from '../store/store.ts';
import { createStringPool } from '../store/string-pool.ts';
import type { Match } from '../window/evaluate.ts';
import type { EventTable, Row } from '../window/event-table.ts';
import { noKey } from '../window/partition-keys.ts';
import type { WindowIndex } from '../window/window-index.ts';

/** All alerts of a rule that make up one finding, in order of time. */
export interface AlertGroup<Alert> {
  readonly fingerprint: string;
  readonly rows: IntView;
  /** The worst level that held, and the first alert for which it did. */
  readonly level: Level;
  readonly worst: Alert;
}

/** Which finding an alert belongs to, and how bad it is. */
export interface AlertIdentity {
  readonly fingerprint: string;
  readonly level: Level;
}

/** Gathers the alerts of one rule. */
export interface Deduplicator<Alert> {
  add(alert: Alert): void;
  /** The groups, in order of fingerprint. */
  groups(): Work<readonly AlertGroup<Alert>[]>;
  /** How many groups were let go because there were too many. */
  readonly dropped: number;
}

/**
 * Makes an empty gathering of at most `limit` groups.
 *
 * Beyond twice the limit the groups with the greatest fingerprints go. Which ones go does not depend
 * on the order of alerts: a fingerprint that is among the smallest of all was so at every moment.
 */
export function createDeduplicator<Alert extends { readonly row: Row }>(
  limit: number,
  identify: (alert: Alert) => AlertIdentity,
  store: Store,
): Deduplicator<Alert> {
  let groups = new Map<string, { number: number; level: Level; worst: Alert }>();
  const [rows, numbers] = [store.column(32), store.column(32)];
  const gone = createStringPool(store, store.heapRoom / 16);
  let made = 0;
  const sorted = () => [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
  const trim = (): void => {
    for (const [fingerprint] of sorted().slice(limit)) gone.number(fingerprint);
    groups = new Map(sorted().slice(0, limit));
  };
  return {
    add(alert) {
      const { fingerprint, level } = identify(alert);
      const known = groups.get(fingerprint);
      rows.push(alert.row);
      numbers.push(known?.number ?? made);
      if (!known) {
        groups.set(fingerprint, { number: made++, level, worst: alert });
        if (groups.size > limit * 2) trim();
        return;
      }
      if (worse(known.level, level) !== known.level) {
        known.level = level;
        known.worst = alert;
      }
    },
    *groups() {
      if (groups.size > limit) trim();
      const kept = new Set([...groups.values()].map(({ number }) => number));
      const members = yield* createGroupIndex(function* (add: Add) {
        const isTime = createPace();
        for (let at = 0; at < rows.length; at++) {
          if (isTime(1)) yield;
          if (kept.has(numbers.get(at))) add(numbers.get(at), rows.get(at));
        }
      }, store);
      return sorted().map(([fingerprint, { number, level, worst }]) => ({
        fingerprint,
        rows: members.of(number),
        level,
        worst,
      }));
    },
    get dropped() {
      return gone.size;
    },
  };
}

/**
 * Identifies alerts by the values of the rule's fingerprint fields. Of a rule about alerts, a field
 * that keys a window has the value with which the rule held: an alert is about several entities, a
 * finding about one.
 */
export function identityOf(
  rule: CompiledRule,
  table: EventTable,
  windows: Views = new Map(),
): (match: Match) => AlertIdentity {
  const keyed = (path: string, { keys, row }: Match): string | undefined => {
    for (const [name, key] of keys) {
      const value = key === noKey ? undefined : windows.get(name)?.keyOf(row, key)[path];
      if (value !== undefined) return value;
    }
    return undefined;
  };
  const isKeyed = rule.about === 'alert';
  return (match) => {
    const values = rule.fingerprint.map((path) => {
      const key = isKeyed ? keyed(path, match) : undefined;
      return key === undefined ? table.texts(match.row, path) : [key];
    });
    const fingerprint = fingerprintOf(rule, values, table.time(match.row));
    return { fingerprint, level: levelOf(rule, match) };
  };
}

type Views = ReadonlyMap<string, Pick<WindowIndex, 'keyOf'>>;

function levelOf(rule: CompiledRule, { truths }: Match): Level {
  return rule.raises
    .filter((_, index) => truths[index + 1] === yes)
    .reduce((level, raise) => worse(level, raise.level), rule.level);
}
