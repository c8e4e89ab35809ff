import { describe, expect, test } from 'vitest';
import { builtInRules, loadRules } from '../../src/input/rule-files.ts';
import { languageTags } from '../../src/language/language-tag.ts';
import { inEnglish, languages } from '../../src/language/languages.ts';
import { parseRules } from '../../src/rule/link.ts';
import type { Pack } from '../../src/rule/pack.ts';
import { parsePack } from '../../src/rule/pack.ts';
import {
  linkTranslations,
  parseTranslations,
  type Translations,
  translated,
} from '../../src/rule/translation.ts';
import { RuleError } from '../../src/rule/yaml/diagnostic.ts';

const rule = (name: string, rest: string): string =>
  `title: Title of ${name}\nname: ${name}\nlogsource: {product: okta, service: okta}\ndetection: {a: {eventType: x}, condition: a}\n${rest}`;

const { rules } = parseRules(
  [
    rule(
      'told',
      "summary: '{actor.id}: told at {client.ipAddress}'\nfalsepositives: [one, two]\nresponse: [first, second]\nreasons: {a: it is so}\n",
    ),
    rule('untold', ''),
  ].join('---\n'),
);
const packs = [
  parsePack(
    'question: Is it?\nrules: [told]\nneeds: [{events: [x], tells: what}, {fields: [y], tells: who}]\n',
    'packs/asked.yml',
  ).pack as Pack,
];

const link = (text: string): Translations =>
  linkTranslations([parseTranslations(text, 'translations/ja/all.yml')], rules, packs);

/** What is wrong with a file of translations, line by line. */
function problemsOf(text: string): readonly string[] {
  try {
    link(text);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(RuleError);
    return (error as RuleError).problems.map(
      ({ file, line, message }) => `${file}:${line}: ${message}`,
    );
  }
}

describe('translations', () => {
  const text = `told:
  title: 題名
  description: |-
    説明。
    続き。
  summary: '{client.ipAddress} で {actor.id}'
  falsepositives: [いち, に]
  response: [はじめに, つぎに]
untold:
  title: 無題
asked:
  question: 本当ですか。
  tells: [何が, 誰が]
`;

  test('take the place of the texts of rules and packs', () => {
    const set = translated({ rules, packs, translations: link(text) });
    expect(set.rules).toMatchObject([
      {
        title: '題名',
        description: '説明。\n続き。',
        summary: '{client.ipAddress} で {actor.id}',
        falsepositives: ['いち', 'に'],
        response: ['はじめに', 'つぎに'],
      },
      { title: '無題', summary: '無題' },
    ]);
    expect(set.packs).toMatchObject([
      { question: '本当ですか。', needs: [{ events: ['x'], tells: '何が' }, { tells: '誰が' }] },
    ]);
  });

  test('leave alone what they do not name', () => {
    const set = translated({ rules, packs, translations: link('told: {title: 題名}') });
    expect(set.rules[0]).toMatchObject({ title: '題名', response: ['first', 'second'] });
    expect(set.rules[0]?.summary).toBe(rules[0]?.summary);
    expect(set.rules[1]).toBe(rules[1]);
  });

  test('take the place of reasons, where another rule matches theirs, too', () => {
    const { rules: matching } = parseRules(
      [
        rule('matched', "reasons: {condition: 'from {client.ipAddress}', a: null}\n"),
        "title: T\nname: matching\nlogsource: {product: okta, service: okta}\ndetection: {b: {matches: matched}, c: {d: 1}, condition: b and c}\nreasons: {c: x, b: '{act}'}\n",
      ].join('---\n'),
    );
    const file = parseTranslations(
      "matched: {reasons: {condition: '{client.ipAddress} から'}}\nmatching: {reasons: {b: ['{act} した', した]}}\n",
      'ja.yml',
    );
    const translations = linkTranslations([file], matching, []);
    const set = translated({ rules: matching, packs: [], translations });
    const [matched, own] = set.rules;
    expect([...(matched?.reasons ?? [])]).toEqual([
      ['condition', ['{client.ipAddress} から']],
      ['a', []],
    ]);
    expect([...(own?.reasons ?? [])]).toEqual([
      ['c', ['x']],
      ['b', ['{act} した', 'した']],
    ]);
    expect(
      JSON.stringify(own?.condition, (_, value) => (value instanceof Map ? [...value] : value)),
    ).toContain('から');
  });

  test('keep what a correlation gathers by before its title', () => {
    const correlation = parseRules(
      [
        rule('told', ''),
        'title: Often\nname: often\ncorrelation: {type: event_count, rules: [told], group-by: [actor.id], timespan: 1h, condition: {gte: 3}}\n',
      ].join('---\n'),
    ).rules;
    const often = parseTranslations('often: {title: 頻発}', 'ja.yml');
    const translations = linkTranslations([often], correlation, []);
    const set = translated({ rules: correlation, packs: [], translations });
    expect(set.rules.find(({ name }) => name === 'often')?.summary).toBe('{actor.id}: 頻発');
  });

  test.each([
    ['nonesuch: {title: x}', '1: no rule is called "nonesuch"'],
    ['tolt: {title: x}', '1: no rule is called "tolt"; did you mean "told"?'],
    ['askd: {question: x}', '1: no pack is called "askd"; did you mean "asked"?'],
    ['told: {titel: x}', '1: a translation has no "titel"; did you mean "title"? There are'],
    ['told: [x]', '1: the texts of "told" must be a map'],
    ['[told]', '1: a file of translations is one map from names of rules to their texts'],
    ['', '1: a file of translations is one map from names of rules to their texts'],
    [
      "told: {summary: '{actor.id} で'}",
      '1: the summary of "told" has the placeholders {actor.id}, {client.ipAddress}, its translation {actor.id}',
    ],
    ["untold: {summary: '{actor.id}'}", '1: the summary of "untold" has the placeholders (none)'],
    ['untold: {reasons: {a: x}}', '1: "untold" gives no reason for "a"'],
    ['told: {reasons: [x]}', '1: reasons must be a map'],
    [
      "told: {reasons: {a: 'at {client.ipAddress}'}}",
      '1: the reason "a" of "told" does not name {client.ipAddress}, its translation does',
    ],
    ['told: {response: [x]}', '1: there are 2 steps of the response of "told", but 1'],
    ['told: {falsepositives: [x, y, z]}', '1: there are 2 falsepositives of "told", but 3'],
    ['asked: {tells: [x]}', '1: there are 2 needs of "asked", but 1'],
    ['told: {title: {x: y}}', '1: title must be text'],
    ['told: &a {title: x}', '1: YAML anchors'],
  ])('are refused as %j with place and reason', (wrong, message) => {
    const [problem] = problemsOf(wrong);
    expect(problem).toContain(`translations/ja/all.yml:${message}`);
  });

  test('are refused twice', () => {
    const file = parseTranslations('told: {title: x}', 'a.yml');
    expect(() => linkTranslations([file, file], rules, packs)).toThrow(
      '"told" is translated in a.yml:1 as well',
    );
  });
});

const others = languageTags.filter((tag) => tag !== 'en');

describe.each(others)('the bundled rules in the language %s', async (tag) => {
  const set = await loadRules([builtInRules()], { language: tag });
  const words = set.translations;
  const reporting = set.rules.filter(({ generate }) => generate);

  test('all say what they have to say', () => {
    const missing = reporting.flatMap((one) => {
      const translation = words.rules.get(one.name);
      const lacks = [
        one.summary !== one.title && translation?.summary === undefined ? 'summary' : '',
        one.falsepositives.length > 0 && !translation?.falsepositives ? 'falsepositives' : '',
        one.response.length > 0 && !translation?.response ? 'response' : '',
      ].filter((part) => part !== '');
      return lacks.length > 0 ? [`${one.name}: ${lacks.join(', ')}`] : [];
    });
    expect(missing).toEqual([]);
    expect(set.packs.filter(({ name }) => !words.packs.get(name)?.question)).toEqual([]);
  });

  test.each(['title', 'description'] as const)('have each a %s', (told) => {
    const lacking = set.rules.filter((one) => one[told] && !words.rules.get(one.name)?.[told]);
    expect(lacking.map(({ name }) => name)).toEqual([]);
  });

  test('give every reason that is given in words', () => {
    const untold = set.rules.flatMap(({ name, reasons }) =>
      [...reasons].flatMap(([told, sentences]) =>
        sentences.length > 0 && !words.rules.get(name)?.reasons?.has(told)
          ? [`${name}: ${told}`]
          : [],
      ),
    );
    expect(untold).toEqual([]);
  });

  test('act at once where they do in English, so that cases are answered in one order', () => {
    const language = languages[tag];
    const [before, after] = [reporting, translated(set).rules.filter(({ generate }) => generate)];
    const differ = before.filter((one, at) => {
      const [first = '', other = ''] = [one.response[0], after[at]?.response[0]];
      return inEnglish.urgent.test(first) !== language.urgent.test(other);
    });
    expect(differ.map(({ name }) => name)).toEqual([]);
  });
});
