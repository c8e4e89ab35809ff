import { expect, test } from 'vitest';
import { main } from '../../../src/cli/main.ts';
import { schemaNames } from '../../../src/cli/schema/schema-catalogue.ts';
import { anEngine, aWorld } from '../world.ts';

test('schema lists every name apart from what it describes', async () => {
  const world = aWorld();
  expect(await main(['schema'], world, anEngine([]).load)).toBe(0);
  const lines = world.out().trimEnd().split('\n');
  expect(lines.map((line) => /^([\w-]+) {2,}\S/.exec(line)?.[1])).toEqual(schemaNames);
});
