import type { ReadOptions } from '../input/events.ts';
import { createLogVisibility } from '../lint/log-visibility.ts';
import type { Surveyed } from '../report/rule/coverage-report.ts';
import type { RuleSet } from '../rule/rule.ts';
import { rulesOf } from './hunt-log.ts';
import { type Log, openLog } from './log.ts';

/** What a survey can be told. */
export interface SurveyOptions extends ReadOptions {
  /** The rules; the bundled ones if left out. */
  readonly rules?: RuleSet;
}

/**
 * Says for which of the rules that report a log has data at all: event types and fields. Nothing is evaluated. Rejects
 * as `huntLog` does.
 */
export async function surveyLog(log: Log, options: SurveyOptions = {}): Promise<Surveyed> {
  const { loaded } = await rulesOf(options);
  const visibility = createLogVisibility(loaded);
  let skipped = 0;
  for await (const item of openLog(log, options).events) {
    if (item.kind === 'event') visibility.see(item);
    else if (item.kind === 'rejection') skipped++;
  }
  const reporting = new Set(loaded.rules.flatMap(({ generate, name }) => (generate ? name : [])));
  const feeds = visibility.feeds().filter(({ rule }) => reporting.has(rule));
  return {
    events: visibility.events,
    skipped,
    feeds: feeds.sort((a, b) => (a.rule < b.rule ? -1 : 1)),
  };
}
