import { describe, expect, test } from 'vitest';
import { parseRules } from '../../../src/rule/link.ts';
import type { Rule } from '../../../src/rule/rule.ts';
import { RuleError } from '../../../src/rule/yaml/diagnostic.ts';

const okta = 'logsource: {product: okta, service: okta}';
const detection = 'detection: {a: {x: 1}, condition: a}';

function rulesOf(...documents: readonly string[]): readonly Rule[] {
  return parseRules(documents.join('\n---\n'), 'file.yml').rules;
}

function problemsOf(...documents: readonly string[]): readonly string[] {
  try {
    rulesOf(...documents);
    return [];
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    return error.problems.map(({ line, column, message }) => `${line}:${column}: ${message}`);
  }
}

const namesOf = (rules: readonly Rule[]): readonly string[] => rules.map(({ name }) => name);

describe('documents of one file', () => {
  test('without names are called by the file, and by number', () => {
    const one = `title: T\n${okta}\n${detection}`;
    expect(namesOf(rulesOf(one, one, one))).toEqual(['file', 'file-2', 'file-3']);
    expect(namesOf(rulesOf(one, `name: file-2\n${one}`, one))).toEqual([
      'file',
      'file-2',
      'file-3',
    ]);
    expect(namesOf(rulesOf(`name: mine\n${one}`, one))).toEqual(['mine', 'file']);
  });

  test('with the same name or id are a mistake that names both places', () => {
    const one = `title: T\nname: a\nid: i\n${okta}\n${detection}`;
    expect(problemsOf(one, one)).toEqual([
      '7:1: the name "a" is already used by file.yml:1',
      '7:1: the id "i" is already used by file.yml:1',
    ]);
  });
});

describe('a global document', () => {
  const shared = `action: global\ntitle: Shared\nlevel: high\n${okta}\ndetection: {shared: {y: 2}}`;

  test('is part of every later document, whatever its kind', () => {
    const rules = rulesOf(
      shared,
      'name: a\ndetection: {own: {x: 1}, condition: own and shared}',
      'name: b\ndetection: {condition: shared}',
      'action: reset',
      `name: c\ntitle: Own\n${okta}\n${detection}`,
    );
    expect(rules.map(({ name, title, level }) => [name, title, level])).toEqual([
      ['a', 'Shared', 'high'],
      ['b', 'Shared', 'high'],
      ['c', 'Own', 'medium'],
    ]);
    expect(rules[0]?.condition).toMatchObject({ of: [{ name: 'own' }, { name: 'shared' }] });
  });

  test('gives way to what the document says itself', () => {
    const [rule] = rulesOf(shared, `title: Own\nlevel: low\ndetection: {condition: shared}`);
    expect(rule).toMatchObject({ title: 'Own', level: 'low' });
  });

  test('adds to the global documents before it', () => {
    const [rule] = rulesOf(shared, 'action: global\nlevel: low', 'detection: {condition: shared}');
    expect(rule).toMatchObject({ title: 'Shared', level: 'low' });
  });

  test('hands on neither its name nor its id', () => {
    const rules = rulesOf(
      `${shared}\nname: n\nid: i`,
      'detection: {condition: shared}',
      'detection: {condition: shared}',
    );
    expect(rules.map(({ name, id }) => [name, id])).toEqual([
      ['file', 'file'],
      ['file-2', 'file-2'],
    ]);
  });

  test('is part of correlations too', () => {
    const rules = rulesOf(
      `name: a\ntitle: A\n${okta}\n${detection}`,
      'action: global\ntitle: C\ncorrelation: {rules: [a], timespan: 5m}',
      'name: b\ncorrelation: {type: event_count, condition: {gte: 2}}',
      'name: c\ncorrelation: {type: event_count, condition: {gte: 3}}',
    );
    expect(namesOf(rules)).toEqual(['a', 'b', 'c']);
  });

  test('keeps the place of a mistake in it, which is told once', () => {
    const wrong = `action: global\ntitle: T\n${okta}\ndetection: {shared: {y|containz: 2}}`;
    expect(
      problemsOf(wrong, 'detection: {condition: shared}', 'detection: {condition: shared}'),
    ).toEqual([
      expect.stringMatching(/^4:22: unknown modifier "containz"; did you mean "contains"\?/),
    ]);
  });
});

describe('a repeated document', () => {
  test('is laid over the one before it', () => {
    const rules = rulesOf(
      `name: a\nid: i\ntitle: T\nlevel: low\n${okta}\n${detection}`,
      'action: repeat\nlevel: high\ndetection: {b: {z: 3}, condition: a and b}',
      'action: repeat\ntitle: Third',
    );
    expect(rules.map(({ name, id, title, level }) => [name, id, title, level])).toEqual([
      ['a', 'i', 'T', 'low'],
      ['file', 'file', 'T', 'high'],
      ['file-2', 'file-2', 'Third', 'high'],
    ]);
    expect(rules[2]?.condition).toMatchObject({ of: [{ name: 'a' }, { name: 'b' }] });
  });

  test('replaces what is no map', () => {
    const [, second] = rulesOf(
      `title: T\ntags: [a, b]\n${okta}\n${detection}`,
      'action: repeat\ntags: [c]',
    );
    expect(second?.tags).toEqual(['c']);
  });
});

describe('a collection is refused', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    [
      'with an unknown action',
      ['action: globl\ntitle: T'],
      ['1:9: there is no action "globl"; did you mean "global"? There are global, reset, repeat'],
    ],
    ['with an action that is a list', ['action: [global]'], ['1:9: action must be text']],
    [
      'that begins with repeat',
      ['action: repeat\ntitle: T'],
      ['1:1: there is no document before this one to repeat'],
    ],
    [
      'with content beside reset',
      ['action: reset\ntitle: T'],
      ['2:1: "title" has no meaning in a document that only resets; start a new document'],
    ],
    [
      'with nothing but a global document',
      ['action: global\ntitle: T'],
      ['1:1: the file holds no rule'],
    ],
  ])('%s', (_, documents, wanted) => {
    expect(problemsOf(...documents)).toEqual(wanted);
  });

  test('that stands for endless text', () => {
    const large = `action: global\nmine: ${'x'.repeat(500_000)}`;
    const problems = problemsOf(large, ...Array(60).fill(`title: T\n${okta}\n${detection}`));
    expect(problems).toEqual([
      expect.stringMatching('the documents of this file repeat too much of each other'),
    ]);
  });

  test('that grows with every repeated document', () => {
    const first = `title: T\n${okta}\ndetection: {a: {x: 1}, condition: a}`;
    const more = Array.from(
      { length: 4_000 },
      (_, at) => `action: repeat\ndetection: {s${at}: {x: ${'1'.repeat(99)}}}`,
    );
    const began = performance.now();
    expect(problemsOf(first, ...more).at(-1)).toMatch('repeat too much of each other');
    expect(performance.now() - began).toBeLessThan(20_000);
  }, 30_000);
});
