import { expect, test } from 'vitest';
import { createEventLog } from '../../src/engine/event-log.ts';
import { decodeEvent } from '../../src/event/decode.ts';
import type { Event } from '../../src/event/event.ts';
import { createFields } from '../../src/event/field.ts';
import { leastBudget } from '../../src/store/buffer-pool.ts';
import type { Work } from '../../src/store/pausable-work.ts';
import { createTimeIndex } from '../../src/window/time-index.ts';
import { by } from '../builders.ts';

function done<T>(work: Work<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

test.each([
  { fields: 0, why: 'what is remembered is forgotten by halves' },
  { fields: 150, why: 'so is it where a single event takes more than the budget' },
])('$why', ({ fields }) => {
  const fieldOf = createFields();
  const kept = Array.from({ length: fields }, (_, n) => fieldOf(`debugContext.debugData.k${n}`));
  const budget = { budget: leastBudget };
  const log = createEventLog({ kept, fieldOf, budget, isAsked: () => true });
  let forgets = 0;
  for (let n = 0; n < 4_000; n++) {
    const data = Object.fromEntries(kept.map((_, at) => [`k${at}`, `v${n % 50}`]));
    const event = decodeEvent(by(`u${n}`, n / 60, { debugContext: { debugData: data } })) as Event;
    log.take(event);
    log.store.table.remember(event);
    if (!log.isFull()) continue;
    forgets++;
    const timeIndex = done(createTimeIndex(log.store.table));
    done(log.forget(timeIndex.timeAt(timeIndex.length >>> 1), timeIndex));
  }
  expect(forgets).toBeGreaterThan(0);
  expect(forgets).toBeLessThan(60);
});
