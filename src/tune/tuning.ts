import { type LevelCounts, type Tally, total } from '../engine/tally.ts';
import type { Summary } from '../finding/summary.ts';
import { type Message, tell, toldInEnglish } from '../language/message.ts';
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
  /** The comparisons with other numbers. */
  readonly thresholds: readonly ThresholdCurve[];
  /** Comparisons that were not tried, because there are too many. */
  readonly untried: number;
  /** Filters that would take most of what it finds. */
  readonly filters: readonly FilterProposal[];
  /** Why no filters are looked for; null if they are. */
  readonly noFilters: string | null;
  /** The same, for people. */
  readonly toldNoFilters: Message | null;
}

/** What a rule would find with other numbers in one comparison. */
export interface ThresholdCurve {
  /** What is compared. */
  readonly field: string;
  /** How it is compared. */
  readonly comparison: Ordering;
  /** The number in the rule. */
  readonly value: number;
  /** The file of the comparison. */
  readonly file: string;
  /** The line of the comparison. */
  readonly line: number;
  /** Each number that was tried, ascending. */
  readonly tries: readonly ThresholdTry[];
  /** The number where findings stop falling fast, if the rule's own finds something else; else null. */
  readonly proposed: number | null;
}

/** What a rule would find with one number. */
export interface ThresholdTry {
  /** The number. */
  readonly value: number;
  /** Findings with it. */
  readonly findings: number;
  /** Null if the log covers less than a day. */
  readonly perDay: number | null;
  /** The same by level. */
  readonly byLevel: LevelCounts;
  /** Events that could not be decided. */
  readonly undecided: number;
}

/** Most variants of a rule in one run. */
const mostVariants = 60;

/** Plans the tuning of a rule: variants with other thresholds, and a tally by what filters could be about. */
export function planTuning(set: RuleSet, rule: Rule, neededDays: number): TallyPlan<Tuning> {
  const all = thresholdsOf(rule);
  const tried = withinBudget(all);
  const changes = tried.flatMap((threshold) => threshold.others.map(threshold.changedTo));
  const { rules, names } = withVariants(set, rule, changes);
  const fields = proposalFields.map(tallyField);
  const toldNoFilters = reasonAgainstFilters(rule);
  const noFilters = toldNoFilters && toldInEnglish(toldNoFilters);
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
        filters: noFilters === null ? proposeFilters(rule, own, isLongEnough) : [],
        noFilters,
        toldNoFilters,
      };
    },
  };
}

/** A comparison, and the numbers that are tried beside the rule's own. */
interface TriedThreshold extends Threshold {
  readonly others: readonly number[];
}

/** The first comparisons, each with as many tries as the budget of variants allows; the nearest are kept. */
function withinBudget(all: readonly Threshold[]): readonly TriedThreshold[] {
  const share = Math.max(1, Math.floor(mostVariants / all.length));
  return all.slice(0, mostVariants).map((threshold) => {
    const { value, tries } = threshold;
    const [below, above] = [tries.filter((n) => n < value), tries.filter((n) => n > value)];
    // The side on which less is found gets the odd one.
    const isFloor = threshold.comparison.startsWith('g');
    const few = Math.floor(share / 2);
    const fromBelow = isFloor
      ? Math.min(few, below.length)
      : Math.max(share - few, share - above.length);
    const lower = below.slice(Math.max(0, below.length - fromBelow));
    const upper = above.slice(0, share - lower.length);
    const others = [...lower, ...upper];
    return { ...threshold, others, tries: [...lower, value, ...upper] };
  });
}

function reasonAgainstFilters({ correlation, about }: Rule): Message | null {
  if (correlation) {
    const names = correlation.rules.map(({ name }) => name);
    return tell('tally.correlationHasNone', { names });
  }
  return about === 'alert' ? tell('tally.aboutAlerts') : null;
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
  const own = tries.find((one) => one.value === value);
  const isOther = knee && own && levels.some((level) => knee.byLevel[level] !== own.byLevel[level]);
  return {
    field,
    comparison,
    value,
    file: place.file,
    line: place.line,
    tries,
    proposed: isOther ? knee.value : null,
  };
}

/** The number at the knee: of all findings or, if these do not depend on it, of the highest level that does. */
function kneeIn(tries: readonly ThresholdTry[]): ThresholdTry | undefined {
  const rows = [
    tries.map(({ findings }) => findings),
    ...levels.toReversed().map((level: Level) => tries.map(({ byLevel }) => byLevel[level])),
  ];
  const row = rows.find((counts) => counts.some((count) => count !== counts[0]));
  if (!row) return undefined;
  const isFalling = (row[0] as number) > (row.at(-1) as number);
  const knee = kneeOf(isFalling ? row : row.toReversed());
  if (knee === undefined) return undefined;
  return tries[isFalling ? knee : tries.length - 1 - knee];
}
