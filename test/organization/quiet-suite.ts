import { beforeAll, describe, expect, test } from 'vitest';
import { compileRules } from '../../src/detection/compile.ts';
import { builtInRules, loadRules } from '../../src/input/rule-files.ts';
import { isAtLeast } from '../../src/rule/level.ts';
import { type Alarm, alarmsIn, causeName, tallied } from './alarm.ts';
import { isUpdate, knownFaults, writeFaults } from './missing.ts';
import { type SimulationOptions, simulate } from './simulation.ts';

const rules = compileRules(await loadRules([builtInRules()]));

/** The most mediums that benign work may raise for each hundred thousand events. */
const mediumLimit = 10;

/** A log in which nobody attacks gives no high but those of rules that are known for it, and hardly a medium. */
export function describeQuiet(name: string, options: SimulationOptions): void {
  describe(name, () => {
    let alarms: readonly Alarm[] = [];
    let records = 0;
    const highs = (): readonly string[] =>
      [
        ...new Set(
          alarms
            .filter(({ level }) => isAtLeast(level, 'high'))
            .map((alarm) => `${alarm.rule}: ${causeName(alarm)}`),
        ),
      ].sort();
    beforeAll(async () => {
      ({ alarms, records } = await alarmsIn(simulate(options), rules));
      if (isUpdate) writeFaults('highs', name, highs());
    }, 600_000);

    test('nothing is high', () => {
      expect(highs()).toEqual(knownFaults().highs[name] ?? []);
    });

    test('hardly anything is medium', () => {
      const mediums = alarms.filter(({ level }) => level === 'medium');
      const limit = 2 + Math.ceil((records * mediumLimit) / 100_000);
      const told = tallied(mediums.map((alarm) => `${alarm.rule}: ${causeName(alarm)}`));
      expect(mediums.length, JSON.stringify(told)).toBeLessThanOrEqual(limit);
    });
  });
}
