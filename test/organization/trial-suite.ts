import { beforeAll, describe, expect, test } from 'vitest';
import { compileRules } from '../../src/detection/compile.ts';
import { builtInRules, loadRules } from '../../src/input/rule-files.ts';
import { isUpdate, knownFaults, type Missing, writeFaults } from './missing.ts';
import type { OrganizationOptions } from './organization.ts';
import { storylines } from './storyline/every.ts';
import { backgroundOf, claimantsOf, groupsOf, silentIdeas, tryOut, type Verdict } from './trial.ts';

const ruleSet = await loadRules([builtInRules()]);
const rules = compileRules(ruleSet);

/** All storylines as attacks in so many logs, and their twins in others: what is found is held against `missing.json`. */
export function describeTrial(
  name: string,
  options: OrganizationOptions,
  logs: { readonly attacks: number; readonly twins: number },
): void {
  describe(name, () => {
    let attacks: readonly Verdict[] = [];
    let twins: readonly Verdict[] = [];
    beforeAll(async () => {
      const background = backgroundOf(options);
      for (const group of groupsOf(storylines, logs.attacks)) {
        attacks = [...attacks, ...(await tryOut(background, group, 'attack', rules))];
      }
      for (const group of groupsOf(storylines, logs.twins)) {
        twins = [...twins, ...(await tryOut(background, group, 'twin', rules))];
      }
      if (isUpdate) writeFaults('storylines', name, missingOf(attacks, twins));
    }, 600_000);

    test('all are told', () => {
      const ids = storylines.map(({ id }) => id);
      expect(attacks.map(idOf).sort()).toEqual(ids);
      expect(twins.map(idOf).sort()).toEqual(ids);
      expect(attacks.filter(({ telling }) => telling.records.length === 0)).toEqual([]);
    });

    test('storylines are found but for those that are known not to be', () => {
      const known = knownFaults().storylines[name];
      expect(missingOf(attacks, twins).unfound).toEqual(known?.unfound);
    });

    test('ideas that rules claim fire in the storylines that show them', () => {
      const known = knownFaults().storylines[name];
      expect(missingOf(attacks, twins).silent).toEqual(known?.silent);
    });

    test('nothing above low is said of the twins', () => {
      const known = knownFaults().storylines[name];
      expect(missingOf(attacks, twins).loud).toEqual(known?.loud);
    });
  });
}

const idOf = ({ telling }: Verdict): string => telling.storyline.id;

function missingOf(attacks: readonly Verdict[], twins: readonly Verdict[]): Missing {
  const claimants = claimantsOf(ruleSet.rules);
  const listed = (
    verdicts: readonly Verdict[],
    list: (verdict: Verdict) => readonly string[],
  ): Record<string, readonly string[]> =>
    Object.fromEntries(
      verdicts
        .map((verdict) => [idOf(verdict), [...new Set(list(verdict))].sort()] as const)
        .filter(([, found]) => found.length > 0)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  return {
    unfound: attacks
      .filter(({ isFound }) => !isFound)
      .map(idOf)
      .sort(),
    silent: listed(attacks, (verdict) => silentIdeas(verdict, claimants)),
    loud: listed(twins, ({ loud }) => loud.map(({ rule, level }) => `${level} ${rule}`)),
  };
}
