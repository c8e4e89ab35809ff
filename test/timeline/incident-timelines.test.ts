import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeEvent } from '../../src/event/decode.ts';
import type { Event } from '../../src/event/event.ts';
import type { Case } from '../../src/finding/case/case.ts';
import type { Finding } from '../../src/finding/finding.ts';
import { hunt } from '../../src/hunt.ts';
import { builtInRules, loadRules } from '../../src/input/rule-files.ts';
import type { Safe } from '../../src/report/text/escape.ts';
import { createTheme } from '../../src/report/text/theme.ts';
import { renderTimelineReport } from '../../src/report/timeline/timeline-report.ts';
import { caseRequest } from '../../src/timeline/event-request.ts';
import { listedTimeline } from '../../src/timeline/listed-timeline.ts';
import type { Timeline } from '../../src/timeline/timeline.ts';
import { drawn } from './builders.ts';

const rules = await loadRules([builtInRules()]);

/** A told incident: its log, what was found, and the timeline of its worst case. */
async function incident(slug: string) {
  const file = join(import.meta.dirname, `../../fixtures/incidents/${slug}.ndjson`);
  const log = readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => decodeEvent(JSON.parse(line)))
    .filter((one): one is Event => one.kind === 'event');
  const [findings, cases]: [Finding[], Case[]] = [[], []];
  for await (const outcome of hunt(log, rules)) {
    if (outcome.kind === 'finding') findings.push(outcome);
    if (outcome.kind === 'case') cases.push(outcome);
  }
  const [worst] = cases as [Case];
  const own = findings.filter(({ fingerprint }) => worst.findings.includes(fingerprint));
  const request = caseRequest(worst, own);
  return {
    log,
    findings,
    cases,
    worst,
    request,
    timeline: drawn(log, request, { findings, cases }),
  };
}

const by = ({ steps }: Timeline, party: string): string[] =>
  steps.filter(({ whose }) => whose.party === party).map(({ uuid }) => uuid.slice(0, 8));

describe('BeyondTrust', async () => {
  const { log, findings, cases, request, timeline } = await incident('beyondtrust-2023-10-02');

  test("tells the intruder's steps from Ruth's and from the responder's", () => {
    expect(by(timeline, 'intruder')).toEqual([
      '1d5e9474',
      '1d833acc',
      'b753f14c',
      'b8ba76b5',
      '5600a30a',
    ]);
    expect(by(timeline, 'responder')).toEqual(['737ac367', 'adaa4e42', 'e4363d4d', '7b0e31a5']);
    const ruth = timeline.steps.filter(({ actor }) => actor?.login === 'ruth.delgado@example.com');
    expect(new Set(ruth.map(({ whose }) => whose.party))).toEqual(new Set(['owner', 'intruder']));
  });

  test('names the moment of the theft, in the session that was stolen, and what changed then', () => {
    const turn = timeline.steps.find(({ uuid }) => uuid === timeline.turn);
    expect(turn?.uuid).toBe('1d5e9474-6130-11ee-8c1d-e0f8d6c33e02');
    expect(turn?.changes.map(({ what }) => what)).toEqual([
      'address',
      'country',
      'network',
      'proxy',
      'system',
      'device',
      'app',
    ]);
    const lane = timeline.lanes.find(({ id }) => id === turn?.lane);
    expect(lane?.actors).toEqual(['ruth.delgado@example.com']);
    expect(timeline.steps.filter(({ lane: own }) => own === lane?.id).length).toBeGreaterThan(8);
  });

  test("knows the intruder's addresses and machines as new, and the owner's as known", () => {
    const known = Object.fromEntries(timeline.addresses.map((one) => [one.ip, one.known]));
    expect(known).toMatchObject({
      '198.16.74.203': false,
      '198.16.74.204': false,
      '198.51.100.10': true,
      '203.0.113.10': true,
    });
    expect(timeline.machines.filter((one) => one.known === false)).toHaveLength(2);
  });

  test('has every finding of the case beside the step that decided it', () => {
    const steps = new Set(timeline.steps.map(({ uuid }) => uuid));
    expect(timeline.findings.length).toBeGreaterThanOrEqual(request.findings.length);
    for (const mark of timeline.findings) {
      const own = findings.find(({ id }) => id === mark.id);
      const isShown = log.some(({ uuid }) => uuid === own?.evidence.decisive);
      if (mark.step === null) continue;
      expect(isShown && steps.has(mark.step)).toBe(true);
      expect(timeline.steps.find(({ uuid }) => uuid === mark.step)?.findings).toContain(mark.id);
    }
    const deciding = request.findings.map(({ id }) => id);
    const marked = timeline.findings.filter(({ step }) => step !== null).map(({ id }) => id);
    expect(marked).toEqual(expect.arrayContaining(deciding));
  });

  test('is what README shows', () => {
    const page = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
    const shown = /```text\n( {2}\d\d:[\s\S]*?)```/.exec(page)?.[1]?.trimEnd().split('\n') ?? [];
    const theme = createTheme({ columns: 100, color: false, unicode: true, verbose: true });
    const printed = [...renderTimelineReport(timeline, 'session', theme)];
    const at = printed.indexOf(shown[0] as Safe);
    expect(shown.length).toBeGreaterThan(5);
    expect(printed.slice(at, at + shown.length)).toEqual(shown);
  });

  test('is folded: far fewer steps than events', () => {
    expect(timeline.steps.length * 1.5).toBeLessThan(timeline.counts.shown);
  });

  test('without the log tells of what the findings list, and accuses nobody', () => {
    const listed = listedTimeline({ request, findings, cases, limit: 1_000 });
    const uuids = new Set(
      request.findings.flatMap(({ evidence }) => evidence.events.map(({ uuid }) => uuid)),
    );
    expect(listed.from).toBe('findings');
    expect(listed.counts.shown).toBeGreaterThanOrEqual(uuids.size);
    expect(by(listed, 'intruder')).toEqual([]);
  });
});

test.each(['1password-2023-09-29', 'cloudflare-2023-10-18'])('%s has its moment', async (slug) => {
  const { timeline, worst } = await incident(slug);
  expect(timeline.turn).not.toBeNull();
  const turn = timeline.steps.find(({ uuid }) => uuid === timeline.turn);
  expect(turn && turn.published >= worst.when.firstSign).toBe(true);
  const parties = new Set(timeline.steps.map(({ whose }) => whose.party));
  expect([...parties]).toEqual(expect.arrayContaining(['owner', 'intruder']));
});
