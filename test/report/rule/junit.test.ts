import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type JunitSuite, renderJunit } from '../../../src/report/rule/junit.ts';
import { show } from '../../../src/report/text/escape.ts';
import { checkJunit, readXml } from '../junit-reader.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    ']]>',
    '<![CDATA[',
    '&#0;',
    '\u0000\u001b[2J',
    '\ud800',
    '\uffff\ufffe',
    '"\'<>&',
  ),
);

const suites: fc.Arbitrary<JunitSuite[]> = fc.array(
  fc.record({
    name: text,
    cases: fc.array(
      fc.oneof(
        fc.record({ name: text }),
        fc.record({ name: text, skipped: text }),
        fc.record({
          name: text,
          failure: fc.record({ message: text, lines: fc.array(text, { maxLength: 3 }) }),
        }),
      ),
      { maxLength: 3 },
    ),
  }),
  { maxLength: 3 },
);

describe('JUnit', () => {
  test('holds every text, whatever is in it, in well-formed XML of the known form', () => {
    fc.assert(
      fc.property(text, suites, (name, given) => {
        const root = readXml(renderJunit(name, given));
        checkJunit(root);
        expect(root.attributes['name']).toBe(show(name));
        expect(root.children.map(({ attributes }) => attributes['name'])).toEqual(
          given.map((suite) => show(suite.name)),
        );
        const told = root.children.flatMap(({ children }) => children);
        const cases = given.flatMap((suite) => suite.cases);
        expect(told).toHaveLength(cases.length);
        for (const [index, { name, failure, skipped }] of cases.entries()) {
          const [outcome] = told[index]?.children ?? [];
          expect(told[index]?.attributes['name']).toBe(show(name));
          if (failure) {
            expect(outcome?.attributes['message']).toBe(show(failure.message));
            expect(outcome?.text).toBe(failure.lines.map((line) => show(line)).join('\n'));
          } else if (skipped !== undefined) {
            expect(outcome?.attributes['message']).toBe(show(skipped));
          } else expect(outcome).toBeUndefined();
        }
      }),
      { numRuns: 200 },
    );
  });

  test('counts', () => {
    const failure = { message: 'm', lines: [] };
    const root = readXml(
      renderJunit('all', [
        { name: 'a', cases: [{ name: '1' }, { name: '2', failure }, { name: '3', skipped: 's' }] },
        { name: 'b', cases: [{ name: '4', failure }] },
      ]),
    );
    expect(root.attributes).toEqual({ name: 'all', tests: '4', failures: '2', errors: '0' });
    expect(root.children.map(({ attributes }) => attributes)).toEqual([
      { name: 'a', tests: '3', failures: '1', errors: '0', skipped: '1' },
      { name: 'b', tests: '1', failures: '1', errors: '0', skipped: '0' },
    ]);
  });
});
