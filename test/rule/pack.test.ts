import { describe, expect, test } from 'vitest';
import { parseRules } from '../../src/rule/link.ts';
import { linkPacks, parsePack, rulesOf } from '../../src/rule/pack.ts';
import { RuleError } from '../../src/rule/yaml/diagnostic.ts';

const good = `question: Was a session stolen?
description: Cookies.
rules: [session-*, password-reset]
needs:
  - {events: [user.session.start], tells: when sessions begin}
  - fields: [debugContext.debugData.dtHash]
    tells: which browser it is
`;

function rulesNamed(...names: readonly string[]) {
  const documents = names.map((name) => ({
    title: name,
    name,
    logsource: { product: 'okta', service: 'okta' },
    generate: !name.startsWith('fed-'),
    detection: { sel: { eventType: name }, condition: 'sel' },
  }));
  return parseRules(documents.map((one) => JSON.stringify(one)).join('\n---\n'));
}

test('a pack is a question, its rules and its needs', () => {
  const { pack, problems } = parsePack(good, 'rules/packs/theft.yml');
  expect(problems).toEqual([]);
  expect(pack).toMatchObject({
    name: 'theft',
    question: 'Was a session stolen?',
    description: 'Cookies.',
    rules: ['session-*', 'password-reset'],
    needs: [
      { events: ['user.session.start'], fields: [], tells: 'when sessions begin' },
      { events: [], fields: ['debugContext.debugData.dtHash'], tells: 'which browser it is' },
    ],
  });
});

describe('a mistake has its place', () => {
  test.each([
    ['no question', 'rules: [a]', '1:1', 'needs question'],
    ['no rules', 'question: Why?', '1:1', 'needs rules'],
    ['a misspelt key', 'question: Why?\nrules: [a]\nneed: []', '3:1', 'did you mean "needs"'],
    ['needs that are no list', 'question: Why?\nrules: [a]\nneeds: x', '3:8', 'must be a list'],
    ['an empty need', 'question: Why?\nrules: [a]\nneeds: [{tells: x}]', '3:9', 'events or fields'],
    ['a silent need', 'question: Why?\nrules: [a]\nneeds: [{events: [b]}]', '3:9', 'what it tells'],
    ['a need that is text', 'question: Why?\nrules: [a]\nneeds: [b]', '3:9', 'is a map'],
    ['no map', '- a', '1:1', 'is one map'],
    ['two documents', 'question: a\nrules: [b]\n---\nquestion: c\nrules: [d]', '1:1', 'is one map'],
    ['wrong syntax', 'question: [', '1:11', ''],
  ])('%s', (_, text, at, message) => {
    const { pack, problems } = parsePack(text, 'p.yml');
    expect(pack).toBeUndefined();
    expect(problems.map(({ line, column }) => `${line}:${column}`)).toContain(at);
    expect(problems.map((problem) => problem.message).join('\n')).toContain(message);
  });
});

test('the rules of a pack are those that report, in their order', () => {
  const { pack } = parsePack(good, 'theft.yml');
  if (!pack) throw new Error('no pack');
  const set = rulesNamed('password-reset', 'session-moved', 'fed-session', 'other', 'session-old');
  const [linked] = linkPacks([pack], set.rules);
  expect(linked?.rules).toEqual(['password-reset', 'session-moved', 'session-old']);
  const selected = set.rules.map((rule) => ({ ...rule, generate: rule.name !== 'session-old' }));
  expect(linked && rulesOf(linked, { rules: selected })).toEqual([
    'password-reset',
    'session-moved',
  ]);
  const inArea = set.rules.map((rule) => ({
    ...rule,
    place: { ...rule.place, file: `rules/${rule.name === 'other' ? 'x' : 'y'}/${rule.name}.yml` },
  }));
  expect(linkPacks([{ ...pack, rules: ['x/*'] }], inArea)[0]?.rules).toEqual(['other']);
});

test('a pack that names no rule, and two of one name, are refused', () => {
  const packOf = (text: string, file: string) => {
    const { pack } = parsePack(text, file);
    return pack ? [pack] : [];
  };
  const { rules } = rulesNamed('session-moved');
  const told = (...files: readonly (readonly [string, string])[]): string => {
    try {
      linkPacks(
        files.flatMap(([text, file]) => packOf(text, file)),
        rules,
      );
      return '';
    } catch (error) {
      if (error instanceof RuleError) return error.message;
      throw error;
    }
  };
  const one = 'question: Why?\nrules: [session-*]';
  expect(told([one, 'a/x.yml'])).toBe('');
  expect(told([one, 'a/x.yml'], [one, 'b/x.yml'])).toBe(
    'b/x.yml:1:1: the pack "x" is in a/x.yml as well',
  );
  expect(told(['question: Why?\nrules: [session-movd]', 'a/x.yml'])).toBe(
    'a/x.yml:1:1: no rule is called "session-movd"; did you mean "session-moved"?',
  );
});
