import { causesOf } from '../context/causes.ts';
import { type Judged, noKey } from '../context/judge.ts';
import type { Row } from '../context/memory.ts';
import type { Members } from '../context/neighbours.ts';
import type { Trial } from '../context/trial.ts';
import { createView, type Past, type View } from '../context/view.ts';
import { yes } from '../detection/truth.ts';
import type { Event } from '../event/event.ts';
import type { Window } from '../rule/window.ts';
import type { Account } from './account.ts';
import { gatherAlerts } from './alerts.ts';
import { buildFinding } from './build.ts';
import type { Finding } from './finding.ts';
import type { RuleOutcome } from './summary.ts';
import { accountFor } from './why.ts';

/** What a rule is concluded with. */
export interface Closing {
  readonly past: Past;
  /** All trials; those that this one's windows refer to are concluded already. */
  readonly trials: readonly Trial[];
  /** Whether an event of a time may alert; others are context only. */
  readonly isAsked: (time: number) => boolean;
  /** The most findings to keep. */
  readonly limit: number;
  /** Fields that the rule asks for and no event of the log can have. */
  readonly missing: readonly string[];
  /** An event of which somebody wants to know what became of it. */
  readonly asked?: AskedEvent | undefined;
}

/** One event that was kept whole, and who wants to know about it. */
export interface AskedEvent {
  readonly event: Event;
  readonly row: Row;
  readonly answer: (account: Account) => void;
}

export interface Conclusion {
  readonly findings: readonly Finding[];
  readonly outcome: RuleOutcome;
  /** Findings let go because there were more than the limit. */
  readonly dropped: number;
}

/** Judges all that a rule has gathered, once the log has ended. */
export function concludeTrial(trial: Trial, closing: Closing): Conclusion {
  const { rule } = trial;
  const { past, trials, isAsked, limit, missing, asked } = closing;
  const { memory, timeline, lists } = past;
  const views = new Map(
    rule.windows.map((window) => [
      window.name,
      createView(window, membersOf(window, trials, memory.size), past),
    ]),
  );
  const alerts = gatherAlerts(rule, memory, limit);
  const causes = new Set<string>();
  let undecided = 0;
  let askedFor: Judged | undefined;
  for (const judged of trial.conclude(views, timeline.ranks)) {
    if (judged.row === asked?.row) askedFor = judged;
    if (!rule.generate || !isAsked(memory.time(judged.row))) continue;
    if (judged.truths[0] === yes) {
      alerts.add(judged);
    } else {
      undecided++;
      for (const cause of causesOf(judged, views)) causes.add(cause);
    }
  }
  const ground = { rule, memory, views: views as ReadonlyMap<string, View>, lists };
  const groups = alerts.groups();
  for (const [window, view] of views) {
    view.prepare(groups.flatMap(({ worst }) => caseOf(worst, window)));
  }
  const findings = groups.map((group) => buildFinding(group, ground));
  if (asked) {
    const index = groups.findIndex(({ rows }) => rows.includes(asked.row));
    const together = groups[index]?.rows.length ?? 0;
    const witness = { ...ground, ...asked, judged: askedFor, finding: findings[index], together };
    asked.answer(accountFor(witness));
  }
  const { name, title, level } = rule;
  const status = missing.length > 0 ? 'cannot-evaluate' : undecided > 0 ? 'undecided' : 'evaluated';
  return {
    findings,
    dropped: alerts.dropped,
    outcome: {
      name,
      title,
      level,
      status,
      findings: findings.length,
      undecided,
      because: [...causes].sort(),
      missing,
    },
  };
}

/** An event as a window will be asked about it; none if it lacks the window's key. */
function caseOf({ keys, row }: Judged, window: string): readonly { key: number; row: number }[] {
  const key = keys.get(window);
  return key === undefined || key === noKey ? [] : [{ key, row }];
}

function membersOf(window: Window, trials: readonly Trial[], size: number): Members {
  if (window.list !== undefined) return { sure: [], doubtful: [] };
  if (window.rules.length === 0) return { sure: Array(size).keys(), doubtful: [] };
  const feeding = trials.filter(({ rule }) =>
    window.rules.some((name) => name === rule.name || name === rule.id),
  );
  const members = feeding.map((trial) => trial.members);
  return {
    sure: inTurn(members.map(({ sure }) => sure)),
    doubtful: inTurn(members.map(({ doubtful }) => doubtful)),
  };
}

function* inTurn(parts: readonly Iterable<number>[]): Generator<number> {
  for (const part of parts) yield* part;
}
