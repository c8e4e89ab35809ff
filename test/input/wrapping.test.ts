/**
 * The same events in every format that people have them in.
 *
 * `UPDATE_INPUTS=1 npx vitest run test/input/wrapping` writes `fixtures/input` anew from `events.ndjson`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { compileRules } from '../../src/detection/compile.ts';
import type { JsonObject } from '../../src/event/json.ts';
import type { Finding } from '../../src/finding/finding.ts';
import type { Summary } from '../../src/finding/summary.ts';
import { hunt } from '../../src/hunt.ts';
import { readEvents } from '../../src/input/events.ts';
import { builtInRules, loadRules } from '../../src/input/rule-files.ts';
import { sample } from '../effort.ts';
import { aFolder } from './folder.ts';
import { packed, packings, wrappings } from './wrapping.ts';

const fixture = (name: string): string => `fixtures/input/${name}`;
const parse = (text: string): readonly JsonObject[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as JsonObject);
const events = parse(readFileSync(fixture('events.ndjson'), 'utf8'));
const incident = parse(readFileSync('fixtures/incidents/beyondtrust-2023-10-02.ndjson', 'utf8'));
const bundled = await loadRules([builtInRules()]);
const rules = compileRules(bundled);

interface Judged {
  readonly findings: readonly Finding[];
  readonly summary: Summary;
}

async function judge(...paths: readonly string[]): Promise<Judged> {
  const findings: Finding[] = [];
  let summary: Summary | undefined;
  for await (const outcome of hunt(readEvents(paths), rules)) {
    if (outcome.kind === 'finding') findings.push(outcome);
    if (outcome.kind === 'summary') summary = outcome;
  }
  return { findings, summary: summary as Summary };
}

if (process.env['UPDATE_INPUTS'] === '1') {
  for (const [name, { write }] of Object.entries(wrappings))
    writeFileSync(fixture(name), write(events));
  for (const [name, { command }] of Object.entries(packings)) {
    writeFileSync(fixture(name), packed(command, readFileSync(fixture('events.ndjson'))));
  }
}

describe('the fixtures', async () => {
  const plain = await judge(fixture('events.ndjson'));

  test('hold an attack', () => {
    expect(plain.findings.map(({ rule }) => rule.name)).toContain('known-indicator-account');
  });

  test.each(sample(Object.entries(wrappings), 2))(
    '%s: is what it is made of',
    (name, { write }) => {
      expect(readFileSync(fixture(name)).equals(Buffer.from(write(events)))).toBe(true);
    },
  );

  test.each(sample(Object.entries(wrappings), 2))(
    '%s: all of it is read',
    async (name, { format }) => {
      const { summary } = await judge(fixture(name));
      expect(summary).toMatchObject({ evaluated: events.length, skipped: 0, duplicate: 0 });
      expect(summary.sources).toMatchObject([{ format }]);
    },
  );

  test.each(sample(Object.entries(packings), 2))(
    '%s: gives the same findings',
    async (name, { format }) => {
      const { findings, summary } = await judge(fixture(name));
      expect(findings).toEqual(plain.findings);
      expect(summary.sources.at(-1)).toMatchObject({ format });
      expect(summary).toMatchObject({ evaluated: events.length, skipped: 0 });
    },
  );
});

const aboutAlerts = bundled.rules.flatMap(({ name, about }) => (about === 'alert' ? name : []));

describe('an incident', { timeout: 120_000 }, async () => {
  const tried = sample(Object.entries(wrappings));
  const whole = await judge('fixtures/incidents/beyondtrust-2023-10-02.ndjson');

  test.each(tried.filter(([, { lossy }]) => !lossy))(
    'has the same findings as %s',
    async (name, { write }) => {
      const folder = await aFolder({ [name]: write(incident) });
      const { findings, summary } = await judge(`${folder}/${name}`);
      expect(summary).toMatchObject({ evaluated: incident.length, skipped: 0 });
      expect(findings).toEqual(whole.findings);
    },
  );

  test.each(tried.filter(([, { lossy }]) => lossy))(
    'as %s, which loses fields, has the same findings by the rules that can be evaluated',
    async (name, { write }) => {
      const folder = await aFolder({ [name]: write(incident) });
      const { findings, summary } = await judge(`${folder}/${name}`);
      expect(summary).toMatchObject({ evaluated: incident.length, skipped: 0 });
      const blind = new Set(
        summary.rules.filter(({ status }) => status === 'cannot-evaluate').map((rule) => rule.name),
      );
      // What rules about alerts see of the others changes with those that are blind.
      const leftOut = new Set([...blind, ...aboutAlerts]);
      const sighted = (all: readonly Finding[]) =>
        all.filter(({ rule }) => !leftOut.has(rule.name)).map(({ fingerprint }) => fingerprint);
      expect(blind.size).toBeLessThan(summary.rules.length);
      expect(sighted(findings).sort()).toEqual(sighted(whole.findings).sort());
    },
  );

  it('told in all of them at once is told once', async () => {
    const files = Object.fromEntries(
      tried.filter(([, { lossy }]) => !lossy).map(([name, { write }]) => [name, write(incident)]),
    );
    const { findings, summary } = await judge(await aFolder(files));
    expect(findings).toEqual(whole.findings);
    expect(summary).toMatchObject({ evaluated: incident.length, skipped: 0 });
  });
});
