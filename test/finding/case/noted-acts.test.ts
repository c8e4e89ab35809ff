import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Event } from '../../../src/event/event.ts';
import { createFields } from '../../../src/event/field.ts';
import { createNotedActs } from '../../../src/finding/case/noted-acts.ts';
import { targetsField } from '../../../src/finding/displayed-fields.ts';
import { clock } from '../../builders.ts';
import { joinedOf, someDealing, wholeOf } from '../../dealt-events.ts';
import { effort } from '../../effort.ts';
import { anEvent } from '../../event/builders.ts';

const fieldOf = createFields();
const registerOf = (limit?: number) => createNotedActs(fieldOf, targetsField, limit);

interface Act {
  readonly number: number;
  readonly hour: number;
  readonly type?: string;
  readonly target?: string;
  readonly result?: string;
}

/** Numbers tell acts apart; those with one number are copies, which may differ. */
function eventOf({ number, hour, type, target = 'ann', result = 'SUCCESS' }: Act): Event {
  return anEvent({
    uuid: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    eventType: type ?? 'user.session.clear',
    published: clock(hour),
    outcome: { result },
    target: [{ id: target, type: 'User', alternateId: `${target}@x.example`, displayName: null }],
  });
}

const act: fc.Arbitrary<Act> = fc.record({
  number: fc.nat(25),
  hour: fc.nat(20),
  type: fc.constantFrom('user.session.clear', 'user.lifecycle.suspend', 'user.session.start'),
  target: fc.constantFrom('ann', 'bob'),
  result: fc.constantFrom('SUCCESS', 'SUCCESS', 'FAILURE'),
});
const acts = fc.array(act, { maxLength: 60 });
const limits = fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined });

/** Whether it was cut is asked first as well: that must not depend on what was asked before. */
function allOf(register: ReturnType<typeof registerOf>) {
  const { isCut } = register;
  return { isCut, acts: register.all(), isCutStill: register.isCut };
}

describe('noted acts', () => {
  test('are the latest, and of an act with copies the latest copy', () => {
    const register = wholeOf(
      registerOf(2),
      [
        { number: 1, hour: 1 },
        { number: 2, hour: 2 },
        { number: 3, hour: 3 },
        { number: 1, hour: 4, target: 'bob' },
        { number: 1, hour: 0 },
        { number: 9, hour: 9, type: 'user.session.start' },
      ].map(eventOf),
    );
    const told = register.all().map(({ published, targets }) => [published, targets[0]?.id]);
    expect(told).toEqual([
      [clock(3), 'ann'],
      [clock(4), 'bob'],
    ]);
    expect(register.isCut).toBe(true);
  });

  test('are those of all copies in any order, as far as there is room', () => {
    const shuffled = acts.chain((some) =>
      fc.tuple(
        fc.constant(some),
        fc.shuffledSubarray(some, { minLength: some.length, maxLength: some.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, limits, ([some, others], limit) => {
        const [one, other] = [some, others].map((all) =>
          wholeOf(registerOf(limit), all.map(eventOf)),
        ) as [ReturnType<typeof registerOf>, ReturnType<typeof registerOf>];
        expect(allOf(other)).toEqual(allOf(one));
      }),
      { numRuns: effort(5_000) },
    );
  });

  test('of several registers are those that one register notes of all events', () => {
    fc.assert(
      fc.property(acts, someDealing, limits, (some, dealing, limit) => {
        const events = some.map(eventOf);
        const joined = joinedOf(() => registerOf(limit), events, dealing);
        expect(allOf(joined)).toEqual(allOf(wholeOf(registerOf(limit), events)));
      }),
      { numRuns: effort(5_000) },
    );
  });

  test('are cut where another register cut them', () => {
    const events = [1, 2, 3].map((number) => eventOf({ number, hour: number }));
    const cut = wholeOf(registerOf(2), events);
    const roomy = registerOf();
    roomy.join(structuredClone(cut.snapshot()));
    expect(allOf(roomy)).toEqual(allOf(cut));
  });
});
