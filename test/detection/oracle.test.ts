import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { compile } from '../../src/detection/compile.ts';
import type { VerdictTree } from '../../src/detection/compiled-rule.ts';
import { createDispatch } from '../../src/detection/dispatch.ts';
import { eventTypesOf } from '../../src/detection/possible-event-types.ts';
import { createPrefilter } from '../../src/detection/prefilter.ts';
import { no, truthOf } from '../../src/detection/truth.ts';
import type { Json, JsonObject } from '../../src/event/json.ts';
import type { TraceNode } from '../../src/explain/explanation.ts';
import { trace } from '../../src/explain/trace.ts';
import { modifiers } from '../../src/rule/detection/modifier.ts';
import { parseRules } from '../../src/rule/link.ts';
import type { Rule } from '../../src/rule/rule.ts';
import { isDeep } from '../effort.ts';
import { asMap, event, lists, one, selection, some, tests } from './generators.ts';
import { holdsAlone } from './holds.ts';
import { selected } from './oracle.ts';

vi.setConfig({ testTimeout: 60_000 });

function ruleOf(detection: JsonObject): Rule {
  const document = { title: 'T', logsource: { product: 'okta' }, detection };
  const [rule] = parseRules(JSON.stringify(document), 'rules', lists).rules;
  if (!rule) throw new Error('no rule');
  return rule;
}

describe('the compiled language and the plain one', () => {
  test('agree on every selection', () => {
    const seen = new Map<string, Set<boolean>>();
    const names = [
      ...Object.keys(modifiers),
      ...['[any]', '[all]', '[all_or_empty]', '[none]', '[-1]', '[f=ab]', '[g=1]', '[.=ab]'],
    ];
    fc.assert(
      fc.property(selection, fc.array(event, { minLength: 12, maxLength: 12 }), (asked, events) => {
        const holds = holdsAlone(ruleOf({ sel: asked, condition: 'sel' }).condition, lists);
        const keys = JSON.stringify(asked).split(/["|]|(?=\[)|(?<=\])/);
        const answers = events.map((raw) => selected(asked, raw, lists));
        expect(events.map(holds)).toEqual(answers);
        for (const name of names.filter((one) => keys.includes(one))) {
          seen.set(name, new Set([...(seen.get(name) ?? []), ...answers]));
        }
      }),
      // All of them in every deep run: of a share, the rarest modifiers would be missed by chance.
      { numRuns: isDeep ? 8_000 : 1_500 },
    );
    // No part of the language was left out, nor always answered the same; of few runs, hardly any.
    const missed = names.filter((name) => seen.get(name)?.size !== 2);
    expect(missed.length).toBeLessThanOrEqual(isDeep ? 0 : names.length / 4);
  });

  test('agree if the index of event types decides first', () => {
    const type = some<Json>('a', 'A', 'b', 'a-b', '1', '2024-02-29T05:07:09Z');
    const typed = fc.oneof(
      { arbitrary: one(type).map((values) => ({ eventType: values })), weight: 4 },
      { arbitrary: tests.map((asked) => asMap('eventType', asked)), weight: 1 },
      { arbitrary: tests.map((asked) => asMap('eventType[any]', asked)), weight: 1 },
    );
    const conditions: readonly (readonly [
      string,
      (a: boolean, b: boolean, c: boolean) => boolean,
    ])[] = [
      ['a and b', (a, b) => a && b],
      ['a or b', (a, b) => a || b],
      ['not a', (a) => !a],
      ['a and not b', (a, b) => a && !b],
      ['not (a and b) or c', (a, b, c) => !(a && b) || c],
      ['1 of them', (a, b, c) => a || b || c],
      ['all of them', (a, b, c) => a && b && c],
      ['c and (a or b)', (a, b, c) => c && (a || b)],
    ];
    let excluded = 0;
    fc.assert(
      fc.property(
        fc.tuple(typed, fc.oneof(typed, selection), typed),
        some(...conditions),
        fc.array(fc.tuple(type, event), { minLength: 5, maxLength: 12 }),
        ([a, b, c], [condition, means], events) => {
          const rule = ruleOf({ a, b, c, condition });
          const dispatch = createDispatch([{ types: eventTypesOf(rule.condition) }]);
          const holds = holdsAlone(rule.condition, lists);
          for (const [eventType, rest] of events) {
            const raw = { ...rest, eventType };
            const [x, y, z] = [a, b, c].map((one) => selected(one, raw, lists));
            const answer = means(x === true, y === true, z === true);
            const wanted = dispatch(String(eventType)).length > 0;
            if (!wanted) excluded++;
            expect(wanted && holds(raw)).toBe(answer);
          }
        },
      ),
      { numRuns: 600 },
    );
    expect(excluded).toBeGreaterThan(300);
  });

  test('agree with the walk that explains, whose every part is what is below it', () => {
    const check = ({ kind, verdict, parts, text, found }: TraceNode): void => {
      const inner = parts.map((part) => part.verdict === 'yes');
      const means: Partial<Record<TraceNode['kind'], () => boolean>> = {
        and: () => inner.every(Boolean),
        or: () => inner.some(Boolean),
        not: () => inner[0] === false,
        selection: () => inner[0] === true,
        member: () => inner[0] === true,
        members: () => {
          const [met, all] = (found[0] as string).match(/\d+/g)?.map(Number) ?? [];
          if (text.endsWith('[all]')) return all !== 0 && met === all;
          if (text.endsWith('[all_or_empty]')) return met === all;
          return text.endsWith('[none]') ? met === 0 : met !== 0;
        },
      };
      expect([kind, verdict === 'yes']).toEqual([kind, means[kind]?.() ?? verdict === 'yes']);
      if (kind === 'members' && parts.length < 20) {
        expect(found[0]).toContain(`${inner.filter(Boolean).length} of ${inner.length} member`);
      }
      parts.forEach(check);
    };
    fc.assert(
      fc.property(selection, fc.array(event, { minLength: 4, maxLength: 4 }), (asked, events) => {
        const conditions = compile([ruleOf({ sel: asked, condition: 'sel' }).condition], lists);
        const prefilter = createPrefilter(conditions);
        for (const raw of events) {
          const truths = prefilter.truths(raw);
          const answers = {
            test: (test: number) => truthOf(truths[test] === true),
            fact: () => no,
          };
          const fact = () => ({ found: [], could: null });
          const traced = { conditions, tests: prefilter.tests, answers, raw, fact };
          const part = trace(conditions.verdicts[0] as VerdictTree, traced);
          expect(part.verdict).toBe(selected(asked, raw, lists) ? 'yes' : 'no');
          check(part);
        }
      }),
      { numRuns: 500 },
    );
  });
});
