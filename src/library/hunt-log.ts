import { randomInt } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Outcome } from '../engine/outcome.ts';
import type { Rejection } from '../event/event.ts';
import { isoTime } from '../event/time.ts';
import type { Case } from '../finding/case/case.ts';
import type { Finding } from '../finding/finding.ts';
import type { Summary } from '../finding/summary.ts';
import { type HuntOptions, hunt } from '../hunt.ts';
import type { ReadOptions } from '../input/events.ts';
import { createSpillFile } from '../input/file/spill-file.ts';
import { product } from '../input/package-version.ts';
import { type LoadedRules, loadRules } from '../input/rule-files.ts';
import type { LanguageTag } from '../language/language-tag.ts';
import { languages } from '../language/languages.ts';
import { rejectionsKept } from '../report/finding/json-report.ts';
import type { Report } from '../report/finding/report.ts';
import type { Tool } from '../report/finding/reporter.ts';
import { inForce } from '../rule/filters-in-force.ts';
import type { Pack } from '../rule/pack.ts';
import type { RuleSet } from '../rule/rule.ts';
import { digestOf } from '../rule/rules-digest.ts';
import { translated } from '../rule/translation.ts';
import { type Log, openLog } from './log.ts';
import { usualBudget } from './usual-budget.ts';

/** What every look into a log can be told. */
export interface LogOptions extends ReadOptions {
  /** The rules; the bundled ones if left out. */
  readonly rules?: RuleSet;
  /**
   * The moment of the run (milliseconds since 1970 UTC), at which filters may have expired; without it none
   * has. Nothing here looks at a clock.
   */
  readonly now?: number;
}

/** What a hunt can be told. */
export interface HuntLogOptions
  extends LogOptions,
    Omit<HuntOptions, 'language' | 'shouldContinue' | 'packs' | 'explain' | 'tally' | 'now'> {
  /** The language of titles and sentences; English if left out. Rules that are given bring their own translations. */
  readonly language?: LanguageTag;
  /** The host of the org whose log it is, for reports. */
  readonly org?: string;
}

/** What a hunt came to. */
export interface HuntResult extends Report {
  /** Which rules of which version found it. */
  readonly tool: Tool;
  /** What was read, and how complete the answer is. */
  readonly summary: Summary;
}

/**
 * Hunts in a log, and resolves to all that was found. Memory beyond `state.budget` (32 MB if left out) spills to a
 * temporary file, which is removed however it ends.
 *
 * An empty list of findings says that nothing was found only if `summary.doubts` is empty too. Rejects with the
 * signal's reason if it fires, with an `InputError` for a path that cannot be read, and with a `RuleError` for
 * rules that do not load.
 */
export async function huntLog(log: Log, options: HuntLogOptions = {}): Promise<HuntResult> {
  const { loaded, told, packs } = await rulesOf(options);
  const opened = openLog(log, options);
  const findings: Finding[] = [];
  const cases: Case[] = [];
  const rejections: Rejection[] = [];
  let summary: Summary | undefined;
  for await (const outcome of huntWhole(opened.events, told, { ...options, packs })) {
    if (outcome.kind === 'finding') findings.push(outcome);
    else if (outcome.kind === 'case') cases.push(outcome);
    else if (outcome.kind === 'summary') summary = outcome;
    else if (outcome.kind === 'rejection' && rejections.length < rejectionsKept) {
      rejections.push(outcome);
    }
  }
  if (!summary) throw new Error('the hunt ended without a summary');
  const inUse = options.now === undefined ? loaded : inForce(loaded, options.now);
  return {
    findings,
    cases,
    rejections,
    at: options.now === undefined ? null : isoTime(options.now),
    org: options.org ?? null,
    tool: { ...(await product()), rulesDigest: digestOf(inUse) },
    summary: { ...summary, doubts: [...summary.doubts, ...opened.doubts()] },
  };
}

/** Rules as they were loaded, and as they say what they say in the language that was asked for. */
interface ToldRules {
  readonly loaded: RuleSet;
  readonly told: RuleSet;
  /** The questions that come with them. */
  readonly packs: readonly Pack[];
}

/** The rules that were given, or the bundled ones. */
export async function rulesOf({
  rules,
  language,
}: Pick<HuntLogOptions, 'rules' | 'language'>): Promise<ToldRules> {
  const loaded = rules ?? (await loadRules(undefined, language === undefined ? {} : { language }));
  if (!isLoaded(loaded)) return { loaded, told: loaded, packs: [] };
  const told = translated(loaded);
  return { loaded, told, packs: told.packs };
}

function isLoaded(rules: RuleSet): rules is LoadedRules {
  return 'translations' in rules;
}

/** What {@link hunt} is asked for here. */
type WholeHunt = Omit<HuntOptions, 'language' | 'shouldContinue'> &
  Pick<HuntLogOptions, 'language' | 'signal'>;

/** Hunts with room on the disk, in turns that leave others theirs, until the signal fires. */
export async function* huntWhole(
  events: AsyncIterable<object>,
  rules: RuleSet,
  { language, signal, ...options }: WholeHunt,
): AsyncGenerator<Outcome> {
  const spill = createSpillFile();
  try {
    yield* hunt(events, rules, {
      ...options,
      language: languages[language ?? 'en'],
      state: { budget: usualBudget, seed: randomInt(2 ** 32), spill, ...options.state },
      shouldContinue: async () => {
        await nextTurn();
        signal?.throwIfAborted();
        return true;
      },
    });
  } finally {
    spill.close();
  }
}
