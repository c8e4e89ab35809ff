import { describe, expect, test } from 'vitest';
import { parseRules, RuleError } from '../../src/index.ts';
import { effort, sample } from '../effort.ts';
import { type Alone, type Case, files, type Log, type Refusal, readCases } from './case.ts';
import { complete, eventsOf, expectedOf, judge, shuffled } from './judge.ts';

for (const file of files) {
  const cases = readCases(file);

  describe(file, () => {
    test('names every case once', () => {
      expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
    });

    for (const given of sample(cases, 2)) test(given.name, () => check(given));
  });
}

async function check(given: Case): Promise<void> {
  if ('refused' in given) checkRefusal(given);
  else if ('alerts' in given) await checkLog(given);
  else await checkAlone(given);
}

async function checkAlone(given: Alone): Promise<void> {
  const found: boolean[] = [];
  for (const event of given.events) {
    const { alerts, undecided } = await judge(given, [complete(event)]);
    expect(undecided).toEqual([]);
    found.push(alerts.length > 0);
  }
  expect(found).toEqual(given.expected);
}

async function checkLog(given: Log): Promise<void> {
  const events = eventsOf(given);
  expect(await judge(given, events)).toEqual(expectedOf(given));
  for (let seed = 1; seed <= effort(3, 1); seed++) {
    expect(await judge(given, shuffled(events, seed)), `shuffled, ${seed}`).toEqual(
      expectedOf(given),
    );
  }
}

function checkRefusal({ rule, lists = {}, refused }: Refusal): void {
  let problems: RuleError['problems'] = [];
  try {
    parseRules(rule, 'case.yml', new Map(Object.entries(lists)));
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    problems = error.problems;
  }
  const { line, column, says } = refused;
  const fitting = problems.filter(
    (problem) =>
      (line === undefined || problem.line === line) &&
      (column === undefined || problem.column === column) &&
      says.every((part) => problem.message.toLowerCase().includes(part.toLowerCase())),
  );
  expect(fitting, `among ${JSON.stringify(problems)}`).not.toEqual([]);
}
