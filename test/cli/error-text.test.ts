import { describe, expect, test } from 'vitest';
import { explain } from '../../src/cli/error-text.ts';
import { breakdown, misuse } from '../../src/cli/failure.ts';
import { InputError } from '../../src/input/input-error.ts';
import { languages } from '../../src/language/languages.ts';
import { tell } from '../../src/language/message.ts';
import { OktaError } from '../../src/okta/http/okta-error.ts';
import { mistakeAt, RuleError } from '../../src/rule/yaml/diagnostic.ts';
import { SavedReportError } from '../../src/saved-report/saved-report.ts';

const help = 'oktahunt scan';

describe('an error', () => {
  test('of use says what, how to mend it and where help is', () => {
    expect(
      explain(
        misuse(
          tell('usage.unknownOption', { flag: '--sinc' }),
          tell('misuse.didYouMean', { name: '--since' }),
        ),
        help,
      ),
    ).toEqual({
      exitCode: 2,
      text:
        "error: unknown option '--sinc'\n" +
        '  fix: did you mean --since?\n' +
        '  help: oktahunt scan --help\n',
    });
  });

  test.each([
    [
      misuse(
        tell('misuse.unknown', { what: tell('named.rule'), text: 'x' }),
        tell('misuse.leaveOut'),
      ),
      "エラー: ルール 'x' はありません\n  対処: 指定を外してください\n  ヘルプ: oktahunt scan --help\n",
    ],
    [
      InputError.of(
        'a\x1b',
        Object.assign(new Error(), { code: 'ENOENT' }),
        tell('input.nameAnother'),
      ),
      'エラー: a\\x1b: そのようなファイルはありません\n  対処: 別のものを指定してください\n',
    ],
    [
      new SavedReportError(
        'a.json',
        tell('saved.line', { line: '2' }),
        tell('saved.foreign'),
        tell('saved.name'),
      ),
      'エラー: a.json (2 行目): oktahunt のレポートのレコードではありません\n  対処: 保存済みレポートを指定してください\n',
    ],
    [
      new OktaError('unreachable', tell('okta.refused'), tell('okta.checkUrl')),
      'エラー: 接続が拒否されました\n  対処: 組織の URL と、途中のプロキシを確認してください\n',
    ],
  ])('%s is told in the language of the run', (error, text) => {
    expect(explain(error, help, languages.ja).text).toBe(text);
    expect(error.message).toMatch(/^[ -~\x1b]+$/);
  });

  test('of the machine does not send to the help', () => {
    expect(
      explain(
        breakdown(tell('output.cannotWrite', { name: 'x', reason: tell('output.noSpace') })),
        help,
      ),
    ).toEqual({
      exitCode: 3,
      text: 'error: cannot write to x: no space left on the device\n',
    });
  });

  test('of input says what can be done', () => {
    expect(
      explain(
        new InputError('a.json', tell('input.whyNoSuchFile'), tell('input.checkSpelling')),
        help,
      ),
    ).toEqual({
      exitCode: 3,
      text: 'error: a.json: there is no such file\n  fix: check the spelling, or name a folder, a quoted pattern, or - for standard input\n',
    });
  });

  test('in rules lists every problem with its place', () => {
    const what = tell('mistake.noRule', { name: 'a', hint: '' });
    const problem = mistakeAt({ file: 'a.yml', line: 3, column: 5 }, what);
    const error = new RuleError([problem, { ...problem, line: 9 }]);
    expect(explain(error, help)).toEqual({
      exitCode: 2,
      text: 'error: 2 problems in the rules\n  a.yml:3:5: there is no rule "a"\n  a.yml:9:5: there is no rule "a"\n',
    });
    expect(explain(error, help, languages.ja).text).toBe(
      'エラー: ルールに 2 件の問題があります\n  a.yml:3:5: "a" というルールはありません\n  a.yml:9:5: "a" というルールはありません\n',
    );
  });

  test('of the file system has no stack', () => {
    const error = Object.assign(new Error("ENOENT: no such file, open 'x'"), {
      code: 'ENOENT',
      syscall: 'open',
    });
    expect(explain(error, help)).toEqual({
      exitCode: 3,
      text: "error: ENOENT: no such file, open 'x'\n",
    });
  });

  test('of this program keeps its stack and asks to be reported', () => {
    const { exitCode, text } = explain(new TypeError('x is not a function'), help);
    expect(exitCode).toBe(3);
    expect(text).toMatch(/^error: a bug in oktahunt; please report it/);
    expect(text).toContain('TypeError: x is not a function');
    expect(text).toContain('error-text.test.ts');
  });

  test.each(['text', undefined, null, 5])('thrown as %j is explained too', (thrown) => {
    expect(explain(thrown, help).text).toContain(String(thrown));
  });

  test.each([
    [
      'misuse',
      misuse(
        tell('misuse.unknown', { what: tell('named.rule'), text: '\x1b[2J\u202e' }),
        tell('misuse.didYouMean', { name: '\x07' }),
      ),
    ],
    [
      'a rule error',
      new RuleError([
        mistakeAt(
          { file: 'a\x1b.yml', line: 1, column: 1 },
          tell('mistake.noRule', { name: '\x9b31m', hint: '' }),
        ),
      ]),
    ],
    ['a bug', new Error('bad \x1b]0;title\x07')],
  ])('never passes control characters on: %s', (_, error) => {
    const { text } = explain(error, help);
    expect(text.replaceAll('\n', '')).not.toMatch(/[\x00-\x1f\x7f-\x9f\u202e]/);
  });
});
