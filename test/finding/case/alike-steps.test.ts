import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withoutAlike } from '../../../src/finding/case/alike-steps.ts';

describe('steps that say the same', () => {
  test.each([
    [
      'in the same words under a condition',
      [
        'Clear all sessions of the user and revoke their tokens.',
        'If not, clear their sessions and revoke their tokens.',
      ],
      1,
    ],
    [
      'in other words',
      [
        'Review what the other machine did in this session, and undo it.',
        'Review what it did in this session, and undo it.',
      ],
      1,
    ],
    [
      'in Japanese',
      [
        'ユーザーのすべてのセッションを終了し、トークンを失効させてください。',
        '本人でない場合は、すべてのセッションを終了し、トークンを失効させてください。',
      ],
      1,
    ],
    [
      'about other things',
      [
        'Block the address in a network zone.',
        'Ask the user, over another channel, whether they tried.',
      ],
      2,
    ],
    ['without letters', ['...', '!!!', ''], 1],
  ])('%s', (_, steps, left) => {
    expect(withoutAlike(steps, 12)).toEqual(steps.slice(0, left));
  });

  test('are told once: what is left is from the list, in its order, and nothing in it is alike', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 30 })), fc.nat(12), (steps, most) => {
        const left = withoutAlike(steps, most);
        expect(left.length).toBeLessThanOrEqual(most);
        expect(steps.filter((step) => left.includes(step))).toEqual(expect.arrayContaining(left));
        expect(withoutAlike(left, most)).toEqual(left);
        if (most > 0 && steps.length > 0) expect(left[0]).toBe(steps[0]);
      }),
    );
  });
});
