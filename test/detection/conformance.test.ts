import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createTrial } from '../../src/context/trial.ts';
import { createDispatch } from '../../src/detection/dispatch.ts';
import type { JsonObject } from '../../src/event/json.ts';
import { parseRules } from '../../src/rule/link.ts';

const folder = join(import.meta.dirname, '../../fixtures/sigma');

/** One statement about the detection language; each event is judged alone. */
const schema = z.array(
  z.strictObject({
    name: z.string(),
    basis: z.string().regex(/^(spec 2\.1 [A-Z].*|our decision)$/),
    rule: z.string(),
    lists: z.record(z.string(), z.array(z.string())).optional(),
    events: z.array(z.record(z.string(), z.json())).min(1),
    expected: z.array(z.boolean()),
  }),
);

for (const file of readdirSync(folder).sort()) {
  const cases = schema.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));

  describe(file, () => {
    test('names every case once', () => {
      expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
    });

    test.each(cases)('$name', ({ rule: text, lists: given = {}, events, expected }) => {
      const lists = new Map(Object.entries(given));
      const set = parseRules(text, file, lists);
      expect(set.rules).toHaveLength(1);
      const trials = set.rules.map((rule) => createTrial(rule, lists));
      const dispatch = createDispatch(trials);
      const found = (events as JsonObject[]).map((raw) => {
        const holds = trials.some((trial) => trial.see(raw) !== undefined);
        const type = raw['eventType'];
        // What the index of event types sends the rule must be all that the rule wants.
        const wanted = typeof type === 'string' ? dispatch(type) : trials;
        expect(wanted.some((trial) => trial.see(raw) !== undefined)).toBe(holds);
        return holds;
      });
      expect(found).toEqual(expected);
    });
  });
}
