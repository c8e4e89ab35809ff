import type { CompiledRule } from '../detection/compiled-rule.ts';
import type { Event, Rejection } from '../event/event.ts';
import type { Work } from '../store/pausable-work.ts';
import { alertEvent, alertPaths } from './alert-event.ts';
import type { EngineOptions } from './engine-options.ts';
import { type HandedResults, handOver } from './handed-results.ts';
import { createLogWork } from './log-work.ts';
import type { RuleResult } from './rule-result.ts';
import type { RuleShare } from './rule-share.ts';

/** An engine that evaluates a share of the rules about events, and hands over what it finds. */
export interface ShareEngine {
  /** Every record of the log is given to it once, as to the engine that reports. */
  take(event: Event): void;
  reject(rejection: Rejection): void;
  /** Evaluates, once all records were taken, and gives what was found. */
  results(): Work<HandedResults>;
}

/** What an engine with a share of the rules is told; the same as the one that reports. */
export type ShareOptions = Pick<
  EngineOptions,
  'language' | 'since' | 'until' | 'findingsPerRule' | 'listSuppressed' | 'rawEvents' | 'state'
>;

/** Puts a share of all rules to work on a log of which nothing was read; one that does not forget. */
export function createShareEngine(
  rules: readonly CompiledRule[],
  share: RuleShare,
  options: ShareOptions,
): ShareEngine {
  const work = createLogWork({ rules, share, known: undefined }, options);
  const { log } = work;
  const paths = alertPaths(rules.filter(({ about }) => about === 'alert'));
  return {
    take(event) {
      work.take(event);
      for (const _ of work.due() ?? []);
    },
    reject: log.counts.reject,
    *results() {
      for (const step of work.rules.evaluate()) if (!step) yield;
      const { table } = log.store;
      const own = new Map<number, RuleResult>();
      const results = new Map(work.rules.results().map((result) => [result.rule, result]));
      for (const place of share.own) {
        const result = results.get(rules[place] as CompiledRule);
        if (result) own.set(place, result);
      }
      const { sources: _sources, findings: _findings, ...counts } = log.counts.counts();
      const { peakBytes, spilledBytes } = log.state(0);
      const handed = handOver(own, table, (found) => alertEvent(found, paths, table));
      return { ...handed, counts, state: { peakBytes, spilledBytes } };
    },
  };
}
