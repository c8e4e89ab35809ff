import { describe, expect, test } from 'vitest';
import {
  isAttackTag,
  isWithin,
  tacticsIn,
  techniqueOf,
  techniquesIn,
} from '../../src/rule/attack.ts';

describe('tags', () => {
  test.each<[readonly string[], readonly string[], readonly string[]]>([
    [['attack.t1539', 'attack.credential-access'], ['T1539'], ['credential-access']],
    [['attack.T1550.004'], ['T1550.004'], []],
    [['attack.impact', 'attack.persistence'], [], ['persistence', 'impact']],
    [['cve.2021-44228', 'attack.t15390', 'attack.t1539.1', 'attacks.t1539'], [], []],
    [['attack.g1015', 'attack.s0001', 'attack.stealth'], [], ['stealth']],
  ])('%j name the techniques %j and the tactics %j', (tags, techniques, tactics) => {
    expect(techniquesIn(tags)).toEqual(techniques);
    expect(tacticsIn(tags)).toEqual(tactics);
  });

  test.each([
    ['attack.t1539', true],
    ['attack.t1550.004', true],
    ['attack.lateral-movement', true],
    ['attack.defense-impairment', true],
    ['attack.g0016', true],
    ['attack.ds0026', true],
    ['attack.t153', false],
    ['attack.t1550.04', false],
    ['attack.t1550.004.1', false],
    ['attack.lateral_movement', false],
    ['attack.', false],
    ['attack', false],
    ['attack.toString', false],
  ])('%s has a form of Sigma: %s', (tag, is) => {
    expect(isAttackTag(tag)).toBe(is);
  });
});

describe('a technique', () => {
  test.each([
    ['T1550.004', 'T1550', true],
    ['t1550.004', 'T1550', true],
    ['T1550', 'T1550', true],
    ['T1550', 'T1550.004', false],
    ['T1550.004', 'T155', false],
    ['T15501', 'T1550', false],
  ])('%s is within %s: %s', (technique, asked, is) => {
    expect(isWithin(technique, asked)).toBe(is);
  });

  test.each([
    ['T1539', 'Steal Web Session Cookie', ['credential-access']],
    [
      'T1550.004',
      'Use Alternate Authentication Material: Web Session Cookie',
      ['defense-evasion', 'lateral-movement'],
    ],
    ['T1550.999', 'Use Alternate Authentication Material', ['defense-evasion', 'lateral-movement']],
    ['T9999', '', []],
    ['T9999.001', '', []],
    ['constructor', '', []],
  ])('%s is %s', (id, name, tactics) => {
    expect(techniqueOf(id)).toEqual({ id, name, tactics });
  });
});
