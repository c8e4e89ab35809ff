import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFifo } from '../../src/store/fifo.ts';
import { tightStore } from './builders.ts';

test('a queue is an array of which the first ones are gone, though most of it stands in pages', () => {
  const steps = fc.array(fc.option(fc.integer({ min: -1e12, max: 1e12 }), { freq: 3 }), {
    maxLength: 500,
  });
  const property = fc.property(steps, (some) => {
    const queue = createFifo(tightStore());
    const naive: number[] = [];
    for (const step of some) {
      if (step !== null) {
        queue.push(step);
        naive.push(step);
      } else if (naive.length > 0) {
        queue.shift();
        naive.shift();
      }
      expect(queue.size).toBe(naive.length);
      if (naive.length > 0) expect([queue.first(), queue.last()]).toEqual([naive[0], naive.at(-1)]);
    }
  });
  fc.assert(property, { numRuns: 60 });
});
