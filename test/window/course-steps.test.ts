import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCourseSteps } from '../../src/window/course-steps.ts';
import { effort } from '../effort.ts';

/** The steps of a key, each so much later than the one before. */
const someSteps = fc.array(
  fc.record({
    later: fc.integer({ min: 1, max: 5 }),
    number: fc.integer({ min: 0, max: 2 ** 16 - 1 }),
    before: fc.integer({ min: 0, max: 2 ** 16 - 1 }),
  }),
  { maxLength: 100 },
);
const someKeys = fc.array(fc.record({ steps: someSteps, isDropped: fc.boolean() }), {
  minLength: 1,
  maxLength: 6,
});
const someQuestions = fc.array(
  fc.record({
    key: fc.nat({ max: 5 }),
    time: fc.integer({ min: -1, max: 510 }),
    isWith: fc.boolean(),
  }),
  { maxLength: 60 },
);

test('each key has its own steps, whatever was taken back between and in whatever order they are asked for', () => {
  const property = fc.property(someKeys, someQuestions, (keys, questions) => {
    const all = createCourseSteps();
    const kept: { place: number; steps: { time: number; number: number; before: number }[] }[] = [];
    for (const { steps, isDropped } of keys) {
      const { length } = all;
      const place = all.begin();
      // From the beginning of time on, a key has a number.
      const own = [{ time: Number.NEGATIVE_INFINITY, number: 0, before: 0 }];
      let time = 0;
      for (const { later, number, before } of steps) {
        time += later;
        own.push({ time, number, before });
      }
      for (const step of own) all.add(step.time, step.number, step.before);
      expect(all.length).toBe(length + own.length);
      if (isDropped) {
        all.drop();
        expect(all.length).toBe(length);
      } else kept.push({ place, steps: own });
    }
    for (const { key, time, isWith } of questions) {
      const asked = kept[key];
      if (!asked) continue;
      const last = asked.steps.findLast((step) => step.time <= time);
      const isBefore = !isWith && last?.time === time;
      const expected = isBefore ? last?.before : last?.number;
      expect(all.at(asked.place, time, isWith)).toBe(expected);
    }
  });
  fc.assert(property, { numRuns: effort(2_000, 300) });
});
