import { expect } from 'vitest';
import { type Diagnostic, parseRules, RuleError } from '../../src/index.ts';

/** A rule of one selection, which stands on line 4, and a condition, on line 5. */
export const detecting = (selection: string, condition = 'sel'): string =>
  `title: T\nlogsource: {product: okta, service: okta}\ndetection:\n  sel: ${selection}\n  condition: ${condition}\n`;

/** A rule without a fault; it wants events of the type `a`. */
export const good = detecting('{eventType: a}');

/** A rule with a window of some keys, which stands on line 2. */
export const window = (keys: string): string =>
  `context:\n  w: {${keys}, fields: {n: {count: true}}}\n${detecting('{w.n: 0}')}`;

/** A count over the rule `base` with some keys in place of the usual ones; they begin on line 3. */
export const correlation = (keys: Readonly<Record<string, string>>): string => {
  const all = { type: 'event_count', rules: '[base]', timespan: '10m', condition: '{gte: 2}' };
  const lines = Object.entries({ ...all, ...keys }).map(([key, value]) => `  ${key}: ${value}\n`);
  return `title: C\ncorrelation:\n${lines.join('')}---\nname: base\n${good}`;
};

/** What is wrong with what is loaded; nothing, if it loads. */
export function problemsOf(load: () => unknown): readonly Diagnostic[] {
  try {
    load();
  } catch (error) {
    if (error instanceof RuleError) return error.problems;
    throw error;
  }
  return [];
}

/** The text is refused at a line, with a message that holds the parts. */
export function expectRefusal(text: string, line: number | undefined, ...parts: string[]): void {
  const problems = problemsOf(() => parseRules(text, 'r.yml'));
  const fitting = problems.filter(
    (problem) =>
      (line === undefined || problem.line === line) &&
      parts.every((part) => problem.message.includes(part)),
  );
  expect(fitting, `among ${JSON.stringify(problems).slice(0, 500)}`).not.toEqual([]);
}
