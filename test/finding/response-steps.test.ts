import { describe, expect, test } from 'vitest';
import { responseSteps } from '../../src/finding/response-steps.ts';
import { builtInRules, loadRules } from '../../src/input/rule-files.ts';

describe('a step of a response', () => {
  test.each([
    ['Ask the user, over another channel, whether it was them.', 'verify', null],
    ['If not, clear their sessions and revoke their tokens.', 'contain', 'If not'],
    ['If either was not theirs, revoke the role.', 'contain', 'If either was not theirs'],
    ['Look for malware on the machine.', 'investigate', null],
    [
      "For a partner's verdict, look into the partner's console.",
      'investigate',
      "For a partner's verdict",
    ],
    ['Require a new device for admins.', 'prevent', null],
    ['IF NOT: Block the address.', 'contain', 'IF NOT'],
    ['ユーザーに確認してください。', 'other', null],
    ['', 'other', null],
    ['constructor', 'other', null],
  ])('%s', (step, phase, when) => {
    expect(responseSteps([step])).toEqual([{ order: 1, phase, when, step }]);
  });

  test('is told from others in most bundled rules, and keeps its words and place', async () => {
    const { rules } = await loadRules([builtInRules()]);
    const steps = rules.flatMap(({ response }) => {
      const told = responseSteps(response);
      expect(told.map(({ step }) => step)).toEqual(response);
      expect(told.map(({ order }) => order)).toEqual(response.map((_, index) => index + 1));
      return told;
    });
    const others = steps.filter(({ phase }) => phase === 'other');
    expect(others.length / steps.length).toBeLessThan(0.05);
  });
});
