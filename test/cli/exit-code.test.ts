import { describe, expect, test } from 'vitest';
import { exitCodeOf, type RunVerdict } from '../../src/cli/exit-code.ts';

const none = { informational: 0, low: 0, medium: 0, high: 0, critical: 0 };
const clean: RunVerdict = { findings: none, doubtful: false, failOn: 'low', allowPartial: false };
const low = { ...none, low: 1 };
const informational = { ...none, informational: 3 };
const critical = { ...none, critical: 1 };

describe('the exit code of a scan', () => {
  test.each<[string, Partial<RunVerdict>, number]>([
    ['complete and nothing found', {}, 0],
    ['informational findings do not reach the usual gate', { findings: informational }, 0],
    ['a low finding reaches the usual gate', { findings: low }, 1],
    ['a low finding is under a gate of medium', { findings: low, failOn: 'medium' }, 0],
    ['a critical finding is over a gate of medium', { findings: critical, failOn: 'medium' }, 1],
    [
      'informational findings reach their own gate',
      { findings: informational, failOn: 'informational' },
      1,
    ],
    ['no gate, no failure', { findings: critical, failOn: 'none' }, 0],
    ['a doubt without findings', { doubtful: true }, 4],
    ['a doubt with findings under the gate', { doubtful: true, findings: informational }, 4],
    ['findings outrank doubts', { doubtful: true, findings: low }, 1],
    [
      'findings outrank doubts that are allowed',
      { doubtful: true, findings: low, allowPartial: true },
      1,
    ],
    ['a doubt that is allowed', { doubtful: true, allowPartial: true }, 0],
    [
      'a doubt without a gate is still a doubt',
      { doubtful: true, failOn: 'none', findings: critical },
      4,
    ],
    [
      'no gate and a doubt that is allowed',
      { doubtful: true, failOn: 'none', allowPartial: true },
      0,
    ],
    ['Ctrl-C outranks findings', { interruptedBy: 'SIGINT', findings: critical }, 130],
    [
      'Ctrl-C is not allowed away',
      { interruptedBy: 'SIGINT', doubtful: true, allowPartial: true },
      130,
    ],
    ['termination has its own code', { interruptedBy: 'SIGTERM' }, 143],
  ])('%s', (_, verdict, expected) => {
    expect(exitCodeOf({ ...clean, ...verdict })).toBe(expected);
  });
});
