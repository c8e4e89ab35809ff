import { describe, expect, test } from 'vitest';
import { attackSteps } from '../../src/finding/attack-steps.ts';

const written = (tags: readonly string[]): readonly string[] =>
  attackSteps(tags).map(({ tactic, technique }) =>
    [
      tactic ? `${tactic.id} ${tactic.name}` : '-',
      technique ? `${technique.id} ${technique.name}` : '-',
    ].join(' / '),
  );

describe('the steps of ATT&CK in tags', () => {
  test.each<[what: string, tags: string[], steps: string[]]>([
    ['nothing', [], []],
    ['other tags', ['cve.2023-1', 'attack.g0001'], []],
    [
      'a technique with its tactic',
      ['attack.credential-access', 'attack.t1539'],
      ['TA0006 Credential Access / T1539 Steal Web Session Cookie'],
    ],
    [
      'a technique alone, with all tactics that it serves',
      ['attack.t1098'],
      [
        'TA0003 Persistence / T1098 Account Manipulation',
        'TA0004 Privilege Escalation / T1098 Account Manipulation',
      ],
    ],
    [
      'a technique with the tagged one of its tactics',
      ['attack.t1098', 'attack.persistence'],
      ['TA0003 Persistence / T1098 Account Manipulation'],
    ],
    [
      'a tactic for which no technique is tagged',
      ['attack.impact', 'attack.credential-access', 'attack.t1539'],
      ['TA0006 Credential Access / T1539 Steal Web Session Cookie', 'TA0040 Impact / -'],
    ],
    [
      'a sub-technique',
      ['attack.persistence', 'attack.t1136.003'],
      ['TA0003 Persistence / T1136.003 Create Account: Cloud Account'],
    ],
    ['a technique that is not known', ['attack.t9999'], ['- / T9999 null']],
    [
      'the same with a tactic',
      ['attack.t9999', 'attack.discovery'],
      ['TA0007 Discovery / T9999 null'],
    ],
    [
      'both names of one tactic',
      ['attack.stealth', 'attack.defense-evasion'],
      ['TA0005 Defense Evasion / -'],
    ],
  ])('%s', (_, tags, steps) => {
    expect(written(tags)).toEqual(steps);
    expect(written(tags.toReversed())).toEqual(steps);
  });
});
