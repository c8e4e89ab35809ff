import { describe, expect, test } from 'vitest';
import { compileRules } from '../../src/detection/compile.ts';
import { shelve } from '../../src/engine/rule-shelf.ts';
import { takeUnits, unitsOf } from '../../src/engine/rule-unit.ts';
import { builtInRules, loadRules } from '../../src/input/rule-files.ts';

const shelf = shelve(compileRules(await loadRules([builtInRules()])));
const rules = shelf.heads.map((_, place) => shelf.rule(place));
const units = unitsOf(rules);

describe('units of the bundled rules', () => {
  test('tell of each rule about events once', () => {
    const told = units.flatMap(({ own }) => own);
    const events = rules.filter(({ about }) => about === 'event');
    expect(told).toHaveLength(events.length);
    expect(new Set(told)).toEqual(new Set(events));
  });

  test('have all at work that their rules refer to, in order', () => {
    for (const { own, atWork } of units) {
      expect(atWork).toEqual(expect.arrayContaining([...own]));
      const places = atWork.map((rule) => rules.indexOf(rule));
      expect(places).toEqual([...places].sort((a, b) => a - b));
      for (const place of places) {
        expect(places).toEqual(expect.arrayContaining([...(shelf.heads[place]?.needs ?? [])]));
      }
    }
  });

  test('are small, so that engines are done at about the same time', () => {
    expect(units.length).toBeGreaterThan(150);
    expect(Math.max(...units.map(({ atWork }) => atWork.length))).toBeLessThan(20);
  });
});

test('units are taken one after the other until none is left', () => {
  let next = 0;
  const all = [takeUnits(units, () => next++), takeUnits(units, () => next++)] as const;
  const [first, second] = all.map((taken) => taken.turns()[Symbol.iterator]());
  const turns = [first?.next().value, second?.next().value, first?.next().value];
  expect(turns).toEqual(units.slice(0, 3).map(({ atWork }) => atWork));
  for (let step = second?.next(); step?.done === false; step = second?.next());
  expect(first?.next().done).toBe(true);
  const events = rules.filter(({ about }) => about === 'event');
  for (const rule of events) {
    expect(all.filter((taken) => taken.owns(rule))).toHaveLength(1);
  }
});
