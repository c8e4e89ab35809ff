import { type Message, tell, toldIn, toldInEnglish } from '../../language/message.ts';
import type { Level } from '../../rule/level.ts';
import { type Safe, safe } from '../text/escape.ts';
import { jsonText } from '../text/json-text.ts';
import type { Theme } from '../text/theme.ts';
import { indented, wrap } from '../text/wrap.ts';
import { type JunitCase, type JunitSuite, renderJunit } from './junit.ts';

/** A log that a rule was tested on, and the result. */
export interface FixtureResult {
  /** The path of the log. */
  readonly file: string;
  /** Its file name. */
  readonly name: string;
  /** Whether the rule must find something, and how bad that must be. */
  readonly expected: {
    /** Whether the rule must find something. */
    readonly hit: boolean;
    /** The level that the finding must have; null if any will do. */
    readonly level: Level | null;
  };
  /** Whether it came out as expected. */
  readonly passed: boolean;
  /** What was expected and what came instead, one clause each; empty if it passed. */
  readonly flaws: readonly Message[];
  /** A command that explains it; null if there is none that could be typed as it is. */
  readonly hint: string | null;
}

/** A rule and the logs it was tested on. */
export interface RuleTestResult {
  /** The name of the rule. */
  readonly rule: string;
  /** The file of the rule. */
  readonly file: string;
  /** The logs it was tested on, by name. */
  readonly samples: readonly FixtureResult[];
  /** Folders that were searched for logs; named if none was found. */
  readonly sought: readonly string[];
}

/** The results of all rules. */
export interface TestResults {
  readonly rules: readonly RuleTestResult[];
  /** Whether a rule without logs counts as a failure. */
  readonly strict: boolean;
}

/** How many logs and rules there are of each kind. */
export interface TestCounts {
  readonly samples: number;
  readonly failed: number;
  readonly untested: number;
}

export function countTests({ rules }: TestResults): TestCounts {
  const samples = rules.flatMap((rule) => rule.samples);
  return {
    samples: samples.length,
    failed: samples.filter(({ passed }) => !passed).length,
    untested: rules.filter((rule) => rule.samples.length === 0).length,
  };
}

/** Writes test results, in every format of `rules test`. */
export const testFormats = {
  text: renderText,
  json: renderJson,
  junit: (results) => renderJunit('oktahunt rules', suitesOf(results)),
} as const satisfies Record<string, (results: TestResults, theme: Theme) => string>;

function renderText(results: TestResults, theme: Theme): string {
  const lines = [
    ...results.rules.flatMap((rule) => ruleLines(rule, theme)),
    safe``,
    sums(results, theme),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function ruleLines({ rule, samples, sought }: RuleTestResult, theme: Theme): readonly Safe[] {
  const name = theme.strong(theme.show(rule, { max: 100 }));
  if (samples.length === 0) {
    const message = theme.show(toldIn(theme.language, noFixtures(sought)), { max: 1_000 });
    return [name, ...indented(wrap(safe`! ${message}`, theme.prose - 2, 2), 2)];
  }
  return [name, ...samples.flatMap((sample) => sampleLines(sample, theme))];
}

function sampleLines({ name, passed, flaws, hint }: FixtureResult, theme: Theme): readonly Safe[] {
  const sign = passed ? theme.glyphs.success : theme.glyphs.failure;
  const details = flaws.flatMap((flaw) =>
    wrap(theme.show(toldIn(theme.language, flaw), { max: 1_000 }), theme.prose - 6, 2),
  );
  // A command stays on one line, or it could not be pasted.
  if (hint !== null) details.push(theme.say('ruleTest.why', { command: theme.show(hint) }));
  return [safe`  ${sign} ${theme.show(name, { max: 120 })}`, ...indented(details, 6)];
}

function noFixtures(sought: readonly string[]): Message {
  return tell('ruleTest.noFixtures', { folders: sought });
}

function sums(results: TestResults, theme: Theme): Safe {
  const { samples, failed, untested } = countTests(results);
  const missing = untested === 0 ? safe`` : theme.say('ruleTest.untested', { count: untested });
  return theme.say('ruleTest.sums', {
    logs: samples,
    rules: results.rules.length,
    passed: samples - failed,
    failed,
    missing,
  });
}

function renderJson(results: TestResults): string {
  const head = { kind: 'rules-test', schemaVersion: '1.0', ...countTests(results) };
  return `${jsonText({ ...head, rules: results.rules.map(inEnglish) }, 2)}\n`;
}

/** A result as programs read it. */
function inEnglish({ samples, ...rule }: RuleTestResult): object {
  const told = samples.map(({ flaws, hint, ...sample }) => ({
    ...sample,
    flaws: flaws.map(toldInEnglish),
    hint: hint === null ? null : why(hint),
  }));
  const { sought, ...head } = rule;
  return { ...head, samples: told, sought };
}

function why(command: string): string {
  return toldInEnglish(tell('ruleTest.why', { command }));
}

function suitesOf({ rules, strict }: TestResults): readonly JunitSuite[] {
  return rules.map(({ rule, samples, sought }) => {
    if (samples.length > 0) return { name: rule, cases: samples.map(caseOf) };
    const message = toldInEnglish(noFixtures(sought));
    const verdict = strict ? { failure: { message, lines: [] } } : { skipped: message };
    return { name: rule, cases: [{ name: 'fixtures', ...verdict }] };
  });
}

function caseOf({ name, flaws, hint, passed, file }: FixtureResult): JunitCase {
  if (passed) return { name };
  const told = flaws.map(toldInEnglish);
  const lines = [...told, file, ...(hint === null ? [] : [why(hint)])];
  return { name, failure: { message: told[0] ?? 'failed', lines } };
}
