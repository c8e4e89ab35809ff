import { describe, expect, test, vi } from 'vitest';
import { linkRules, parseRules } from '../../src/rule/link.ts';
import { parseRuleFile } from '../../src/rule/rule-file.ts';
import { RuleError } from '../../src/rule/yaml/diagnostic.ts';

vi.setConfig({ testTimeout: 60_000 });

/** The two lines before a case's own: what stands after them begins on line 3. */
const head = 'title: T\nlogsource: {product: okta, service: okta}\n';

const lists = new Map([
  ['admins', []],
  ['names', ['10.0.0.0/8', 'ana']],
  ['letters', ['ab', 'a']],
  ['many', Array.from({ length: 400 }, (_, at) => `n${at}`)],
]);

/** What is wrong with a text, as `line:column: message`. */
function problemsOf(text: string): readonly string[] {
  try {
    parseRules(text, 'a.yml', lists);
    return [];
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    return error.problems.map(({ line, column, message }) => `${line}:${column}: ${message}`);
  }
}

/** Problems must be exactly those wanted, in order; each wanted one may be the start of its message. */
function expectProblems(text: string, wanted: readonly string[]): void {
  const found = problemsOf(text);
  const cut = found.map((problem, at) =>
    problem.startsWith(wanted[at] ?? '-') ? wanted[at] : problem,
  );
  expect(cut).toEqual(wanted);
}

type Case = readonly [name: string, text: string, ...wanted: string[]];

const detection = (selection: string, condition = 'a'): string =>
  `detection:\n  a: ${selection}\n  condition: ${condition}\n`;

const good = detection('{x: 1}');

const context = (window: string): string => `context:\n  w: ${window}\n${good}`;

describe('a mistake is reported where it stands:', () => {
  const yaml: readonly Case[] = [
    [
      'an open bracket',
      `${head}detection:\n  a: {x: [1}\n`,
      '4:10: this [ is closed by a }; it needs a ]',
    ],
    [
      'an open quote',
      `${head}detection:\n  a: {x: "1}\n`,
      '4:10: this " is never closed; it needs a "',
    ],
    [
      'a bracket on which every later line depends',
      `${head}detection:\n  a:\n    x: [1, 2\n    y: {z: [3]}\n    target[any].type: {a: b}\n  c: {d: e}\n  condition: a\nlevel: low\n`,
      '5:8: this [ is never closed; it needs a ]',
    ],
    [
      'brackets in a name in braces',
      `${head}detection:\n  a: {x: 1, target[any].type: User}\n  condition: a\n`,
      "4:13: what has brackets in it needs quotes here: 'target[any]...'",
    ],
    [
      'brackets in a value in braces',
      `${head}detection:\n  a: {x: target[0], y: 2}\n  condition: a\n`,
      "4:10: what has brackets in it needs quotes here: 'target[0]...'",
    ],
    ['a tab', `${head}detection:\n\ta: {x: 1}\n`, '4:1: Tabs are not allowed as indentation'],
    [
      'bad indentation',
      `${head}detection:\n    a: {x: 1}\n  condition: a\n`,
      '5:1: All mapping items must start at the same column',
    ],
    [
      'a key given twice',
      `${head}level: low\nlevel: high\n${good}`,
      '4:1: the key "level" is given twice',
    ],
    [
      'a key given twice inside',
      `${head}${detection('{x: 1, y: 2, x: 3}')}`,
      '4:19: the key "x" is given twice',
    ],
    [
      'a selection given twice',
      `${head}detection:\n  a: {x: 1}\n  a: {x: 2}\n  condition: a\n`,
      '5:3: the key "a" is given twice',
    ],
    [
      'a key given twice where nobody looks',
      `${head}${good}mine: [{b: 1, b: 2}]\n`,
      '6:15: the key "b" is given twice',
    ],
    [
      'an anchor',
      `${head}${detection('&n {x: 1}')}`,
      '4:6: YAML anchors and aliases are not allowed',
    ],
    [
      'an alias',
      `${head}detection:\n  a: &n {x: 1}\n  b: *n\n  condition: a\n`,
      '4:6: YAML anchors',
      '5:6: YAML anchors',
    ],
    [
      'an alias of nothing',
      `${head}${detection('*n')}`,
      '4:6: YAML anchors and aliases are not allowed',
    ],
    ['a merge key', `${head}${detection('{<<: {x: 1}}')}`, '4:11: the value of "<<" must be plain'],
    ['a tag', `${head}${detection('{x: !mine 1}')}`, '4:10: Unresolved tag: !mine'],
    [
      'a tag that runs code elsewhere',
      `${head}${detection("{x: !!js/function 'f'}")}`,
      '4:10: Unresolved tag',
    ],
    [
      'a key given as a number and as text',
      `${head}${detection("{1: a, '1': b}")}`,
      '4:13: the key "1" is given twice',
    ],
    [
      'a tag for bytes',
      `${head}${detection('{x: !!binary aa}')}`,
      '4:10: Unresolved tag: tag:yaml.org,2002:binary',
    ],
    ['a NUL', `${head}level: low\0\n${good}`, '3:11: the character U+0000 is not allowed in YAML'],
    ['a key that is a map', `${head}? {a: 1}\n: b\n${good}`, '3:3: a key must be plain text'],
    ['a key that is null', `${head}~: b\n${good}`, '3:1: a key must be plain text'],
    ['no document', '', '1:1: the file holds no rule'],
    ['only comments', '# nothing\n\n', '1:1: the file holds no rule'],
    ['only empty documents', '---\n---\n', '1:1: the file holds no rule'],
    ['a document that is a list', '- title: T\n', '1:1: a rule must be a map'],
    ['a document that is text', '\njust text\n', '2:1: a rule must be a map'],
    ['a second document that is a list', `${head}${good}---\n- x\n`, '7:1: a rule must be a map'],
    [
      'brackets without end',
      `a: ${'['.repeat(100_000)}`,
      '1:68: maps and lists are nested more than 64 deep',
    ],
    [
      'dashes without end',
      `a:\n  ${'- '.repeat(50_000)}x\n`,
      '2:130: maps and lists are nested more than 64 deep',
    ],
    [
      'maps without end',
      '{a: '.repeat(50_000),
      '1:258: maps and lists are nested more than 64 deep',
    ],
    [
      'a file that is too large',
      `${head}${good}#${'x'.repeat(1_048_576)}`,
      '1:1: the file is larger than 1048576 characters',
    ],
  ];
  test.each(yaml)('%s', (_name, text, ...wanted) => expectProblems(text, wanted));

  const documents: readonly Case[] = [
    ['no title', `logsource: {product: okta}\n${good}`, '1:1: a rule needs a title'],
    [
      'a title without text',
      `title:\nlogsource: {product: okta}\n${good}`,
      '1:7: title must be text',
    ],
    [
      'a title that is a list',
      `title: [a]\nlogsource: {product: okta}\n${good}`,
      '1:8: title must be text',
    ],
    ['no log source', `title: T\n${good}`, '1:1: a rule needs a logsource'],
    [
      'a log source that is text',
      `title: T\nlogsource: okta\n${good}`,
      '2:12: a rule needs a logsource',
    ],
    ['no detection', head, '1:1: a rule needs a detection'],
    ['a detection that is text', `${head}detection: a\n`, '3:12: a rule needs a detection'],
    [
      'a key that is called otherwise elsewhere',
      `${head}tz: Europe/Berlin\n${good}`,
      '3:1: a rule has no "tz"; write timezone',
    ],
    [
      'a misspelt key',
      `${head}lvel: high\n${good}`,
      '3:1: a rule has no "lvel"; did you mean "level"?',
    ],
    [
      'a plural for a singular',
      `${head}authors: me\n${good}`,
      '3:1: a rule has no "authors"; did you mean "author"?',
    ],
    [
      'a word divided',
      `${head}false-positives: [x]\n${good}`,
      '3:1: a rule has no "false-positives"; did you mean "falsepositives"?',
    ],
    [
      'a level that does not exist',
      `${head}level: sever\n${good}`,
      '3:8: there is no level "sever"',
    ],
    [
      'a misspelt level',
      `${head}level: hihg\n${good}`,
      '3:8: there is no level "hihg"; did you mean "high"?',
    ],
    [
      'a level in capitals',
      `${head}level: HIGH\n${good}`,
      '3:8: there is no level "HIGH"; did you mean "high"?',
    ],
    ['an empty level', `${head}level:\n${good}`, '3:7: level must be text'],
    ['a list in a list of texts', `${head}tags: [a, [b]]\n${good}`, '3:11: tags must be text'],
    [
      'a map for a list of texts',
      `${head}response: {a: b}\n${good}`,
      '3:11: response must be text',
    ],
    [
      'generate with a word',
      `${head}generate: sometimes\n${good}`,
      '3:11: generate must be true or false',
    ],
    [
      'generate as YAML 1.1 has it',
      `${head}generate: yes\n${good}`,
      '3:11: generate must be true or false',
    ],
    [
      'raise without a list',
      `${head}raise: {level: high, condition: a}\n${good}`,
      '3:8: raise must be a list',
    ],
    [
      'raise without a condition',
      `${head}raise:\n  - {level: high}\n${good}`,
      '4:5: raise needs a level and a condition',
    ],
    [
      'raise without a level',
      `${head}raise:\n  - {condition: a}\n${good}`,
      '4:5: raise needs a level and a condition',
    ],
    [
      'raise with a misspelt key',
      `${head}raise:\n  - {level: high, condtion: a}\n${good}`,
      '4:5: raise needs a level and a condition',
    ],
    [
      'raise with one key too many',
      `${head}raise:\n  - {level: high, condition: a, when: b}\n${good}`,
      '4:5: raise needs a level and a condition',
    ],
    ['raise of text', `${head}raise: [high]\n${good}`, '3:9: raise needs a level and a condition'],
    [
      'raise to nowhere',
      `${head}raise:\n  - {level: worst, condition: a}\n${good}`,
      '4:13: there is no level "worst"',
    ],
    [
      'raise on nothing',
      `${head}raise:\n  - {level: high, condition: not b}\n${good}`,
      '4:34: there is no selection "b"',
    ],
    [
      'a correlation',
      'title: T\ncorrelation:\n  type: event_count\n',
      '3:3: a correlation needs a timespan',
      '3:3: event_count needs a condition',
      '3:3: a correlation needs rules',
    ],
    ['a filter', `${head}filter:\n  rules: any\n`, '4:3: the filter has no condition'],
    ['a global document', 'action: global\ntitle: T\n', '1:1: the file holds no rule'],
  ];
  test.each(documents)('%s', (_name, text, ...wanted) => expectProblems(text, wanted));

  const selections: readonly Case[] = [
    [
      'an unknown modifier',
      `${head}${detection('{x|sounds: 1}')}`,
      '4:7: unknown modifier "sounds"',
    ],
    [
      'a misspelt modifier',
      `${head}${detection('{x|contians: 1}')}`,
      '4:7: unknown modifier "contians"; did you mean "contains"?',
    ],
    [
      'a modifier in capitals',
      `${head}${detection('{x|Contains: 1}')}`,
      '4:7: unknown modifier "Contains"; did you mean "contains"?',
    ],
    [
      'an inherited modifier',
      `${head}${detection('{x|constructor: 1}')}`,
      '4:7: unknown modifier "constructor"',
    ],
    ['an empty modifier', `${head}${detection('{x|: 1}')}`, '4:7: unknown modifier ""'],
    [
      'a modifier given twice',
      `${head}${detection('{x|contains|contains: 1}')}`,
      '4:7: the modifier "contains" is given twice',
    ],
    [
      're after text',
      `${head}${detection('{x|contains|re: a}')}`,
      '4:7: the modifier "re" cannot follow "contains": it takes a value as it is written, a part of a text, and "contains" makes text',
    ],
    [
      'a flag without re',
      `${head}${detection('{x|i: a}')}`,
      '4:7: the modifier "i" must follow "re"',
    ],
    [
      'a flag after all',
      `${head}${detection('{x|all|ignorecase: a}')}`,
      '4:7: the modifier "ignorecase" must follow "re"',
    ],
    [
      'cidr after contains',
      `${head}${detection('{x|contains|cidr: 10.0.0.0/8}')}`,
      '4:7: the modifier "cidr" cannot follow "contains"',
    ],
    [
      'cidr after a list of text',
      `${head}${detection("{x|expand|cased|cidr: '%admins%'}")}`,
      '4:7: the modifier "cidr" cannot follow "cased": it takes a value as it is written, a value list, and',
    ],
    [
      'expand and re',
      `${head}${detection("{x|expand|re: '%admins%'}")}`,
      '4:7: the modifier "re" cannot follow "expand"',
    ],
    [
      'expand and gt',
      `${head}${detection("{x|expand|gt: '%admins%'}")}`,
      '4:7: the modifier "gt" cannot follow "expand"',
    ],
    [
      'base64 after contains',
      `${head}${detection('{x|contains|base64: ab}')}`,
      '4:7: the modifier "base64" cannot follow "contains"',
    ],
    [
      'base64 twice',
      `${head}${detection('{x|base64|base64offset: ab}')}`,
      '4:7: the modifier "base64offset" cannot follow "base64": it takes a value as it is written, a value list, whole text, text in UTF-16, and "base64" makes base64',
    ],
    [
      'UTF-16 after base64',
      `${head}${detection('{x|base64|wide: ab}')}`,
      '4:7: the modifier "wide" cannot follow "base64"',
    ],
    [
      'windash after base64',
      `${head}${detection('{x|base64|windash: ab}')}`,
      '4:7: the modifier "windash" cannot follow "base64"',
    ],
    [
      'fieldref after contains',
      `${head}${detection('{x|contains|fieldref: y}')}`,
      '4:7: the modifier "fieldref" cannot follow "contains"',
    ],
    [
      'two parts of a time',
      `${head}${detection('{x|hour|minute: 1}')}`,
      '4:7: the modifier "minute" cannot follow "hour"',
    ],
    [
      'a zone that there is not',
      `${head}${detection('{x|hour@Europe/Berln: 1}')}`,
      '4:7: there is no time zone "Europe/Berln"; did you mean "Europe/Berlin"?',
    ],
    [
      'a zone of what has none',
      `${head}${detection('{x|contains@UTC: 1}')}`,
      '4:7: unknown modifier "contains@UTC"',
    ],
    [
      'a domain in capitals',
      `${head}${detection('{x|domain|contains|cased: A}')}`,
      '4:7: "domain" is in small letters, so cased',
    ],
    [
      'a domain that is ordered',
      `${head}${detection('{x|domain|gt: 1}')}`,
      '4:7: the modifier "gt" cannot follow "domain"',
    ],
    [
      'a part of a part',
      `${head}${detection('{x|domain|user: a}')}`,
      '4:7: the modifier "user" cannot follow "domain"',
    ],
    [
      'a part of the day that there is not',
      `${head}${detection('{x|daypart: nigth}')}`,
      '4:18: "nigth" is no part of the day; did you mean "night"? There are night, morning',
    ],
    [
      'the domain of words',
      `${head}${detection("{'|domain': a}")}`,
      '4:7: keywords take only text',
    ],
    [
      'a part that there is not, of another field',
      `${head}${detection('{x|fieldref: y|domian}')}`,
      '4:19: a field has no part "domian"; did you mean "domain"? There are minute, hour,',
    ],
    [
      'text of a part of a time',
      `${head}${detection('{x|hour|contains: 1}')}`,
      '4:7: the modifier "contains" cannot follow "hour"',
    ],
    [
      'two comparisons',
      `${head}${detection('{x|gt|lt: 1}')}`,
      '4:7: the modifiers "gt" and "lt" cannot be combined',
    ],
    [
      'not equal and greater',
      `${head}${detection('{x|neq|gt: 1}')}`,
      '4:7: the modifiers "neq" and "gt" cannot be combined',
    ],
    [
      'not equal and there',
      `${head}${detection('{x|neq|exists: true}')}`,
      '4:7: the modifiers "neq" and "exists" cannot be combined',
    ],
    ['an empty selection', `${head}${detection('{}')}`, '4:6: this selection is empty'],
    ['an empty list of selections', `${head}${detection('[]')}`, '4:6: this selection is empty'],
    [
      'a selection without anything',
      `${head}${detection('')}`,
      '4:6: a selection must be a map, a list or a word',
    ],
    [
      'an empty list of values',
      `${head}${detection('{x: []}')}`,
      '4:7: "x" has an empty list, so nothing could match',
    ],
    [
      'an empty list of words',
      `${head}${detection("{'|all': []}", '1 of them')}`,
      '4:7: "|all" has an empty list, so nothing could match',
    ],
    [
      'a map for a value',
      `${head}${detection('{x: {y: 1}}')}`,
      '4:10: the value of "x" must be plain',
    ],
    [
      'an empty list in a list of values',
      `${head}${detection('{x: [1, []]}')}`,
      '4:14: the value of "x" must be plain',
    ],
    [
      'a map in a list of values',
      `${head}${detection('{x: [1, [{a: b}]]}')}`,
      '4:15: the value of "x" must be plain',
    ],
    [
      'null with a modifier',
      `${head}${detection('{x|contains: null}')}`,
      '4:19: null can only be compared as it is',
    ],
    [
      'null with a modifier, unsaid',
      `${head}${detection('{x|contains: }')}`,
      '4:19: null can only be compared as it is',
    ],
    [
      'null in a list with a modifier',
      `${head}${detection('{x|startswith: [a, null]}')}`,
      '4:25: null can only be compared as it is',
    ],
    ['null among words', `${head}${detection('[a, null]')}`, '4:6: null is not a keyword'],
    [
      'a number for gt in quotes',
      `${head}${detection("{x|gt: '1'}")}`,
      '4:13: gt, gte, lt and lte need a number',
    ],
    ['infinity', `${head}${detection('{x|lte: .inf}')}`, '4:14: gt, gte, lt and lte need a number'],
    [
      'exists with a word',
      `${head}${detection('{x|exists: perhaps}')}`,
      '4:17: exists needs true or false',
    ],
    [
      'exists with two answers',
      `${head}${detection('{x|exists: [true, false]}')}`,
      '4:7: exists needs one value',
    ],
    [
      'a network without a length',
      `${head}${detection('{x|cidr: 10.0.0.1}')}`,
      '4:15: "10.0.0.1" is not a network such as',
    ],
    [
      'a network that is too long',
      `${head}${detection('{x|cidr: [10.0.0.0/8, 10.0.0.0/33]}')}`,
      '4:28: "10.0.0.0/33" is not a network',
    ],
    [
      'a regular expression that looks ahead',
      `${head}${detection("{x|re: 'ab(?=b)'}")}`,
      '4:16: this regular expression is rejected: invalid or unsupported Perl syntax: (?=; RE2 has no look-around; make that text a part',
    ],
    [
      'a regular expression that looks ahead for nothing',
      `${head}${detection("{x|re: 'ab(?!b)'}")}`,
      '4:16: this regular expression is rejected: invalid or unsupported Perl syntax: (?!; RE2 has no look-around; use a separate selection',
    ],
    [
      'a regular expression that looks behind',
      `${head}${detection("{x|re: '(?<!a)b'}")}`,
      '4:14: this regular expression is rejected: invalid named capture: (?<!a)b; RE2 has no look-around; use a separate selection',
    ],
    [
      'a regular expression with a back-reference',
      `${head}${detection("{x|re: '(a)\\1'}")}`,
      '4:17: this regular expression is rejected: invalid escape sequence: \\1; RE2 has no back-references',
    ],
    [
      'a regular expression with too many repetitions',
      `${head}${detection("{x|re: 'a{1001}'}")}`,
      '4:15: this regular expression is rejected: invalid repeat count: {1001}; RE2 repeats at most 1000 times',
    ],
    [
      'a regular expression that is a list',
      `${head}${detection(`{x|re: '${'ab|'.repeat(3000)}'}`)}`,
      '4:14: a regular expression has at most 8192 characters; use a value list',
    ],
    [
      'an open regular expression',
      `${head}${detection("{x|re: [a, '(']}")}`,
      '4:18: this regular expression is rejected: missing closing ): (',
    ],
    [
      'a wildcard in base64',
      `${head}${detection("{x|base64: 'ab*'}")}`,
      '4:17: base64 cannot encode a wildcard; write \\* or \\? for the character itself',
    ],
    [
      'a wildcard in UTF-16',
      `${head}${detection("{x|wide|base64offset|contains: ['ab', 'a?']}")}`,
      '4:44: base64offset cannot encode a wildcard',
    ],
    [
      'a wildcard in base64 of a list',
      `${head}${detection("{x|base64|expand: '%admins%*'}")}`,
      '4:24: base64 cannot encode a wildcard',
    ],
    [
      'too little for base64offset',
      `${head}${detection('{x|base64offset|contains: a}')}`,
      '4:32: base64offset needs at least two bytes of text',
    ],
    [
      'too many dashes for base64',
      `${head}${detection("{x|windash|base64: '-a -b -c -d -e'}")}`,
      '4:25: this text has too many dashes and slashes for windash and base64',
    ],
    [
      'an hour that no day has',
      `${head}${detection('{x|hour: [23, 24]}')}`,
      '4:20: hour needs a whole number from 0 to 23',
    ],
    [
      'an hour in quotes',
      `${head}${detection("{x|hour: '9'}")}`,
      '4:15: hour needs a whole number from 0 to 23',
    ],
    [
      'an hour to compare in quotes',
      `${head}${detection("{x|hour|gte: '9'}")}`,
      '4:19: gt, gte, lt and lte need a number',
    ],
    [
      'a reference to nothing',
      `${head}${detection("{x|fieldref: ''}")}`,
      '4:19: fieldref needs the name of a field',
    ],
    [
      'a reference to members that are asked about',
      `${head}${detection("{x|fieldref: 'target[any].id'}")}`,
      '4:19: [any] asks about the members of "target" in a selection and names no value; write target[type=User] for the members that fit, target[0] for one, or no bracket for all',
    ],
    [
      'expand without a list',
      `${head}${detection('{x|expand: admins}')}`,
      '4:17: expand needs the name of a value list between percent signs',
    ],
    [
      'expand of a text and an unknown list',
      `${head}${detection("{x|expand: 'a%admins%%nobody%'}")}`,
      '4:7: there is no value list "nobody"',
    ],
    [
      'networks of a list of names',
      `${head}${detection("{x|cidr|expand: '%names%'}")}`,
      '4:7: "ana" in a value list is neither a network nor an address',
    ],
    [
      'base64 of a list with too little',
      `${head}${detection("{x|expand|base64offset|contains: '%letters%'}")}`,
      '4:7: "a" of a value list: base64offset needs at least two bytes of text',
    ],
    [
      'too many combinations of lists',
      `${head}${detection("{x|expand: '%many%%many%'}")}`,
      '4:7: the lists in this value expand to 160000 texts, more than 100000',
    ],
    [
      'expand with an unknown list',
      `${head}${detection("{x|expand: '%nobody%'}")}`,
      '4:7: there is no value list "nobody"; add rules/lists/nobody.txt or --list nobody=FILE',
    ],
    [
      'expand with a misspelt list',
      `${head}${detection("{x|expand: '%admin%'}")}`,
      '4:7: there is no value list "admin"; did you mean "admins"?',
    ],
    [
      'words with a comparison',
      `${head}${detection("{'|gt': 1}")}`,
      '4:7: keywords take only text modifiers',
    ],
    [
      'words with a network',
      `${head}${detection("{'|cidr': 10.0.0.0/8}")}`,
      '4:7: keywords take only text modifiers',
    ],
    [
      'words with a presence',
      `${head}${detection("{'|exists': true}")}`,
      '4:7: keywords take only text modifiers',
    ],
    [
      'words at a start',
      `${head}${detection("{'|startswith': a}")}`,
      '4:7: keywords are searched anywhere',
    ],
    [
      'nesting that is too deep',
      `${head}${detection(`${'['.repeat(40)}a${']'.repeat(40)}`)}`,
      '4:39: selections are nested too deeply',
    ],
    [
      'one of several selections',
      `${head}detection:\n  a: {x: 1}\n  b: [{x: 1}, {y|gt: z}]\n  condition: a or b\n`,
      '5:22: gt, gte, lt and lte need a number',
    ],
  ];
  test.each(selections)('%s', (_name, text, ...wanted) => expectProblems(text, wanted));

  const conditions: readonly Case[] = [
    ['no condition', `${head}detection:\n  a: {x: 1}\n`, '4:3: the detection has no condition'],
    ['an empty condition', `${head}${detection('{x: 1}', '')}`, '5:14: condition must be text'],
    [
      'an empty list of conditions',
      `${head}${detection('{x: 1}', '[]')}`,
      '4:3: the detection has no condition',
    ],
    [
      'a condition that is a map',
      `${head}${detection('{x: 1}', '{a: 1}')}`,
      '5:14: condition must be text',
    ],
    [
      'an unknown selection',
      `${head}${detection('{x: 1}', 'a and b')}`,
      '5:20: there is no selection "b"',
    ],
    [
      'an unknown selection in quotes',
      `${head}${detection('{x: 1}', "'a and nope'")}`,
      '5:21: there is no selection "nope"',
    ],
    [
      'an unknown selection in a list',
      `${head}${detection('{x: 1}', '[a, nope]')}`,
      '5:18: there is no selection "nope"',
    ],
    [
      'an unknown selection on the next line',
      `${head}${detection('{x: 1}', 'a or\n    a and\n    nope')}`,
      '7:5: there is no selection "nope"',
    ],
    [
      'an unknown selection in a folded block',
      `${head}${detection('{x: 1}', '>-\n    a or\n\n    nope')}`,
      '8:5: there is no selection "nope"',
    ],
    [
      'an unknown selection first in a block',
      `${head}${detection('{x: 1}', '>\n    nope or a')}`,
      '6:5: there is no selection "nope"',
    ],
    [
      'an unknown selection first in quotes',
      `${head}${detection('{x: 1}', '"nope or a"')}`,
      '5:15: there is no selection "nope"',
    ],
    [
      'an unknown selection in a literal block',
      `${head}${detection('{x: 1}', '|\n    a or\n      nope')}`,
      '7:7: there is no selection "nope"',
    ],
    [
      'a condition that ends too early',
      `${head}${detection('{x: 1}', 'a and')}`,
      '5:19: the condition ends too early',
    ],
    [
      'a bracket never closed',
      `${head}${detection('{x: 1}', 'a or (a and a')}`,
      '5:19: this bracket is never closed',
    ],
    [
      'a pattern that meets nothing',
      `${head}${detection('{x: 1}', 'all of nope*')}`,
      '5:21: no selection name matches "nope*"',
    ],
    [
      'an aggregation',
      `${head}${detection('{x: 1}', 'a | count() by y > 5')}`,
      '5:16: aggregations after "|" were removed from Sigma; use context, or a correlation',
    ],
    [
      'a time frame',
      `${head}detection:\n  a: {x: 1}\n  timeframe: 5m\n  condition: a\n`,
      '5:3: timeframe was removed from Sigma; use context, or a correlation',
    ],
    [
      'a time frame and an aggregation',
      `${head}detection:\n  a: {x: 1}\n  timeframe: 5m\n  condition: a | count() > 5\n`,
      '5:3: timeframe was removed from Sigma',
      '6:16: aggregations after "|" were removed',
    ],
    [
      'a condition and a raise over a broken selection',
      `${head}${detection('{x|y: 1}', 'a and b')}raise:\n  - {level: high, condition: a}\n  - {level: high, condition: not c}\n`,
      '4:7: unknown modifier "y"',
      '5:20: there is no selection "b"',
      '8:34: there is no selection "c"',
    ],
    [
      'a condition of a block over a broken selection',
      `${head}${detection('{"t[any]": {s: {x|y: 1}, condition: s and u}}')}`,
      '4:22: unknown modifier "y"',
      '4:48: there is no selection "u"',
    ],
    [
      'two conditions, one of them broken',
      `${head}detection:\n  a: {x: 1}\n  condition: [a, b]\n`,
      '5:18: there is no selection "b"',
    ],
  ];
  test.each(conditions)('%s', (_name, text, ...wanted) => expectProblems(text, wanted));

  const fields = 'fields: {n: {count: true}}';
  const windows: readonly Case[] = [
    [
      'a context that is a list',
      `${head}context: []\n${good}`,
      '3:10: context must be a map of windows',
    ],
    ['an empty context', `${head}context:\n${good}`, '3:9: context must be a map of windows'],
    ['a window that is text', `${head}${context('1h')}`, '4:3: the window "w" must be a map'],
    [
      'a window with a blank in its name',
      `${head}context:\n  my window: {before: 1h, ${fields}}\n${good}`,
      '4:3: "my window" cannot name a window',
    ],
    [
      'a window that hides a field',
      `${head}context:\n  client: {before: 1h, ${fields}}\n${good}`,
      '4:3: "client" cannot name a window',
    ],
    [
      'a window without a length',
      `${head}${context(`{${fields}}`)}`,
      '4:3: the window "w" needs before, after or list',
    ],
    [
      'a window that ends without a beginning',
      `${head}${context(`{until: 1h, after: 2h, ${fields}}`)}`,
      '4:7: until ends what before begins, so "w" needs before',
      '4:7: a window that ends before the event has no after; make it two windows',
    ],
    [
      'a window that ends before it begins',
      `${head}${context(`{before: 1h, until: 1h, ${fields}}`)}`,
      '4:19: until must be shorter than before, or the window would be empty',
    ],
    [
      'buckets that end before the event',
      `${head}${context('{before: 9d, until: 1d, every: 1d, fields: {n: {zscore: {count: true}}}}')}`,
      '4:19: every counts buckets back from the event, so until has no place beside it',
    ],
    [
      'a portion of what is not said',
      `${head}${context('{before: 1h, fields: {n: {portion: actor.id}}}')}`,
      '4:41: portion takes fields and how often: {of: actor.id, count: {lte: 2}}, or gte',
    ],
    [
      'a portion of values that are there half a time',
      `${head}${context('{before: 1h, fields: {n: {portion: {of: a, count: {gte: 0.5}}}}}')}`,
      '4:62: how often a value is there is a whole number from 1',
    ],
    [
      'a misspelt key of a window',
      `${head}${context(`{before: 1h, groupby: [a], ${fields}}`)}`,
      '4:19: a window has no "groupby"; did you mean "group-by"?',
    ],
    [
      'another key of a window',
      `${head}${context(`{before: 1h, colour: red, ${fields}}`)}`,
      '4:19: a window has no "colour"',
    ],
    [
      'keys of a window beside the windows',
      `${head}context:\n  before: 1h\n  fields: {n: {count: true}}\n${good}`,
      '4:3: "before" belongs in a window, one level deeper',
      '5:3: "fields" belongs in a window, one level deeper',
    ],
    [
      'a window that is called as a key of one',
      `${head}context:\n  before: {before: 1h, ${fields}}\n${good}`,
    ],
    [
      'keys of a window at the top',
      `${head}before: 1h\ngroup-by: [actor.id]\ncondition: a\n${good}`,
      '3:1: "before" belongs in a window: context: {my_window: {before: ...}}',
      '4:1: "group-by" belongs in a window of the context, or the correlation',
      '5:1: "condition" belongs in the detection, beside its selections',
    ],
    [
      'a function beside the fields',
      `${head}${context(`{before: 1h, distinct: actor.id, ${fields}}`)}`,
      '4:19: "distinct" is a function, which belongs in fields: {my_fact: {distinct: ...}}',
    ],
    [
      'a fact beside the fields',
      `${head}${context(`{before: 1h, m: {most: actor.id}, ${fields}}`)}`,
      '4:19: "m" computes most, so it belongs in fields: {m: {most: ...}}',
    ],
    [
      'every in a fact, and inside its function',
      `${head}${context('{before: 9d, fields: {n: {zscore: {count: true}, every: 1d}, m: {zscore: {count: true, every: 1d}}}}')}`,
      '4:55: "every" belongs in the window, beside its fields',
      '4:93: "every" belongs in the window, beside its fields',
    ],
    [
      'a key of a correlation in a window',
      `${head}${context(`{before: 1h, timespan: 1h, ${fields}}`)}`,
      '4:19: a window has no "timespan"; it has before or after',
    ],
    [
      'a length of nothing',
      `${head}${context(`{before: 0s, ${fields}}`)}`,
      '4:15: before must be a duration from 1s to 366d',
    ],
    [
      'a negative length',
      `${head}${context(`{after: -1h, ${fields}}`)}`,
      '4:14: after must be a duration',
    ],
    [
      'a length without a unit',
      `${head}${context(`{before: 60, ${fields}}`)}`,
      '4:15: before must be a duration',
    ],
    [
      'a length in months',
      `${head}${context(`{before: 5M, ${fields}}`)}`,
      '4:15: before must be a duration',
    ],
    [
      'a length with a fraction',
      `${head}${context(`{before: 1.5h, ${fields}}`)}`,
      '4:15: before must be a duration',
    ],
    [
      'a length beyond a year',
      `${head}${context(`{before: 400d, ${fields}}`)}`,
      '4:15: before must be a duration',
    ],
    [
      'a length that is not said',
      `${head}${context(`{before: , ${fields}}`)}`,
      '4:15: before must be a duration',
    ],
    [
      'a length to learn that is none',
      `${head}${context(`{before: 1h, learn: long, ${fields}}`)}`,
      '4:26: learn must be a duration',
    ],
    [
      'rules that are none',
      `${head}${context(`{rules: [], before: 1h, ${fields}}`)}`,
      '4:7: rules is empty',
    ],
    [
      'rules that are not said',
      `${head}${context(`{rules: , before: 1h, ${fields}}`)}`,
      '4:7: rules is empty',
    ],
    [
      'a group that is a map',
      `${head}${context(`{group-by: {a: b}, before: 1h, ${fields}}`)}`,
      '4:17: group-by must be text',
    ],
    [
      'a modifier in a key that makes no part',
      `${head}${context(`{group-by: a.b|contains, before: 1h, ${fields}}`)}`,
      '4:17: "contains" says how a field is compared; parts of a field are minute, hour,',
    ],
    [
      'two parts in a key',
      `${head}${context(`{group-by: 'a.b|hour|domain', before: 1h, ${fields}}`)}`,
      '4:17: a field has one part behind "|", not "hour|domain"',
    ],
    [
      'a zone of a domain',
      `${head}${context(`{group-by: 'a.b|domain@UTC', before: 1h, ${fields}}`)}`,
      '4:17: "domain" is not read from a clock, so it has no zone',
    ],
    [
      'a part of an alias',
      `name: base\n${head}${good}---\nname: top\n${head}${context(`{rules: base, group-by: who|domain, aliases: {who: {base: x.y, top: x.y}}, before: 1h, ${fields}}`)}`,
      '12:30: "who" stands for other fields; name the part where aliases name them',
    ],
    [
      'no zone in a rule about another product, which is not ours to read',
      `title: T\nlogsource: {product: aws}\ntimezone: Berlin\n${good}`,
    ],
    [
      'a city',
      `${head}timezone: Berlin\n${good}`,
      '3:11: there is no time zone "Berlin"; did you mean "Europe/Berlin"?',
    ],
    [
      'an offset',
      `${head}timezone: '+02:00'\n${good}`,
      '3:11: there is no time zone "+02:00"; it is named as in Europe/Berlin',
    ],
    ['no zone', `${head}timezone: []\n${good}`, '3:11: timezone must be text'],
    [
      'a list with a length',
      `${head}${context('{list: admins, before: 1h, fields: {n: {new: a}}}')}`,
      '4:3: the window "w" is a list, so',
    ],
    [
      'a list that does not exist',
      `${head}${context('{list: nobody, fields: {n: {new: a}}}')}`,
      '4:3: there is no value list "nobody"',
    ],
    [
      'a list that is misspelt',
      `${head}${context('{list: admin, fields: {n: {new: a}}}')}`,
      '4:3: there is no value list "admin"; did you mean "admins"?',
    ],
    ['no fields', `${head}${context('{before: 1h}')}`, '4:3: a window needs fields'],
    [
      'empty fields',
      `${head}${context('{before: 1h, fields: {}}')}`,
      '4:27: a window needs fields',
    ],
    [
      'a field that is text',
      `${head}${context('{before: 1h, fields: {n: count}}')}`,
      '4:28: "n" needs one function',
    ],
    [
      'a field with two functions',
      `${head}${context('{before: 1h, fields: {n: {count: true, distinct: a}}}')}`,
      '4:28: "n" needs one function',
    ],
    [
      'a misspelt function',
      `${head}${context('{before: 1h, fields: {n: {cuont: true}}}')}`,
      '4:32: there is no function "cuont"; did you mean "count"?',
    ],
    [
      'an inherited function',
      `${head}${context('{before: 1h, fields: {n: {toString: true}}}')}`,
      '4:32: there is no function "toString"',
    ],
    [
      'a count of something',
      `${head}${context('{before: 1h, fields: {n: {count: actor.id}}}')}`,
      '4:39: count takes only true',
    ],
    [
      'a distinct count of nothing',
      `${head}${context('{before: 1h, fields: {n: {distinct: []}}}')}`,
      '4:32: distinct names no field',
    ],
    [
      'a distinct count of a map',
      `${head}${context('{before: 1h, fields: {n: {distinct: {a: b}}}}')}`,
      '4:42: distinct must be text',
    ],
    [
      'among without likeness',
      `${head}${context('{before: 1h, fields: {n: {new: a, among: b}}}')}`,
      '4:40: only similar takes "among"',
    ],
    [
      'a count of a list',
      `${head}${context('{list: admins, fields: {n: {count: true}}}')}`,
      '4:34: a list has no "count"; use similar or new',
    ],
    [
      'a misspelt fact',
      `${head}context:\n  w: {before: 1h, ${fields}}\n${detection('{w.nm: 1}')}`,
      '6:7: the window "w" has no fact "nm"; did you mean "n"?',
    ],
    [
      'a function by the name it has elsewhere',
      `${head}${context('{before: 1h, fields: {n: {unique: actor.id}}}')}`,
      '4:32: there is no function "unique"; different values are counted by distinct',
    ],
    [
      'a fact that the window lacks',
      `${head}context:\n  w: {before: 1h, ${fields}}\n${detection('{w.total: 1}')}`,
      '6:7: the window "w" has no fact "total"; it has n',
    ],
    [
      'a formula in place of a fact',
      `${head}context:\n  w: {before: 1h, ${fields}}\n${detection('{w.n / 2|gt: 1}')}`,
      '6:7: the window "w" has no fact "n / 2"; a formula has a window of its own, such as my_sums: ',
    ],
    [
      'a fact with a mistake, which is not missed as well',
      `${head}context:\n  w: {before: 1h, fields: {n: {count: a}}}\n  c: {compute: {x: 2 * w.n}}\n${detection('{w.n: 1, c.x: 2}')}`,
      '4:39: count takes only true; distinct counts the different values of a field',
    ],
    [
      'a formula among the fields',
      `${head}context:\n  w: {before: 1h, fields: {n: {count: true}, x: w.n / 2}}\n${detection('{w.n: 1, w.x: 2}')}`,
      '4:46: "x" needs one function; a formula has a window of its own, such as my_sums: {compute: {x: ',
    ],
    [
      'compute among the fields',
      `${head}context:\n  w: {before: 1h, fields: {x: {compute: w.n / 2}}}\n${detection('{w.x: 2}')}`,
      '4:32: compute has a window of its own, such as my_sums: {compute: {x: ',
    ],
    [
      'compute beside the fields',
      `${head}context:\n  w: {before: 1h, ${fields}, compute: {x: w.n / 2}}\n${detection('{w.n: 1, w.x: 2}')}`,
      '4:7: "w" is computed, so "before" means nothing beside it; give compute a window of its own',
    ],
    [
      'a formula in place of a window',
      `${head}context:\n  w: {before: 1h, ${fields}}\n  x: w.n / 2\n${detection('{w.n: 1}')}`,
      '5:3: the window "x" must be a map; a formula has a window of its own, such as my_sums: {compute: {x: ',
    ],
    [
      'a formula in place of a number',
      `${head}context:\n  w: {before: 1h, ${fields}}\n${detection('{w.n|gt: 0.5 * w.n, w.n|lt: 80%}')}`,
      '6:15: gt, gte, lt and lte need a number; another fact stands behind fieldref (w.n|gt|fieldref: w.m), a formula under compute',
      '6:34: gt, gte, lt and lte need a number; 80% is 0.8',
    ],
    [
      'a fact in a formula without its window, a function, and a number below 0',
      `${head}context:\n  w: {before: 1h, ${fields}}\n  c: {compute: {x: 2 * n, y: round(w.n), z: 2 * -w.n}}\n${detection('{c.x|gt: 1, c.y|gt: 1, c.z|gt: 1, w.n: 1}')}`,
      '5:24: there is no selection "n"; did you mean "w.n"?',
      '5:30: a formula has no functions, as "round"; it takes + - * / and brackets',
      '5:49: a number, a fact or a field is missing here; what is below 0 is written 0 - x',
    ],
    [
      'a percentile without its number',
      `${head}${context('{before: 1h, fields: {n: {percentile: size}}}')}`,
      '4:44: percentile takes a field and a number: [size, 90]',
    ],
    [
      'a percentile of nothing',
      `${head}${context('{before: 1h, fields: {n: {percentile: }}}')}`,
      '4:44: percentile takes a field and a number: [field, 90]',
    ],
    [
      'a percentile beyond all',
      `${head}${context('{before: 1h, fields: {n: {percentile: [size, 101]}}}')}`,
      '4:51: a percentile is a number above 0 and at most 100',
    ],
    [
      'a percentile in words',
      `${head}${context('{before: 1h, fields: {n: {percentile: [size, most]}}}')}`,
      '4:51: a percentile is a number above 0 and at most 100',
    ],
    [
      'a sum of two fields',
      `${head}${context('{before: 1h, fields: {n: {sum: [a, b]}}}')}`,
      '4:37: sum takes one field, not several',
    ],
    [
      'seconds since something',
      `${head}${context('{before: 1h, fields: {n: {seconds: actor.id}}}')}`,
      '4:41: seconds takes only true',
    ],
    [
      'a misspelt function of numbers',
      `${head}${context('{before: 1h, fields: {n: {mediam: size}}}')}`,
      '4:32: there is no function "mediam"; did you mean "median"?',
    ],
    [
      'a past without a before',
      `${head}${context('{after: 1h, fields: {n: {kmh: place}}}')}`,
      '4:31: "n" looks at earlier events, so "w" needs before',
    ],
    [
      'steps of no rules',
      `${head}${context('{before: 1h, fields: {n: {steps: true}}}')}`,
      '4:32: "n" is about the window\'s rules, so "w" needs rules',
    ],
    [
      'buckets of another function',
      `${head}${context('{before: 7d, every: 1d, fields: {z: {zscore: {distict: a}}}}')}`,
      '4:52: zscore cannot compare "distict"; did you mean "distinct"?',
    ],
    [
      'buckets of a function that cannot measure them',
      `${head}${context('{before: 7d, every: 1d, fields: {z: {zscore: {median: a}}}}')}`,
      '4:52: zscore cannot compare "median"; there are count, distinct, sum',
    ],
    [
      'buckets of a field alone',
      `${head}${context('{before: 7d, every: 1d, fields: {z: {zscore: a}}}')}`,
      '4:51: zscore takes one of',
    ],
    [
      'buckets of no length',
      `${head}${context('{before: 7d, fields: {z: {zscore: {count: true}}}}')}`,
      '4:3: zscore compares buckets, so it needs every',
    ],
    [
      'two buckets',
      `${head}${context('{before: 2d, every: 1d, fields: {z: {zscore: {count: true}}}}')}`,
      '4:3: before must hold 3 to 100 times every, and holds it 2 times',
    ],
    [
      'too many buckets',
      `${head}${context('{before: 7d, every: 1m, fields: {z: {zscore: {count: true}}}}')}`,
      '4:3: before must hold 3 to 100 times every, and holds it 10080 times',
    ],
    [
      'buckets for nothing',
      `${head}${context(`{before: 7d, every: 1d, ${fields}}`)}`,
      '4:3: every is only for zscore, which this window does not use',
    ],
    [
      'a nearest member of a list',
      `${head}${context('{list: admins, fields: {n: {last: a}}}')}`,
      '4:34: a list has no "last"; use similar or new',
    ],
    [
      'aliases that are text',
      `${head}${context(`{group-by: a, aliases: b, before: 1h, ${fields}}`)}`,
      '4:29: aliases must be a map, such as {user: {rule-a: actor.id}}',
    ],
    [
      'an alias for no name of the key',
      `${head}${context(`{group-by: actor.id, aliases: {actor.di: {base: b}}, before: 1h, ${fields}}`)}`,
      '4:3: group-by has no "actor.di" for an alias to stand for; did you mean "actor.id"?',
      '4:3: window "w": aliases names "base", which is not one of its rules',
    ],
    [
      'an alias for a rule that is none of the window',
      `name: base\n${head}${good}---\nname: top\n${head}${context(`{rules: base, group-by: a.b, aliases: {a.b: {bsae: x}}, before: 1h, ${fields}}`)}`,
      '12:3: window "w": aliases names "bsae", which is not one of its rules; did you mean "base"?',
    ],
    [
      'a name that the rule itself has nothing for',
      `name: base\n${head}${good}---\nname: top\n${head}${context(`{rules: base, group-by: who, aliases: {who: {base: x}}, before: 1h, ${fields}}`)}`,
      '12:3: window "w": "who" is not an event field; add {top: FIELD} to its aliases',
    ],
    [
      'a name that the events of a window have nothing for',
      `name: top\n${head}${context(`{events: {x: 1}, group-by: who, aliases: {who: {top: x}}, before: 1h, ${fields}}`)}`,
      '5:3: window "w": "who" is not an event field; add {events: FIELD} to its aliases',
    ],
    [
      'a name that one of the rules of a window has nothing for',
      `name: base\n${head}${good}---\nname: top\n${head}${context(`{rules: base, group-by: who, aliases: {who: {top: x}}, before: 1h, ${fields}}`)}`,
      '12:3: window "w": "who" is not an event field; add {base: FIELD} to its aliases',
    ],
    [
      'a share of a rule that is none of the window',
      `name: base\n${head}${good}---\nname: top\n${head}${context('{rules: base, before: 1h, fields: {n: {share: bsae}}}')}`,
      '12:3: window "w": share names "bsae", which is not one of its rules; did you mean "base"?',
    ],
    [
      'a window on a rule that is missing',
      `${head}${context(`{rules: [nobody], before: 1h, ${fields}}`)}`,
      '4:3: window "w": there is no rule "nobody"',
    ],
    [
      'a window on a rule that is misspelt',
      `name: base\n${head}${good}---\nname: top\n${head}${context(`{rules: bsae, before: 1h, ${fields}}`)}`,
      '12:3: window "w": there is no rule "bsae"; did you mean "base"?',
    ],
    [
      'a rule that feeds itself',
      `name: me\n${head}${context(`{rules: me, before: 1h, ${fields}}`)}`,
      '1:1: rules refer to each other in a circle: me -> me',
    ],
  ];
  test.each(windows)('%s', (_name, text, ...wanted) => expectProblems(text, wanted));

  const named = (part: string): string => `${head}${context(`{before: 1h, ${fields}, ${part}}`)}`;
  const asks = (array: string, quantifier = 'any'): string =>
    `[${quantifier}] asks about the members of "${array}" in a selection and names no value; write ${array}[type=User] for the members that fit, ${array}[0] for one, or no bracket for all`;
  const brackets: readonly Case[] = [
    ['group-by', named("group-by: ['target[any].id']"), `4:58: ${asks('target')}`],
    [
      'a function',
      `${head}${context("{before: 1h, fields: {n: {distinct: ['target[all].id', 'target[0].id']}}}")}`,
      `4:43: ${asks('target', 'all')}`,
    ],
    [
      'an alias',
      named("group-by: [who], aliases: {who: {a: 'target[none].id'}}"),
      `4:83: ${asks('target', 'none')}`,
    ],
    [
      'a fingerprint',
      `${head}fingerprint: ['a.target[all_or_empty].id']\n${good}`,
      `3:15: ${asks('a.target', 'all_or_empty')}`,
    ],
    [
      'a summary',
      `${head}summary: 'Of {actor.id}, {target[any].id}'\n${good}`,
      `3:27: ${asks('target')}`,
    ],
    [
      'a correlation',
      `title: T\ncorrelation: {type: value_count, rules: [a], group-by: ['target[any].id'], timespan: 1h,\n  aliases: {},\n  condition: {field: 'target[x].id', gte: 2}}\n---\nname: a\n${head}${good}`,
      '2:57: [any] asks about',
      '4:22: "[x]" in "target[x].id" is neither a filter such as [type=User] nor a place such as [0]; a bracket in a name is written \\[',
    ],
  ];
  test.each(brackets)('members asked about in %s', (_name, text, ...wanted) =>
    expectProblems(text, wanted),
  );

  const window = `context: {w: {before: 1h, ${fields}}}\n`;
  const blocks: readonly Case[] = [
    [
      'an unknown quantifier',
      `${head}${detection('{"target[al]": {type: User}}')}`,
      '4:7: unknown quantifier "[al]"; did you mean "all"?',
    ],
    [
      'a quantifier far from any',
      `${head}${detection('{"target[every one].type": User}')}`,
      '4:7: unknown quantifier "[every one]"; there are any, all, all_or_empty, none and numbers, and a bracket in a name is written \\[',
    ],
    [
      'an empty quantifier',
      `${head}${detection('{"target[].type": User}')}`,
      '4:7: unknown quantifier "[]"; there are',
    ],
    [
      'a fraction for a place',
      `${head}${detection('{"target[1.5].type": User}')}`,
      '4:7: unknown quantifier "[1.5]"',
    ],
    [
      'an open bracket',
      `${head}${detection('{"target[any.type": User}')}`,
      '4:7: "target[any.type" has an unmatched bracket; in a name it is written \\[',
    ],
    [
      'a bracket that closes nothing',
      `${head}${detection('{"target].type": User}')}`,
      '4:7: "target].type" has an unmatched bracket; in a name it is written \\]',
    ],
    [
      'a bracket without an array',
      `${head}${detection('{"[any].type": User}')}`,
      '4:7: "[any].type" does not say which array it means',
    ],
    [
      'a field that touches a bracket',
      `${head}${detection('{"target[any]type": User}')}`,
      '4:7: after a bracket of "target[any]type" a dot and a field must follow',
    ],
    [
      'a dot after a bracket, and nothing',
      `${head}${detection('{"target[any].": User}')}`,
      '4:7: after a bracket of "target[any]." a dot and a field must follow',
    ],
    [
      'very many brackets',
      `${head}${detection(`{"a${'[0]'.repeat(9)}": User}`)}`,
      `4:7: "a${'[0]'.repeat(9)}" has more than 8 brackets`,
    ],
    [
      'a filter beside a quantifier',
      `${head}${detection('{"target[type=User].x[any]": {type: User}}')}`,
      '4:7: "target[type=User].x[any]" mixes [any] and a filter; write the filter\'s conditions into a block',
    ],
    [
      'a sign in a filter that ends the path',
      `${head}${detection('{"target[displayName=a|b].id": x}')}`,
      '4:7: "target[displayName=a" has an unmatched bracket',
    ],
    [
      'a filter of a fact',
      `${head}${window}${detection('{"w.n[type=User]": 1}')}`,
      '5:7: "w.n[type=User]" is a fact of a window, which has no members to choose from',
    ],
    [
      'a block with a modifier',
      `${head}${detection('{"target[any]|contains": {type: User}}')}`,
      '4:7: a block takes no modifiers',
    ],
    [
      'a map without a quantifier',
      `${head}${detection('{target: {type: User}}')}`,
      '4:15: the value of "target" must be plain, not a map or a list; a block needs a quantifier, such as target[any]',
    ],
    [
      'a member outside of a block',
      `${head}${detection("{'.|contains': User}")}`,
      '4:7: "." is a member of an array, so it needs a block around it',
    ],
    [
      'mistakes inside a block',
      `${head}${detection('{"target[any]": {type|contians: User, id|gt: a}}')}`,
      '4:23: unknown modifier "contians"; did you mean "contains"?',
      '4:51: gt, gte, lt and lte need a number',
    ],
    [
      'a condition inside a block',
      `${head}${detection('{"target[any]": {a: {type: User}, condition: a and b}}')}`,
      '4:57: there is no selection "b"',
    ],
    [
      'a condition inside a block that is no text',
      `${head}${detection('{"target[any]": {a: {type: User}, condition: [a]}}')}`,
      '4:51: condition must be text',
    ],
    [
      'a mistake beside a condition inside a block',
      `${head}${detection('{"target[any]": {a: {type|x: User}, condition: a}}')}`,
      '4:27: unknown modifier "x"',
    ],
    [
      'an empty block',
      `${head}${detection('{"target[any]": {}}')}`,
      '4:22: this selection is empty',
    ],
    [
      'blocks that are nested too deeply',
      `${head}${detection(`${'{"a[any]": '.repeat(33)}{b: c}${'}'.repeat(33)}`)}`,
      '4:369: selections are nested too deeply',
    ],
    [
      'nothing: a field of a member may be called like a window',
      `${head}${window}${detection('{"target[any]": {w.other: 1, id|fieldref: w.other}}')}`,
    ],
    [
      'members of a fact',
      `${head}${window}${detection('{"w.n[any]": 1}')}`,
      '5:7: "w.n[any]" is a fact of a window, which has no members to choose from',
    ],
    [
      'the hour of a fact',
      `${head}${window}${detection('{w.n|hour: 1}')}`,
      '5:7: "w.n|hour" is a fact of a window',
    ],
    [
      'a fact like a part of a field',
      `${head}${window}${detection('{w.n|fieldref|contains: a}')}`,
      '5:7: a fact is compared as a number, so fieldref takes no modifiers for text here',
    ],
    [
      'a field like no fact',
      `${head}${window}${detection('{a|fieldref: w.m}')}`,
      '5:19: the window "w" has no fact "m"',
    ],
    [
      'a field greater than a field',
      `${head}${window}${detection('{a|gt|fieldref: b}')}`,
      '5:7: gt with fieldref compares facts of windows',
    ],
  ];
  test.each(blocks)('of an array: %s', (_name, text, ...wanted) => expectProblems(text, wanted));
});

describe('mistakes', () => {
  test('of one file are all reported, in the order of the file', () => {
    const text = `name: one
${head}lvel: high
detection:
  a: {x|contians: 1, y: []}
  condition: a
---
name: two
${head}level: worst
detection:
  b: {x: 1}
  condition: a or c
---
name: three
title: T
`;
    expectProblems(text, [
      '4:1: a rule has no "lvel"',
      '6:7: unknown modifier "contians"',
      '6:22: "y" has an empty list',
      '12:8: there is no level "worst"',
      '15:14: there is no selection "a"',
      '17:1: a rule needs a logsource',
      '17:1: a rule needs a detection',
    ]);
  });

  test('beside one that cannot be parsed are still reported', () => {
    const text = `${head}detection: {a: [}\n---\n${head}level: worst\n${good}`;
    const found = problemsOf(text);
    expect(found.some((problem) => problem.startsWith('3:'))).toBe(true);
    expect(found.at(-1)).toMatch(/^7:8: there is no level "worst"/);
  });

  test('of several files are all reported, file by file', () => {
    const files = [`${head}level: worst\n${good}`, `${head}${good}`, 'nonsense'].map((text, at) =>
      parseRuleFile(text, `${'cab'[at]}.yml`),
    );
    expect(() => linkRules(files, new Map())).toThrow(
      'c.yml:3:8: there is no level "worst"; there are informational, low, medium, high, critical\nb.yml:1:1: a rule must be a map',
    );
  });

  test('of a rule are not repeated by those that refer to it', () => {
    const window = 'context: {w: {rules: [base, other], before: 1h, fields: {n: {count: true}}}}\n';
    const files = [
      parseRuleFile(`${head}detection: {a: {x|y: 1}, condition: a}\n`, 'base.yml'),
      parseRuleFile(`[`, 'other.yml'),
      parseRuleFile(`${head}${window}${good}`, 'top.yml'),
    ];
    expect(() => linkRules(files, new Map())).toThrow(
      expect.objectContaining({
        problems: [
          expect.objectContaining({
            file: 'base.yml',
            message: expect.stringMatching(/^unknown modifier "y"/) as string,
          }),
          expect.objectContaining({ file: 'other.yml' }),
        ],
      }) as Error,
    );
  });

  test('a name or id used twice names the other place', () => {
    const one = (name: string, id: string): string => `name: ${name}\nid: ${id}\n${head}${good}`;
    expectProblems(`${one('a', 'i')}---\n${one('a', 'j')}---\n${one('b', 'i')}`, [
      '9:1: the name "a" is already used by a.yml:1',
      '17:1: the id "i" is already used by a.yml:1',
    ]);
  });

  test('a circle shows its way', () => {
    const linked = (name: string, other: string): string =>
      `name: ${name}\n${head}context: {w: {rules: ${other}, before: 1h, fields: {n: {count: true}}}}\n${good}`;
    const texts = [linked('top', 'a'), linked('a', 'b'), linked('b', 'c'), linked('c', 'a')];
    const found = problemsOf(texts.join('---\n'));
    expect(found).toEqual(['9:1: rules refer to each other in a circle: a -> b -> c -> a']);
  });

  test('a chain without end is one', () => {
    const rules = Array.from({ length: 300 }, (_, at) => {
      const context = `context: {w: {rules: r${at + 1}, before: 1h, fields: {n: {count: true}}}}\n`;
      return `name: r${at}\n${head}${at < 299 ? context : ''}${good}`;
    });
    expect(problemsOf(rules.join('---\n'))[0]).toMatch(/more than 64 rules refer to each other/);
  });

  test('keep their places behind a BOM, CRLF and comments', () => {
    const text = `${head}level: worst # so\n${good}`;
    const wanted = ['3:8: there is no level "worst"'];
    expectProblems(text, wanted);
    expectProblems(`\ufeff${text}`, wanted);
    expectProblems(text.replaceAll('\n', '\r\n'), wanted);
    expectProblems(`# first\n\n${text}`, ['5:8: there is no level "worst"']);
  });

  test('are thrown as one error whose text is fit for a terminal line each', () => {
    expect(() => parseRules(`${head}level: worst\n${good}`, 'rules/a.yml')).toThrow(
      /^rules\/a\.yml:3:8: there is no level "worst"/,
    );
  });

  test.each([
    [
      'keys',
      `${head}detection:\n  a:\n${Array.from({ length: 5_000 }, (_, at) => `    x${at}: 1\n`).join('')}  condition: a\n`,
      0,
    ],
    [
      'anchors',
      `${head}detection:\n  a:\n${'    - &n {x: 1}\n'.repeat(5_000)}  condition: a\n`,
      5_000,
    ],
    [
      'stars in a pattern',
      `${head}detection:\n  ${'a'.repeat(900)}: {x: 1}\n  condition: 1 of ${'*a'.repeat(400)}b\n`,
      1,
    ],
    [
      'letters in a name',
      `${head}detection:\n  ? ${'a'.repeat(400_000)}\n  : {x: 1}\n  condition: ${'b'.repeat(400_000)}\n`,
      1,
    ],
  ])('are found among very many %s', (_name, text, wanted) => {
    expect(problemsOf(text)).toHaveLength(wanted);
  });
});
