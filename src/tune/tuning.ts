import { type LevelCounts, type Tally, total } from '../engine/tally.ts';
import type { Summary } from '../finding/summary.ts';
import { type Level, levels } from '../rule/level.ts';
import type { Rule, RuleSet } from '../rule/rule.ts';
import { outcomeOf, perDay, type TallyPlan, type TestedRule, testedRule } from './backtest.ts';
import { coveredDays } from './covered-days.ts';
import { type FilterProposal, proposalFields, proposeFilters } from './filter-proposal.ts';
import { kneeOf } from './knee.ts';
import { withVariants } from './rule-variants.ts';
import { tallyField } from './tally-fields.ts';
import { type Ordering, type Threshold, thresholdsOf } from './threshold.ts';

/** What could be changed about a rule, with the numbers; also the document of `--format json`. */
export interface Tuning extends TestedRule {
  readonly kind: 'rule-tuning';
  readonly schemaVersion: '1.0';
  /** Whether the log covers enough days to tell a rate by; otherwise nothing is proposed. */
  readonly isLongEnough: boolean;
  /** How many days that are. */
  readonly neededDays: number;
  readonly thresholds: readonly ThresholdCurve[];
  /** Comparisons that were not tried, because there are too many. */
  readonly untried: number;
  readonly filters: readonly FilterProposal[];
  /** Why no filters are looked for; null if they are. */
  readonly noFilters: string | null;
}

/** What a rule would find with other numbers in one comparison. */
export interface ThresholdCurve {
  readonly field: string;
  readonly comparison: Ordering;
  /** The number in the rule. */
  readonly value: number;
  /** `file:line` of the comparison. */
  readonly place: string;
  /** Each number that was tried, ascending. */
  readonly tries: readonly ThresholdTry[];
  /** The number where findings stop falling fast, and another one than the rule's; null if there is none. */
  readonly proposed: number | null;
}

/** What a rule would find with one number. */
export interface ThresholdTry {
  readonly value: number;
  readonly findings: number;
  /** Null if the log covers less than a day. */
  readonly perDay: number | null;
  readonly byLevel: LevelCounts;
  readonly undecided: number;
}

/** Most variants of a rule in one run. */
const mostVariants = 48;

/** Plans the tuning of a rule: variants with other thresholds, and a tally by what filters could be about. */
export function planTuning(set: RuleSet, rule: Rule, neededDays: number): TallyPlan<Tuning> {
  const all = thresholdsOf(rule);
  const tried = withinBudget(all);
  const changes = tried.flatMap((threshold) => others(threshold).map(threshold.changedTo));
  const { rules, names } = withVariants(set, rule, changes);
  const fields = proposalFields.map(tallyField);
  const noFilters = reasonAgainstFilters(rule);
  return {
    rules,
    tally: { rules: new Set([rule.name, ...names]), fields: noFilters === null ? fields : [] },
    resultOf(tallies, summary) {
      const own = tallies.get(rule.name);
      if (!own) return undefined;
      const { length } = coveredDays(summary.coverage);
      const isLongEnough = length >= neededDays;
      let next = 0;
      const thresholds = tried.map((threshold) => {
        const tries = threshold.tries.flatMap((value): ThresholdTry[] => {
          const name = value === threshold.value ? rule.name : (names[next++] as string);
          const tally = tallies.get(name);
          return tally ? [thresholdTry(value, tally, summary, length)] : [];
        });
        return curveOf(threshold, tries, isLongEnough);
      });
      return {
        kind: 'rule-tuning',
        schemaVersion: '1.0',
        ...testedRule(rule, own, summary),
        isLongEnough,
        neededDays,
        thresholds,
        untried: all.length - tried.length,
        filters: noFilters === null ? proposeFilters(rule, own) : [],
        noFilters,
      };
    },
  };
}

/** The numbers to try beside the rule's own. */
function others({ tries, value }: Threshold): readonly number[] {
  return tries.filter((number) => number !== value);
}

/** The first thresholds, as many as the budget of variants allows. */
function withinBudget(all: readonly Threshold[]): readonly Threshold[] {
  let left = mostVariants;
  const first = all.findIndex((threshold) => {
    left -= others(threshold).length;
    return left < 0;
  });
  return first < 0 ? all : all.slice(0, first);
}

function reasonAgainstFilters({ correlation, about }: Rule): string | null {
  if (correlation) {
    const names = correlation.rules.map(({ name }) => name).join(', ');
    return `a correlation has no filters; tune the rules it refers to: ${names}`;
  }
  return about === 'alert' ? 'the rule is about alerts; tune the rules that raise them' : null;
}

function thresholdTry(value: number, tally: Tally, summary: Summary, days: number): ThresholdTry {
  const findings = total(tally.findings);
  return {
    value,
    findings,
    perDay: perDay(findings, days),
    byLevel: tally.findings,
    undecided: outcomeOf(tally.rule, summary)?.undecided ?? 0,
  };
}

function curveOf(
  { field, comparison, value, place, tries: planned }: Threshold,
  tries: readonly ThresholdTry[],
  mayPropose: boolean,
): ThresholdCurve {
  const isWhole = tries.length === planned.length;
  const knee = mayPropose && isWhole ? kneeIn(tries) : undefined;
  return {
    field,
    comparison,
    value,
    place: `${place.file}:${place.line}`,
    tries,
    proposed: knee === undefined || knee === value ? null : knee,
  };
}

/** The number at the knee: of all findings or, if these do not depend on it, of the highest level that does. */
function kneeIn(tries: readonly ThresholdTry[]): number | undefined {
  const rows = [
    tries.map(({ findings }) => findings),
    ...levels.toReversed().map((level: Level) => tries.map(({ byLevel }) => byLevel[level])),
  ];
  const row = rows.find((counts) => counts.some((count) => count !== counts[0]));
  if (!row) return undefined;
  const isFalling = (row[0] as number) > (row.at(-1) as number);
  const knee = kneeOf(isFalling ? row : row.toReversed());
  if (knee === undefined) return undefined;
  return tries[isFalling ? knee : tries.length - 1 - knee]?.value;
}
