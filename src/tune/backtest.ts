import {
  type LevelCounts,
  noCounts,
  type TalliedValue,
  type Tally,
  type TallyRequest,
  total,
} from '../engine/tally.ts';
import type { Doubt, Summary } from '../finding/summary.ts';
import type { Level } from '../rule/level.ts';
import { levels } from '../rule/level.ts';
import type { Rule, RuleSet } from '../rule/rule.ts';
import { coveredDays } from './covered-days.ts';
import { withoutFilters, withVariants } from './rule-variants.ts';
import { madeFields, tallyField } from './tally-fields.ts';

/** What to hunt with, and how to read what it gives. */
export interface TallyPlan<Result> {
  readonly rules: RuleSet;
  readonly tally: TallyRequest;
  /** Reads the tallies, by the name of their rule; undefined if the rule was not evaluated. */
  readonly resultOf: (tallies: ReadonlyMap<string, Tally>, summary: Summary) => Result | undefined;
}

/** What a rule would have found in a log, as numbers; also the document of `--format json`. */
export interface Backtest extends TestedRule {
  readonly kind: 'rule-backtest';
  readonly schemaVersion: '1.0';
  /** Every day of the log, also those without findings. */
  readonly byDay: readonly {
    /** The UTC day, as `2026-11-20`. */
    readonly day: string;
    /** Its findings, by level. */
    readonly findings: LevelCounts;
  }[];
  /** Who acted in the findings. */
  readonly actors: Toplist;
  /** On whom or what they acted. */
  readonly targets: Toplist;
  /** From where they acted. */
  readonly addresses: Toplist;
  /** What evaluating the rule took. */
  readonly cost: {
    /** Events of the log. */
    readonly events: number;
    /** Events that could match by themselves; for a correlation, the alerts of the rules it refers to. */
    readonly candidates: number;
    /** Events for which the rule holds. */
    readonly alerts: number;
    /** Events remembered for it and the rules that feed it. */
    readonly remembered: number;
  };
  /** What each of its filters took away, and all of them together. */
  readonly filters: readonly FilterEffect[];
  /** Events that it could not decide. */
  readonly undecided: {
    /** How many. */
    readonly events: number;
    /** Why, one phrase per cause. */
    readonly because: readonly string[];
  };
}

/** The head of what is said of a rule and a log. */
export interface TestedRule {
  /** The rule. */
  readonly rule: {
    /** What people type. */
    readonly name: string;
    /** Its UUID; the name if it has none. */
    readonly id: string;
    /** What it looks for. */
    readonly title: string;
    /** How bad a finding is, unless it is raised. */
    readonly level: Level;
    /** The levels that it can have, highest first. */
    readonly levels: readonly Level[];
    /** How it ended the run. */
    readonly status: 'evaluated' | 'undecided' | 'cannot-evaluate';
    /** Fields that it needs and the log lacks. */
    readonly missing: readonly string[];
  };
  /** The log. */
  readonly log: {
    /** The first event, ISO 8601 UTC; null if there is none. */
    readonly first: string | null;
    /** The last event, ISO 8601 UTC; null if there is none. */
    readonly last: string | null;
    /** The time that it covers, in days, with two decimals. */
    readonly days: number;
  };
  /** What it found. */
  readonly findings: {
    /** How many findings. */
    readonly total: number;
    /** With two decimals; null if the log covers less than a day. */
    readonly perDay: number | null;
    /** The same by level. */
    readonly byLevel: LevelCounts;
  };
  /** Why the numbers may lack something; empty if they do not. */
  readonly doubts: readonly Doubt[];
}

/** Values by the number of findings that they occur in. */
export interface Toplist {
  /** How many different values there are. */
  readonly different: number;
  /** The values in most findings, at most 20. */
  readonly top: readonly {
    /** The value. */
    readonly value: string;
    /** Findings that it occurs in. */
    readonly findings: number;
  }[];
}

/** What a filter took away. */
export interface FilterEffect {
  /** Its name; null for all filters together. */
  readonly name: string | null;
  /** Its title. */
  readonly title: string;
  /** Findings that there would be without it, beyond those that there are. */
  readonly took: number;
  /** The same for undecided events. */
  readonly tookUndecided: number;
}

/** Most values of a toplist, and most filters that are looked at one by one. */
const [longestToplist, mostFilters] = [20, 20];

/** Plans the backtest of a rule: the rule as it is, and without each of its filters. */
export function planBacktest(set: RuleSet, rule: Rule): TallyPlan<Backtest> {
  const single = rule.filters.slice(0, mostFilters).map((_, index) => (at: number) => at === index);
  const outs = rule.filters.length > 1 ? [...single, () => true] : single;
  const changes = outs.map((out) => withoutFilters(rule, out));
  const { rules, names } = withVariants(set, rule, changes);
  const paths = [madeFields.actor, madeFields.target, 'client.ipAddress'];
  const tally = { rules: new Set([rule.name, ...names]), fields: paths.map(tallyField) };
  const titleOf = (name: string): string =>
    set.filters.find((filter) => filter.name === name)?.title ?? name;
  return {
    rules,
    tally,
    resultOf(tallies, summary) {
      const own = tallies.get(rule.name);
      if (!own) return undefined;
      const head = testedRule(rule, own, summary);
      const undecidedOf = (name: string): number => outcomeOf(name, summary)?.undecided ?? 0;
      const filters = names.flatMap((variant, index): FilterEffect[] => {
        const without = tallies.get(variant);
        if (!without) return [];
        const name = index < single.length ? (rule.filters[index] as string) : null;
        return [
          {
            name,
            title: name === null ? 'all filters together' : titleOf(name),
            took: total(without.findings) - head.findings.total,
            tookUndecided: undecidedOf(variant) - undecidedOf(rule.name),
          },
        ];
      });
      const top = (path: string): Toplist => toplistOf(own.values.get(path) ?? []);
      const outcome = outcomeOf(rule.name, summary);
      const { candidates, alerts, remembered } = own;
      return {
        kind: 'rule-backtest',
        schemaVersion: '1.0',
        ...head,
        byDay: coveredDays(summary.coverage).dates.map((day) => {
          return { day, findings: own.days.get(day) ?? noCounts() };
        }),
        actors: top(madeFields.actor),
        targets: top(madeFields.target),
        addresses: top('client.ipAddress'),
        cost: { events: summary.evaluated + summary.filtered, candidates, alerts, remembered },
        filters,
        undecided: { events: outcome?.undecided ?? 0, because: outcome?.because ?? [] },
      };
    },
  };
}

function toplistOf(values: readonly TalliedValue[]): Toplist {
  const top = values.filter(({ text }) => text !== '');
  return {
    different: top.length,
    top: top.slice(0, longestToplist).map(({ text, findings }) => ({ value: text, findings })),
  };
}

/** How the run ended for a rule. */
export function outcomeOf(name: string, { rules }: Summary): Summary['rules'][number] | undefined {
  return rules.find((outcome) => outcome.name === name);
}

/** The head of what is said of a rule. */
export function testedRule(rule: Rule, tally: Tally, summary: Summary): TestedRule {
  const { coverage, doubts } = summary;
  const { length } = coveredDays(coverage);
  const outcome = outcomeOf(rule.name, summary);
  const findings = total(tally.findings);
  const reachable = new Set([rule.level, ...rule.raises.map(({ level }) => level)]);
  return {
    rule: {
      name: rule.name,
      id: rule.id,
      title: rule.title,
      level: rule.level,
      levels: levels.filter((level) => reachable.has(level)).reverse(),
      status: outcome?.status ?? 'evaluated',
      missing: outcome?.missing ?? [],
    },
    log: { first: coverage.first, last: coverage.last, days: twoDecimals(length) },
    findings: { total: findings, perDay: perDay(findings, length), byLevel: tally.findings },
    doubts,
  };
}

/** Findings a day, with two decimals; null if the log covers less than a day. */
export function perDay(findings: number, days: number): number | null {
  return days < 1 ? null : twoDecimals(findings / days);
}

function twoDecimals(number: number): number {
  return Math.round(number * 100) / 100;
}
