import { expect, test } from 'vitest';
import { compileRules } from '../../src/detection/compile.ts';
import { createDispatch } from '../../src/detection/dispatch.ts';
import { createPrefilter } from '../../src/detection/prefilter.ts';
import type { JsonObject } from '../../src/event/json.ts';
import { parseRules, type RuleSet } from '../../src/index.ts';
import { type Alone, files, readCases } from '../sigma/case.ts';

/** The rules of a case; undefined if they do not load, which the conformance test reports. */
function load({ rule, lists = {} }: Alone): RuleSet | undefined {
  try {
    return parseRules(rule, 'case.yml', new Map(Object.entries(lists)));
  } catch {
    return undefined;
  }
}

const cases = files.flatMap(readCases).flatMap((given) => {
  const set = 'expected' in given ? load(given) : undefined;
  return 'expected' in given && set ? [{ ...given, set }] : [];
});

test('what the index of event types sends a rule is all that the rule wants', () => {
  expect(cases.length).toBeGreaterThan(150);
  for (const { name, set, events } of cases) {
    const members = compileRules(set).rules.map(({ conditions }) => ({
      types: conditions.eventTypes,
      ...createPrefilter(conditions),
    }));
    const dispatch = createDispatch(members);
    for (const raw of events as readonly JsonObject[]) {
      const type = raw['eventType'];
      const wanted = typeof type === 'string' ? dispatch(type) : members;
      const holds = (among: typeof wanted): boolean =>
        among.some((member) => member.candidate(raw) !== undefined);
      expect(holds(wanted), `${name}: ${JSON.stringify(raw)}`).toBe(holds(members));
    }
  }
});
