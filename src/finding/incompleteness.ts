import { millisecondsInDay } from 'date-fns/constants';
import { type CountedRecords, mostNames } from './record-counts.ts';
import type { CoverageSummary, Doubt } from './summary.ts';

/** What a run ended with, as far as doubt is concerned. */
export interface IncompletenessInput {
  readonly counts: CountedRecords;
  readonly coverage: CoverageSummary;
  readonly droppedFindings: number;
  readonly forgottenEvents: number;
  /** Rules that were not judged to the end, and findings that were not told, since the run was broken off. */
  readonly unjudgedRules: number;
  readonly untoldFindings: number;
}

/** Why a clean answer could not be trusted to be whole; empty if it can. */
export function incompletenessOf(ending: IncompletenessInput): Doubt[] {
  const { counts, coverage, droppedFindings, forgottenEvents } = ending;
  const { unjudgedRules, untoldFindings } = ending;
  const { evaluated, filtered, duplicate, skipped, skippedBy, skippedNames } = counts;
  const doubts: Doubt[] = [];
  if (evaluated === 0 && filtered === 0 && duplicate === 0) {
    const message =
      skipped > 0 ? 'none of the records is an Okta System Log event' : 'no events were read';
    doubts.push({ code: 'nothing-read', message });
  } else if (evaluated === 0) {
    const message = `all ${filtered} events lie outside the time asked for; the log runs from ${coverage.first} to ${coverage.last}`;
    doubts.push({ code: 'nothing-read', message });
  } else {
    doubts.push(...uncovered(coverage));
  }
  if (skipped > 0) {
    const reasons = Object.entries(skippedBy).map(([reason, count]) => `${count} ${reason}`);
    const message = `${skipped} of ${counts.records} records could not be judged (${reasons.join(', ')})`;
    doubts.push({ code: 'skipped', message });
  }
  if (skippedNames.length > 0) {
    doubts.push({ code: 'skipped-names', message: `skipped records name ${listOf(skippedNames)}` });
  }
  if (droppedFindings > 0) {
    const message = `${droppedFindings} findings were let go because a rule had too many; narrow the time or the rules`;
    doubts.push({ code: 'findings-dropped', message });
  }
  if (forgottenEvents > 0) {
    const message = `${forgottenEvents} events were forgotten for want of memory; give more (--state-budget) or a disk (--state-overflow spill)`;
    doubts.push({ code: 'state-dropped', message });
  }
  if (unjudgedRules > 0) {
    const which = unjudgedRules === 1 ? 'one rule was' : `${unjudgedRules} rules were`;
    doubts.push({ code: 'cut-short', message: `broken off before ${which} judged` });
  }
  if (untoldFindings > 0) {
    const which = untoldFindings === 1 ? 'one finding was' : `${untoldFindings} findings were`;
    doubts.push({ code: 'cut-short', message: `broken off before ${which} told` });
  }
  return doubts;
}

/** Logins that are told in one sentence. */
const told = 10;

function listOf(names: readonly string[]): string {
  const more = names.length - told;
  const count = names.length < mostNames ? `${more}` : `at least ${more}`;
  return names.slice(0, told).join(', ') + (more > 0 ? ` and ${count} more` : '');
}

/** A day of slack: quiet hours at the edges of the time asked for are no gap. */
const slack = millisecondsInDay;

function uncovered({ first, last, since, until }: CoverageSummary): Doubt[] {
  const doubts: Doubt[] = [];
  if (since !== null && first !== null && Date.parse(first) - Date.parse(since) > slack) {
    const message = `events were asked for since ${since}, but the log begins only at ${first}`;
    doubts.push({ code: 'window-not-covered', message });
  }
  if (until !== null && last !== null && Date.parse(until) - Date.parse(last) > slack) {
    const message = `events were asked for until ${until}, but the log ends at ${last}`;
    doubts.push({ code: 'window-not-covered', message });
  }
  return doubts;
}
