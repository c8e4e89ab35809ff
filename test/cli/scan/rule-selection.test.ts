import { describe, expect, test } from 'vitest';
import { select } from '../../../src/cli/scan/rule-selection.ts';
import type { RuleSet } from '../../../src/rule/rule.ts';
import { aRule } from '../world.ts';

const rules: RuleSet = {
  rules: [
    aRule('visit', [], { generate: false }),
    aRule('session-moved'),
    aRule('denied', ['visit']),
    aRule('session-absent', ['denied']),
  ],
  lists: new Map(),
  filters: [],
  foreign: [],
};

/** The names of the rules that report after a selection. */
function chosen(only: readonly string[], skip: readonly string[] = []): readonly string[] {
  const { rules: selected } = select(rules, { only, skip });
  return selected.filter((rule) => rule.generate).map((rule) => rule.name);
}

describe('a selection of rules', () => {
  test('of nothing is all of them, untouched', () => {
    expect(select(rules, { only: [], skip: [] })).toBe(rules);
  });

  test('silences what is not wanted', () => {
    expect(chosen(['session-moved'])).toEqual(['session-moved']);
  });

  test('removes no rule: windows may look at it', () => {
    const { rules: selected } = select(rules, { only: ['session-absent'], skip: ['denied'] });
    expect(selected.map((rule) => rule.name)).toEqual(rules.rules.map((rule) => rule.name));
  });

  test('gives no voice to a rule that had none', () => {
    expect(chosen(['visit', 'denied'])).toEqual(['denied']);
  });

  test.each([
    ['session-*', ['session-moved', 'session-absent']],
    ['*', ['session-moved', 'denied', 'session-absent']],
    ['?enied', ['denied']],
    ['*-m?ved', ['session-moved']],
  ])('takes the glob %s', (glob, reporting) => {
    expect(chosen([glob])).toEqual(reporting);
  });

  test('skips among the wanted', () => {
    expect(chosen(['session-*'], ['session-absent'])).toEqual(['session-moved']);
  });

  test('of packs takes their rules, within which others are named or skipped', () => {
    const place = { file: 'p.yml', line: 1, column: 1 };
    const pack = (name: string, ...own: readonly string[]) => ({
      name,
      question: '?',
      description: '',
      rules: own,
      needs: [],
      place,
    });
    const packs = [pack('theft', 'session-moved', 'session-absent'), pack('admin', 'denied')];
    const withPacks = { ...rules, packs };
    const reporting = (...names: readonly string[]) => {
      const selected = select(withPacks, { packs: names, only: [], skip: ['session-absent'] });
      return [
        selected.rules.filter((rule) => rule.generate).map(({ name }) => name),
        selected.packs,
      ];
    };
    expect(reporting('theft')).toEqual([['session-moved'], [packs[0]]]);
    expect(reporting('theft', 'admin')).toEqual([['session-moved', 'denied'], packs]);
    expect(() => reporting('thef')).toThrow("unknown pack 'thef'");
  });

  test.each([
    [
      'a misspelt name',
      ['sesion-moved'],
      [],
      "unknown rule 'sesion-moved'",
      'did you mean session-moved?',
    ],
    ['a glob without a match', ['x-*'], [], "unknown rule 'x-*'", undefined],
    [
      'a name that is a pattern for RegExp only',
      ['session.moved'],
      [],
      "unknown rule 'session.moved'",
      undefined,
    ],
    ['a misspelt name to skip', [], ['deneid'], "unknown rule 'deneid'", 'did you mean denied?'],
    [
      'only a rule that never reports',
      ['visit'],
      [],
      '--only and --skip leave no rule that reports',
      undefined,
    ],
    ['nothing left', ['denied'], ['d*'], '--only and --skip leave no rule that reports', undefined],
  ])('refuses %s', (_, only, skip, message, advice) => {
    const expected = { exitCode: 2, message, ...(advice !== undefined && { advice }) };
    expect(() => chosen(only, skip)).toThrow(expect.objectContaining(expected));
  });
});
