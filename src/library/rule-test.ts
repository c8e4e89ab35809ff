import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { compileRules } from '../detection/compile.ts';
import { createClosestEvent } from '../engine/closest-event.ts';
import type { Rejection } from '../event/event.ts';
import { causeTold } from '../explain/cause-message.ts';
import type { Finding } from '../finding/finding.ts';
import type { Summary } from '../finding/summary.ts';
import { hunt } from '../hunt.ts';
import { readEvents } from '../input/events.ts';
import { type Message, tell } from '../language/message.ts';
import type { FixtureResult, RuleTestResult } from '../report/rule/test-results.ts';
import { levels } from '../rule/level.ts';
import { linkRules } from '../rule/link.ts';
import { onlyReporting } from '../rule/only-reporting.ts';
import type { Rule, RuleSet } from '../rule/rule.ts';
import { type ChosenRules, chooseRules, type RuleCheckOptions } from './rule-check.ts';

/** What testing rules can be told. */
export interface RuleTestOptions extends RuleCheckOptions {
  /** The folder with a folder of fixtures for each rule; unless given, fixtures lie beside the rules. */
  readonly fixtures?: string | undefined;
  /** The encoding of the fixtures, a label of `TextDecoder`; UTF-8 unless given. */
  readonly encoding?: string | undefined;
  /** When it fires, it rejects with its reason. */
  readonly signal?: AbortSignal;
}

/**
 * Runs the rules at paths, by default the bundled ones, on their fixtures: logs in which a rule must fire
 * (`hit-*.ndjson`) or stay quiet (`miss-*.ndjson`). Rejects with a `RuleError` if the rules do not load, and with
 * an `InputError` for a path that cannot be read.
 */
export async function testRules(
  paths: readonly string[] = [],
  options: RuleTestOptions = {},
): Promise<readonly RuleTestResult[]> {
  const chosen = await chooseRules(paths, options.lists);
  const set = linkRules([...chosen.beside, ...chosen.files], chosen.lists);
  return testChosen(ownRules(chosen, set), set, { ...options, paths });
}

/** Of a set those rules that were chosen, in order of name. */
export function ownRules({ files }: ChosenRules, set: RuleSet): readonly Rule[] {
  const own = new Set(files.map(({ file }) => file));
  return set.rules.filter(({ place }) => own.has(place.file)).sort(byName);
}

/** Runs rules of a set on their fixtures. */
export async function testChosen(
  rules: readonly Rule[],
  set: RuleSet,
  options: Invocation & Pick<RuleTestOptions, 'fixtures' | 'signal'>,
): Promise<readonly RuleTestResult[]> {
  const results: RuleTestResult[] = [];
  for (const rule of rules) {
    const sought = foldersOf(rule, options.fixtures);
    const samples = await samplesIn(sought);
    const tested: FixtureResult[] = [];
    for (const file of samples) {
      options.signal?.throwIfAborted();
      tested.push(await testRule(rule, file, set, options));
    }
    // What only feeds others is tested by their fixtures.
    if (samples.length === 0 && !rule.generate && isFedOnPurpose(rule, set.rules)) continue;
    results.push({ rule: rule.name, file: rule.place.file, samples: tested, sought });
  }
  return results;
}

/** Whether a silent rule is so by its own word, or by that of its own file; elsewhere it may be unawares. */
function isFedOnPurpose({ silencedBy, place }: Rule, rules: readonly Rule[]): boolean {
  return rules.every(
    (other) => !silencedBy.includes(other.name) || other.place.file === place.file,
  );
}

function byName(a: Rule, b: Rule): number {
  return a.name < b.name ? -1 : 1;
}

/** How far above a rule's file its fixtures may be: `rules/<area>/x.yml` beside `fixtures/`. */
const levelsAbove = 3;

/** Where the fixtures of a rule may be; the first folder that has any counts. */
function foldersOf({ name, place }: Rule, fixtures: string | undefined): readonly string[] {
  if (fixtures !== undefined) return [join(fixtures, name)];
  const beside = dirname(place.file);
  const above = Array.from({ length: levelsAbove }, (_, up) =>
    join(beside, ...Array<string>(up).fill('..'), 'fixtures', 'rules', name),
  );
  return [join(beside, name), join(beside, 'tests', name), ...above];
}

const sampleName = /^(hit|miss)(?![a-z0-9]).*\.(ndjson|jsonl|json)(\.gz)?$/i;

async function samplesIn(folders: readonly string[]): Promise<readonly string[]> {
  for (const folder of folders) {
    const names = await readdir(folder).catch((): string[] => []);
    const found = names.filter((name) => sampleName.test(name)).sort();
    if (found.length > 0) return found.map((name) => join(folder, name));
  }
  return [];
}

interface Hunted {
  readonly findings: readonly Finding[];
  readonly rejections: readonly Rejection[];
  readonly summary: Summary | undefined;
  /** The uuid of the event that the rule comes closest to; of a rule about alerts, the latest. */
  readonly closest: string | undefined;
}

/** How the rules were named, as far as it matters for one fixture. */
interface Invocation {
  readonly paths: readonly string[];
  readonly encoding?: string | undefined;
}

async function testRule(
  rule: Rule,
  file: string,
  rules: RuleSet,
  invocation: Invocation,
): Promise<FixtureResult> {
  const name = basename(file);
  const [kind = '', second = ''] = name.replace(/\..*$/, '').toLowerCase().split('-');
  const level = levels.find((candidate) => candidate === second) ?? null;
  const expected = { hit: kind === 'hit', level: kind === 'hit' ? level : null };
  const hunted = await huntIn(file, rule, rules, invocation);
  const flaws = flawsOf(hunted, expected);
  const match = hunted.findings[0]?.evidence.events.find(({ role }) => role === 'match')?.uuid;
  const event = match ?? hunted.closest;
  const hint =
    flaws.length > 0 && event !== undefined ? hintFor(rule, file, event, invocation) : null;
  return { file, name, expected, passed: flaws.length === 0, flaws, hint };
}

async function huntIn(
  file: string,
  { name }: Rule,
  rules: RuleSet,
  { encoding }: Invocation,
): Promise<Hunted> {
  const compiled = compileRules(onlyReporting(rules, name));
  const closest = createClosestEvent(compiled, name);
  const findings: Finding[] = [];
  const rejections: Rejection[] = [];
  let summary: Summary | undefined;
  const watched = async function* () {
    for await (const item of readEvents([file], encoding === undefined ? {} : { encoding })) {
      if (item.kind === 'event') closest.see(item);
      yield item;
    }
  };
  for await (const outcome of hunt(watched(), compiled)) {
    if (outcome.kind === 'finding') findings.push(outcome);
    else if (outcome.kind === 'rejection') rejections.push(outcome);
    else if (outcome.kind === 'summary') summary = outcome;
  }
  return { findings, rejections, summary, closest: closest.uuid };
}

/** The differences from what was expected, one clause each. */
function flawsOf(
  { findings, rejections, summary }: Hunted,
  { hit, level }: FixtureResult['expected'],
): readonly Message[] {
  const unread = rejections.map(({ origin, message, told: why = message }) => {
    return origin?.line === undefined
      ? tell('ruleTest.recordNotEvent', { why })
      : tell('ruleTest.notEvent', { line: String(origin.line), why });
  });
  if ((summary?.evaluated ?? 0) === 0) return [...unread, tell('ruleTest.noEvent')];
  const [worst] = findings;
  const found = findings.map(({ severity, title }) =>
    tell('ruleTest.found', { title, level: tell(`level.${severity}`) }),
  );
  if (!hit) return worst ? [...unread, tell('ruleTest.wantedNone', { found })] : unread;
  if (!worst) return [...unread, tell('ruleTest.wantedOne'), ...limitsIn(summary)];
  if (level === null || worst.severity === level) return unread;
  return [...unread, tell('ruleTest.wantedLevel', { level: tell(`level.${level}`), found })];
}

/** Why a rule may have been unable to find anything. */
function limitsIn(summary: Summary | undefined): readonly Message[] {
  return (summary?.rules ?? []).flatMap(({ undecided, because, missing }) => [
    ...(undecided > 0
      ? [tell('ruleTest.undecided', { count: undecided, because: because.map(causeOf) })]
      : []),
    ...(missing.length > 0 ? [tell('ruleTest.lacks', { fields: missing })] : []),
  ]);
}

/** A fixture has few events, so that mostly a gap keeps it from covering a window of days. */
function causeOf(reason: string): Message {
  const cause = causeTold(reason);
  return /^needs [\d.]+ d of (earlier|later) log$/.test(reason)
    ? tell('ruleTest.causeWithoutGap', { cause })
    : cause;
}

/** Words that need no quoting in a shell. */
const plainWord = /^[\w./:@%+=-]+$/;

/** A command to paste for more detail; null if a word in it would need quoting. */
function hintFor(
  { name }: Rule,
  file: string,
  event: string,
  { paths, encoding }: Invocation,
): string | null {
  const words = [name, file, event, ...paths];
  if (!words.every((word) => plainWord.test(word))) return null;
  const rules = paths.map((path) => `--rules ${path} `).join('');
  const option = encoding === undefined ? '' : `--encoding ${encoding} `;
  return `oktahunt rules why ${name} ${rules}${option}--event ${event} ${file}`;
}
