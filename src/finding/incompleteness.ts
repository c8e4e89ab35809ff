import { millisecondsInDay } from 'date-fns/constants';
import { type CountedRecords, mostNames } from './record-counts.ts';
import type { CoverageSummary, Doubt } from './summary.ts';

/** What can make a run incomplete. */
export interface IncompletenessInput {
  readonly counts: CountedRecords;
  readonly coverage: CoverageSummary;
  readonly droppedFindings: number;
  readonly forgottenEvents: number;
  /** Rules that were not evaluated to the end, and findings not reported, because the run was interrupted. */
  readonly unevaluatedRules: number;
  readonly unreportedFindings: number;
}

/** Why an answer without findings cannot be trusted; empty if it can. */
export function incompletenessOf(run: IncompletenessInput): Doubt[] {
  const { counts, coverage, droppedFindings, forgottenEvents } = run;
  const { unevaluatedRules, unreportedFindings } = run;
  const { evaluated, filtered, duplicate, skipped, skippedBy, skippedNames } = counts;
  const doubts: Doubt[] = [];
  if (evaluated === 0 && filtered === 0 && duplicate === 0) {
    const message =
      skipped > 0 ? 'none of the records is an Okta System Log event' : 'no events were read';
    doubts.push({ code: 'nothing-read', message });
  } else if (evaluated === 0) {
    const message = `${filtered === 1 ? 'the only event is' : `all ${filtered} events are`} outside the requested time range; the log runs from ${coverage.first} to ${coverage.last}`;
    doubts.push({ code: 'nothing-read', message });
  } else {
    doubts.push(...uncovered(coverage));
  }
  if (skipped > 0) {
    const reasons = Object.entries(skippedBy).map(([reason, count]) => `${count} ${reason}`);
    const message = `${skipped} of ${counted(counts.records, 'record')} could not be read (${reasons.join(', ')})`;
    doubts.push({ code: 'skipped', message });
  }
  if (skippedNames.length > 0) {
    doubts.push({
      code: 'skipped-names',
      message: `skipped records mention ${listOf(skippedNames)}`,
    });
  }
  if (droppedFindings > 0) {
    const message = `${counted(droppedFindings, 'finding')} dropped because a rule had too many; narrow the time range or the rules`;
    doubts.push({ code: 'findings-dropped', message });
  }
  if (forgottenEvents > 0) {
    const message = `${counted(forgottenEvents, 'event')} forgotten for lack of memory; raise --state-budget, or spill to disk (--state-overflow spill)`;
    doubts.push({ code: 'state-dropped', message });
  }
  if (unevaluatedRules > 0) {
    const which = counted(unevaluatedRules, 'rule');
    doubts.push({ code: 'cut-short', message: `interrupted before ${which} could be evaluated` });
  }
  if (unreportedFindings > 0) {
    const which = counted(unreportedFindings, 'finding');
    doubts.push({ code: 'cut-short', message: `interrupted before ${which} could be reported` });
  }
  return doubts;
}

function counted(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}

/** Most logins in one sentence. */
const namesShown = 10;

function listOf(names: readonly string[]): string {
  const more = names.length - namesShown;
  const count = names.length < mostNames ? `${more}` : `at least ${more}`;
  return names.slice(0, namesShown).join(', ') + (more > 0 ? ` and ${count} more` : '');
}

/** Quiet hours at the edges of the requested time range are no gap. */
const slack = millisecondsInDay;

function uncovered({ first, last, since, until }: CoverageSummary): Doubt[] {
  const doubts: Doubt[] = [];
  if (since !== null && first !== null && Date.parse(first) - Date.parse(since) > slack) {
    const message = `the log begins at ${first}, but events since ${since} were requested`;
    doubts.push({ code: 'window-not-covered', message });
  }
  if (until !== null && last !== null && Date.parse(until) - Date.parse(last) > slack) {
    const message = `the log ends at ${last}, but events until ${until} were requested`;
    doubts.push({ code: 'window-not-covered', message });
  }
  return doubts;
}
