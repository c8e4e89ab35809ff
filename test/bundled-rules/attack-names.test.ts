import { expect, test } from 'vitest';
import { builtInRules, loadRules } from '../../src/input/rule-files.ts';
import { techniqueOf, techniquesIn } from '../../src/rule/attack.ts';

test('every technique in the tags of bundled rules has its name, and a tactic', async () => {
  const { rules } = await loadRules([builtInRules()]);
  const ids = new Set(rules.flatMap(({ tags }) => techniquesIn(tags)));
  const unknown = [...ids].filter((id) => {
    const { name, tactics } = techniqueOf(id);
    return name === '' || tactics.length === 0;
  });
  expect(unknown).toEqual([]);
});
