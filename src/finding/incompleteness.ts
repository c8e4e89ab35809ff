import { millisecondsInDay } from 'date-fns/constants';
import { type Language, say } from '../language/language.ts';
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
export function incompletenessOf(run: IncompletenessInput, language: Language): Doubt[] {
  const { counts, coverage, droppedFindings, forgottenEvents } = run;
  const { unevaluatedRules, unreportedFindings } = run;
  const { skipped, skippedBy, skippedNames, records } = counts;
  const doubts: Doubt[] = readDoubts(counts, coverage, language);
  const doubt = (code: Doubt['code'], message: string): void => {
    doubts.push({ code, message });
  };
  if (skipped > 0) {
    const reasons = Object.entries(skippedBy).map(([reason, count]) => `${count} ${reason}`);
    const list = reasons.join(language.texts['list.comma']);
    doubt('skipped', say(language, 'doubt.skipped', { skipped, records, reasons: list }));
  }
  if (skippedNames.length > 0) {
    const names = listOf(skippedNames, language);
    doubt('skipped-names', say(language, 'doubt.skippedNames', { names }));
  }
  if (droppedFindings > 0) {
    doubt('findings-dropped', say(language, 'doubt.findingsDropped', { count: droppedFindings }));
  }
  if (forgottenEvents > 0) {
    doubt('state-dropped', say(language, 'doubt.stateDropped', { count: forgottenEvents }));
  }
  if (unevaluatedRules > 0) {
    doubt('cut-short', say(language, 'doubt.rulesCut', { count: unevaluatedRules }));
  }
  if (unreportedFindings > 0) {
    doubt('cut-short', say(language, 'doubt.findingsCut', { count: unreportedFindings }));
  }
  return doubts;
}

/** Doubts about whether anything was read, and all that was asked for. */
function readDoubts(
  { evaluated, filtered, duplicate, skipped }: CountedRecords,
  coverage: CoverageSummary,
  language: Language,
): Doubt[] {
  if (evaluated > 0) return uncovered(coverage, language);
  const code = 'nothing-read';
  if (filtered === 0 && duplicate === 0) {
    const message = say(language, skipped > 0 ? 'doubt.noEvent' : 'doubt.nothingRead');
    return [{ code, message }];
  }
  const ends = { first: coverage.first ?? '', last: coverage.last ?? '' };
  const message =
    filtered === 1
      ? say(language, 'doubt.oneOutside', ends)
      : say(language, 'doubt.allOutside', { ...ends, count: filtered });
  return [{ code, message }];
}

/** Most logins in one sentence. */
const namesShown = 10;

function listOf(names: readonly string[], language: Language): string {
  const count = names.length - namesShown;
  const list = names.slice(0, namesShown).join(language.texts['list.comma']);
  if (count <= 0) return list;
  const isAll = names.length < mostNames;
  return say(language, isAll ? 'list.others' : 'list.atLeastOthers', { list, count });
}

/** Quiet hours at the edges of the requested time range are no gap. */
const slack = millisecondsInDay;

function uncovered({ first, last, since, until }: CoverageSummary, language: Language): Doubt[] {
  const doubts: Doubt[] = [];
  const code = 'window-not-covered';
  if (since !== null && first !== null && Date.parse(first) - Date.parse(since) > slack) {
    doubts.push({ code, message: say(language, 'doubt.beginsLate', { first, since }) });
  }
  if (until !== null && last !== null && Date.parse(until) - Date.parse(last) > slack) {
    doubts.push({ code, message: say(language, 'doubt.endsEarly', { last, until }) });
  }
  return doubts;
}
