import type { Memory, Row } from '../context/memory.ts';
import type { Event } from '../event/event.ts';
import { createFields } from '../event/field.ts';
import type { Lists, Rule } from '../rule/rule.ts';
import { alertEvent } from './alert-event.ts';
import type { Found, Ledger } from './build.ts';
import { shown } from './display.ts';
import type { Finding } from './finding.ts';
import { type Close, createStorey, type Step } from './storey.ts';
import { wholeFields } from './wants.ts';

/** What rules about alerts are put to work on. */
export interface Alerted {
  /** The rules about alerts. */
  readonly own: readonly Rule[];
  readonly lists: Lists;
  readonly found: readonly Found[];
  /** Where the log's events are remembered. */
  readonly log: Memory;
  /** A question about an alert, if there is one. */
  readonly question?: { readonly rule: string; readonly event: string } | undefined;
}

/**
 * The second storey: rules about alerts see one event for each finding of the rules about the log.
 * What they find rests on the log's events behind those findings.
 */
export function createAlertStorey({ own, lists, found, log, question }: Alerted): {
  judge(close: Omit<Close, 'ledger'>): Generator<Step>;
} {
  // Fields remember the last event they were read of; those of the log's events are other fields.
  const fieldOf = createFields();
  const display = [fieldOf(shown.type)];
  const byFingerprint = new Map(found.map(({ finding }) => [finding.fingerprint, finding]));
  const asked = question && {
    rule: question.rule,
    recognize({ uuid, raw }: Event) {
      const { id, fingerprint, rule } = byFingerprint.get(uuid) as Finding;
      const isMeant = [raw['uuid'], fingerprint, id].includes(question.event);
      return isMeant ? { alert: { rule: rule.name, fingerprint } } : undefined;
    },
  };
  const storey = createStorey({ rules: own, own, lists, fieldOf, display, asked });
  const paths = own.flatMap(wholeFields);
  const behind = new Map<Row, Found>();
  for (const each of found) {
    const row = storey.note(alertEvent(each, paths, log));
    if (row !== undefined) behind.set(row, each);
  }
  const ledger: Ledger = {
    memory: log,
    rowsOf(row) {
      const { matches, context } = (behind.get(row) as Found).evidence;
      return [...matches, ...context];
    },
    explained: (row) => (behind.get(row) as Found).row,
  };
  return { judge: (close) => storey.judge({ ...close, ledger }) };
}
