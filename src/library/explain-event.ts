import type { Explanation } from '../explain/explanation.ts';
import type { Summary } from '../finding/summary.ts';
import { onlyReporting } from '../rule/only-reporting.ts';
import { huntWhole, type LogOptions, rulesOf } from './hunt-log.ts';
import { type Log, openLog } from './log.ts';
import { UnknownName } from './unknown-name.ts';

/** Which question about which event. */
export interface EventQuestion extends LogOptions {
  /** The name of the rule. */
  readonly rule: string;
  /**
   * The event's uuid. For a rule about alerts: that of the event which a finding explains, or the finding's
   * fingerprint or id.
   */
  readonly event: string;
}

/** Why a rule did or did not hold for an event, and how complete the log is in which that was asked. */
export interface EventAnswer {
  /** Undefined if the log has no such event. */
  readonly explanation: Explanation | undefined;
  /** What was read. */
  readonly summary: Summary;
}

/**
 * Says why a rule did or did not hold for one event of a log, part by part, with the values that were compared.
 * Rejects with an `UnknownName` if no rule has the name; else rejects as `huntLog` does.
 */
export async function explainEvent(log: Log, question: EventQuestion): Promise<EventAnswer> {
  const { rule, event, now, signal } = question;
  const { told } = await rulesOf(question);
  if (!told.rules.some(({ name }) => name === rule)) {
    throw new UnknownName('rule', rule);
  }
  const opened = openLog(log, question);
  let explanation: Explanation | undefined;
  let summary: Summary | undefined;
  for await (const outcome of huntWhole(opened.events, onlyReporting(told, rule), {
    explain: { rule, event },
    ...(now !== undefined && { now }),
    ...(signal && { signal }),
  })) {
    if (outcome.kind === 'explanation') explanation = outcome;
    else if (outcome.kind === 'summary') summary = outcome;
  }
  if (!summary) throw new Error('the hunt ended without a summary');
  const doubts = [...summary.doubts, ...opened.doubts()];
  return { explanation, summary: { ...summary, doubts } };
}
