import fc from 'fast-check';
import { expect, test } from 'vitest';
import { actsOn } from '../../../src/finding/case/acts-on.ts';
import type { AdminAct } from '../../../src/finding/case/admin-act.ts';
import { effort } from '../../effort.ts';

const id = fc.constantFrom('a', 'b', 'c', '__proto__', '', null);

const act = (uuid: string, ids: readonly (string | null)[]): AdminAct => ({
  uuid,
  published: '2024-01-01T00:00:00.000Z',
  type: 'user.session.clear',
  isDone: true,
  actor: { id: null, login: null },
  targets: ids.map((one) => ({ type: 'User', id: one, login: null, name: null })),
});

test('acts on something are those of all acts with such a target, each once, in order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(id, { maxLength: 4 })),
      fc.array(fc.array(id)),
      (targets, questions) => {
        const acts = targets.map((ids, at) => act(`e${at}`, ids));
        for (const asked of questions) {
          const ids: readonly string[] = asked.filter((one) => one !== null);
          const wanted = acts.filter((one) =>
            one.targets.some((target) => target.id !== null && ids.includes(target.id)),
          );
          expect(actsOn(acts, ids)).toEqual(wanted);
        }
      },
    ),
    { numRuns: effort(1_000, 200) },
  );
});
