import { expect, test } from 'vitest';
import { causes, provenanceOf } from './cause.ts';
import { Organization } from './organization.ts';
import { happeningsOf } from './simulation.ts';

test('within a year and more everything happens that is told of a company', () => {
  const org = new Organization({ seed: 8, people: 250, engine: 'identity', pace: 0.2 });
  const met = new Set<string>();
  for (let day = 0; day < 500 && met.size < causes.length; day++) {
    for (const record of happeningsOf(org, day)) {
      const from = provenanceOf(String(record['uuid']));
      if (from.kind === 'benign') met.add(from.cause);
    }
  }
  expect(causes.filter((cause) => !met.has(cause))).toEqual([]);
}, 600_000);
