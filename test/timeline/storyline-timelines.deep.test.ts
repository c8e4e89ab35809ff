import { describe, expect, test } from 'vitest';
import { compileRules } from '../../src/detection/compile.ts';
import { decodeEvent } from '../../src/event/decode.ts';
import type { Event } from '../../src/event/event.ts';
import type { Case } from '../../src/finding/case/case.ts';
import type { Finding } from '../../src/finding/finding.ts';
import { hunt } from '../../src/hunt.ts';
import { builtInRules, loadRules } from '../../src/input/rule-files.ts';
import { isAtLeast } from '../../src/rule/level.ts';
import { caseRequest } from '../../src/timeline/event-request.ts';
import type { TimelineStep } from '../../src/timeline/timeline.ts';
import { provenanceOf } from '../organization/cause.ts';
import { storylines } from '../organization/storyline/every.ts';
import { backgroundOf, groupsOf, tellOn } from '../organization/trial.ts';
import { drawn } from './builders.ts';

const rules = compileRules(await loadRules([builtInRules()]));
const background = backgroundOf({ seed: 5, people: 24, engine: 'identity', pace: 0.2 });

/** The steps of the timelines of all grave cases, in a log in which some storylines happen. */
async function stepsOf(group: (typeof storylines)[number][]): Promise<readonly TimelineStep[]> {
  const told = group
    .map((storyline, slot) => tellOn(background, storyline, 'attack', slot))
    .flatMap(({ records, asides }) => [...records, ...asides]);
  const log = [...background.log, ...told]
    .map((record) => decodeEvent(record))
    .filter((one): one is Event => one.kind === 'event');
  const findings: Finding[] = [];
  const cases: Case[] = [];
  for await (const outcome of hunt(log, rules)) {
    if (outcome.kind === 'finding') findings.push(outcome);
    if (outcome.kind === 'case') cases.push(outcome);
  }
  return cases
    .filter(({ severity }) => isAtLeast(severity, 'high'))
    .flatMap((one) => {
      const own = findings.filter(({ fingerprint }) => one.findings.includes(fingerprint));
      return drawn(log, caseRequest(one, own), { findings, cases }).steps;
    });
}

describe('timelines of the attacks on a simulated company', async () => {
  const steps: TimelineStep[] = [];
  for (const group of groupsOf(storylines, 4).slice(0, 2))
    steps.push(...(await stepsOf([...group])));
  const of = (party: string, kind: string): readonly TimelineStep[] =>
    steps.filter(({ uuid, whose }) => whose.party === party && provenanceOf(uuid).kind === kind);

  test('nobody is called an intruder who is none, and most intruders are', () => {
    expect(of('intruder', 'benign').map(({ uuid }) => uuid)).toEqual([]);
    expect(of('intruder', 'attack').length).toBeGreaterThan(of('unknown', 'attack').length);
  });

  test('few steps of an intruder are called the owner after the first sign', () => {
    const late = of('owner', 'attack').filter(
      ({ whose }) => !whose.because.includes('before-first-sign'),
    );
    expect(late.length * 5).toBeLessThan(of('intruder', 'attack').length);
  });
});
