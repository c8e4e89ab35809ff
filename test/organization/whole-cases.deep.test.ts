import { describe, expect, test } from 'vitest';
import { compileRules } from '../../src/detection/compile.ts';
import type { Case } from '../../src/finding/case/case.ts';
import type { Finding } from '../../src/finding/finding.ts';
import { hunt } from '../../src/hunt.ts';
import { builtInRules, loadRules } from '../../src/input/rule-files.ts';
import { isAtLeast } from '../../src/rule/level.ts';
import { provenanceOf } from './cause.ts';
import { storylines } from './storyline/every.ts';
import { backgroundOf, groupsOf, type Telling, tellOn } from './trial.ts';

const rules = compileRules(await loadRules([builtInRules()]));
const background = backgroundOf({ seed: 5, people: 150, engine: 'identity', pace: 0.2 });

/** Storylines that end up in more cases than one: nothing rare in the log ties their parts. */
const split = ['S15', 'S09'];

interface Hunted {
  readonly tellings: readonly Telling[];
  /** Of each case of weight, the storylines that decided its findings. */
  readonly stories: readonly ReadonlySet<string>[];
}

async function huntIn(group: (typeof storylines)[number][]): Promise<Hunted> {
  const tellings = group.map((storyline, slot) => tellOn(background, storyline, 'attack', slot));
  const told = tellings.flatMap(({ records, asides }) => [...records, ...asides]);
  const findings = new Map<string, Finding>();
  const cases: Case[] = [];
  for await (const outcome of hunt([...background.log, ...told], rules)) {
    if (outcome.kind === 'finding') findings.set(outcome.fingerprint, outcome);
    if (outcome.kind === 'case') cases.push(outcome);
  }
  const grave = cases.filter(({ severity }) => isAtLeast(severity, 'medium'));
  const stories = grave.map(
    (one) => new Set(one.findings.flatMap((id) => storyOf(findings.get(id) as Finding))),
  );
  return { tellings, stories };
}

/** The storyline that a finding of weight comes from. */
function storyOf({ severity, evidence }: Finding): readonly string[] {
  if (!isAtLeast(severity, 'medium')) return [];
  const from = provenanceOf(evidence.decisive);
  return from.kind === 'attack' ? [storylines[from.story]?.id as string] : [];
}

function shareSomebody(a: Telling, b: Telling): boolean {
  return [...a.involved].some((who) => b.involved.has(who));
}

describe('cases of a company in which every attack is made', async () => {
  const hunted: Hunted[] = [];
  for (const group of groupsOf(storylines, 4)) hunted.push(await huntIn([...group]));

  test('an attack is one case', () => {
    const counts = hunted.flatMap(({ tellings, stories }) =>
      tellings.map(({ storyline: { id } }) => ({
        id,
        cases: stories.filter((found) => found.has(id)).length,
      })),
    );
    expect(counts.filter(({ cases }) => cases > 1).map(({ id }) => id)).toEqual(split);
    expect(counts.filter(({ cases }) => cases === 0).map(({ id }) => id)).toEqual(['S12b']);
  });

  test('two attacks are never one case, unless they have people in common', () => {
    const mixed = hunted.flatMap(({ tellings, stories }) =>
      stories.flatMap((found) => {
        const inIt = tellings.filter(({ storyline }) => found.has(storyline.id));
        return inIt.every((one) =>
          inIt.some((other) => inIt.length === 1 || (other !== one && shareSomebody(one, other))),
        )
          ? []
          : [[...found].join()];
      }),
    );
    expect(mixed).toEqual([]);
  });
});
