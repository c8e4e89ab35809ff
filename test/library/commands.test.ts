/** What a program is told by the library is what the commands print. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import {
  backtest,
  checkRules,
  explainEvent,
  huntLog,
  loadRules,
  parseReport,
  type Report,
  type ReportFormatName,
  type RuleSet,
  rankLog,
  renderRanking,
  renderReport,
  renderStory,
  renderTimeline,
  renderWhy,
  storyOf,
  surveyLog,
  testRules,
  timelineOf,
  tune,
} from '../../src/index.ts';
import { aWorld } from '../cli/world.ts';

const root = join(import.meta.dirname, '..', '..');
const incident = 'fixtures/incidents/beyondtrust-2023-10-02.ndjson';
const related = 'fixtures/commands/related/log.ndjson';
const own = 'fixtures/commands/related';
const onlyOwn = ['--no-builtin-rules', '--rules', own];
const begun = '2023-10-20T12:00:00.000Z';
const now = Date.parse(begun);

/** What a command prints; the folder of the run is that of the package. */
async function printed(...argv: readonly string[]): Promise<string> {
  const world = aWorld({ cwd: root, now: () => now });
  await main(argv, world);
  return world.out();
}

let hunted: Promise<Report> | undefined;
/** The incident, hunted once with the bundled rules. */
const found = (): Promise<Report> => {
  hunted ??= huntLog([incident], { now });
  return hunted;
};

const ownRules = (): Promise<RuleSet> => loadRules([own]);

describe('the library says what is printed by', () => {
  test.each<ReportFormatName>(['json', 'html', 'csv'])(
    'scan --format %s',
    { timeout: 120_000 },
    async (format) => {
      const text = await printed('scan', incident, '--details', '--format', format);
      const known = { ...(await found()), at: begun };
      // Where memory goes differs from run to run, and what is typed next is for the command line.
      const plain = (one: string): string => one.replace(/"peakBytes": \d+/, '"peakBytes": 0');
      expect(plain(renderReport(known, format))).toBe(plain(text));
    },
  );

  test('rules why', async () => {
    const [first = ''] = readFileSync(join(root, related), 'utf8').split('\n');
    const event = (JSON.parse(first) as { uuid: string }).uuid;
    const rules = await ownRules();
    const rule = rules.rules[0]?.name ?? '';
    const why = ['rules', 'why', rule, '--event', event, related, ...onlyOwn];
    const { explanation } = await explainEvent([related], { rules, rule, event, now });
    expect(explanation).toBeDefined();
    const text = await printed(...why, '--format', 'json');
    expect(explanation).toMatchObject(JSON.parse(text) as object);
    expect(renderWhy(explanation as NonNullable<typeof explanation>)).toBe(await printed(...why));
  });

  test('rules check', async () => {
    const paths = ['fixtures/commands/flawed'];
    const text = await printed('rules', 'check', ...paths, '--format', 'json');
    const { remarks } = JSON.parse(text) as { remarks: readonly object[] };
    const check = await checkRules(paths);
    expect(check.remarks.length).toBeGreaterThan(3);
    expect(remarks).toMatchObject(
      check.remarks.map(({ code, line, message }) => ({ code, line, message })),
    );
  });

  test('rules test', async () => {
    const paths = ['fixtures/commands/tried'];
    const text = await printed('rules', 'test', ...paths, '--format', 'json');
    const { rules } = JSON.parse(text) as { rules: readonly object[] };
    const results = await testRules(paths);
    expect(results.length).toBeGreaterThan(1);
    expect(JSON.stringify(rules)).toContain(JSON.stringify(results[0]?.samples[0]?.name));
    expect(rules.map((one) => (one as { rule: string }).rule)).toEqual(
      results.map(({ rule }) => rule),
    );
  });

  test('rules backtest and rules tune', async () => {
    const rules = await ownRules();
    const rule = rules.rules.find(({ generate }) => generate)?.name ?? '';
    const asked = [rule, related, ...onlyOwn, '--format', 'json'];
    const plain = (one: unknown) => JSON.parse(JSON.stringify(one));
    expect(plain(await backtest([related], { rules, rule }))).toMatchObject(
      JSON.parse(await printed('rules', 'backtest', ...asked)),
    );
    expect(plain(await tune([related], { rules, rule }))).toMatchObject(
      JSON.parse(await printed('rules', 'tune', ...asked)),
    );
  });

  test('rules coverage', async () => {
    const text = await printed('rules', 'coverage', related, ...onlyOwn, '--format', 'json');
    const survey = await surveyLog([related], { rules: await ownRules() });
    expect(survey.feeds.length).toBeGreaterThan(1);
    for (const { rule, status } of survey.feeds) {
      expect(text).toContain(`"rule": "${rule}"`);
      expect(text).toContain(`"status": "${status}"`);
    }
  });

  test('anomalies', async () => {
    const ranking = await rankLog([incident], { top: 5 });
    for (const format of ['json', 'table'] as const) {
      const text = await printed('anomalies', incident, '--top', '5', '--format', format);
      expect(renderRanking(ranking, format, { verbose: false })).toBe(text);
    }
  });

  test('show and timeline', { timeout: 120_000 }, async () => {
    const report = await found();
    const [one] = report.cases;
    const id = one?.id ?? '';
    const story = await storyOf(report, [id], { log: [incident], limit: 200 });
    expect(renderStory(story, 'json')).toBe(
      await printed('show', id, incident, '--format', 'json'),
    );
    const timeline = await timelineOf(report, { cases: [id] }, { log: [incident] });
    expect(renderTimeline(timeline, 'json')).toBe(
      await printed('timeline', incident, '--case', id, '--format', 'json'),
    );
    // Without the log, what findings list is told.
    expect((await timelineOf(report, { cases: [id] })).from).toBe('findings');
  });

  test('convert', async () => {
    const saved = parseReport(renderReport(await found(), 'json'), 'findings.json');
    expect(renderReport(saved, 'stix')).toBe(renderReport(await found(), 'stix'));
  });
});
