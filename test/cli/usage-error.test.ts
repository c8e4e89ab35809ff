import { Command, CommanderError } from 'commander';
import { describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { usageError } from '../../src/cli/usage-error.ts';
import { languages } from '../../src/language/languages.ts';
import { toldIn } from '../../src/language/message.ts';
import { anEngine, aWorld } from './world.ts';

/** What the parser refuses: its code, the command line, and what is said of it in each language. */
const rows = [
  [
    'commander.unknownCommand',
    ['scna'],
    "error: unknown command 'scna'\n  fix: did you mean scan?",
    "エラー: 不明なコマンド 'scna'\n  対処: scan のことですか",
  ],
  [
    'commander.unknownOption',
    ['scan', '--sinc', '7d'],
    "error: unknown option '--sinc'\n  fix: did you mean --since?",
    "エラー: 不明なオプション '--sinc'\n  対処: --since のことですか",
  ],
  [
    'commander.unknownOption',
    ['scan', '--colo'],
    "error: unknown option '--colo'\n  fix: did you mean --color?",
    "エラー: 不明なオプション '--colo'\n  対処: --color のことですか",
  ],
  [
    'commander.unknownOption',
    ['scan', '--tokne=secret'],
    "error: unknown option '--tokne'",
    "エラー: 不明なオプション '--tokne'",
  ],
  [
    'commander.unknownOption',
    ['scan', "--it's=secret"],
    "error: unknown option '--it's'",
    "エラー: 不明なオプション '--it's'",
  ],
  [
    'commander.missingArgument',
    ['rules', 'show'],
    "error: missing required argument 'name'",
    "エラー: 必須の引数 'name' がありません",
  ],
  [
    'commander.optionMissingArgument',
    ['scan', '--since'],
    "error: option '--since <time>' argument missing",
    "エラー: オプション '--since <time>' の値がありません",
  ],
  [
    'commander.missingMandatoryOptionValue',
    ['watch'],
    "error: required option '--store <folder>' not specified",
    "エラー: 必須のオプション '--store <folder>' が指定されていません",
  ],
  [
    'commander.excessArguments',
    ['doctor', 'a', 'b'],
    "error: too many arguments for 'doctor'. Expected 0 arguments but got 2.",
    "エラー: 'doctor' の引数が多すぎます。0 個のところ、2 個指定されています。",
  ],
  [
    'commander.excessArguments',
    ['convert', 'a', 'b'],
    "error: too many arguments for 'convert'. Expected 1 argument but got 2.",
    "エラー: 'convert' の引数が多すぎます。1 個のところ、2 個指定されています。",
  ],
] as const;

describe('what the parser refuses', () => {
  test.each(rows)('%s: %j', async (_, argv, english, japanese) => {
    for (const [lang, text] of [
      ['C', english],
      ['ja_JP.UTF-8', japanese],
    ] as const) {
      const world = aWorld({ env: { LANG: lang } });
      expect(await main(argv, world, anEngine([]).load)).toBe(2);
      expect(world.out()).toBe('');
      expect(world.err().startsWith(`${text}\n`)).toBe(true);
      expect(world.err()).not.toContain('secret');
    }
  });

  test.each(rows)('is known by the parser itself as %s', async (code, argv) => {
    const program = new Command('oktahunt').exitOverride().configureOutput({ writeErr: () => {} });
    program.command('scan').option('--since <time>').option('--color <when>');
    program.command('rules').command('show').argument('<name>');
    program.command('watch').requiredOption('--store <folder>');
    program.command('doctor').action(() => {});
    program
      .command('convert')
      .argument('<report>')
      .action(() => {});
    await expect(program.parseAsync([...argv], { from: 'user' })).rejects.toMatchObject({ code });
  });

  test('may name several that are near', () => {
    const error = new CommanderError(
      1,
      'commander.unknownOption',
      "error: unknown option '--ab'\n(Did you mean one of --aa, --ac?)",
    );
    const { message, advice, toldAdvice } = usageError(error);
    expect(message).toBe("unknown option '--ab'");
    expect(advice).toBe('did you mean one of --aa, --ac?');
    if (typeof toldAdvice !== 'object') throw new Error('no message');
    expect(toldIn(languages.ja, toldAdvice)).toBe('次のいずれかのことですか: --aa、--ac');
  });

  test('and nobody foresaw is told as it is', () => {
    expect(usageError(new CommanderError(1, 'commander.new', 'error: no\nidea')).message).toBe(
      'no\nidea',
    );
  });
});
