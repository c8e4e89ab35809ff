import type { Command } from 'commander';
import { tell } from '../../language/message.ts';
import { misuse } from '../failure.ts';
import { encodingOption } from '../option/encoding.ts';
import { oneOf } from '../option/enum.ts';
import type { Say } from '../option/speech.ts';
import { periodOf } from '../scan/scan-options.ts';
import type { Io } from '../terminal/io.ts';
import {
  addRuleOptions,
  checkLog,
  type RuleFiles,
  type RuleFlags,
  ruleFilesOf,
} from './rule-options.ts';

const tallyFormats = ['table', 'json'] as const;

/** The options of the commands that count what one rule finds in a log. */
export interface TallyFlags extends RuleFlags {
  readonly since?: string;
  readonly until?: string;
  /** A label of `TextDecoder`. */
  readonly encoding?: string;
  readonly format: (typeof tallyFormats)[number];
  readonly allowPartial?: boolean;
  readonly quiet?: boolean;
}

/** The same, checked. */
export interface TallyOptions {
  /** The name or id of a rule, or a rule file. */
  readonly rule: string;
  readonly paths: readonly string[];
  readonly encoding: string | undefined;
  /** Milliseconds since 1970 UTC. */
  readonly since: number | undefined;
  readonly until: number | undefined;
  readonly files: RuleFiles;
  readonly format: (typeof tallyFormats)[number];
  readonly allowPartial: boolean;
  readonly quiet: boolean;
}

/** Adds the arguments and options. */
export function addTallyOptions(say: Say, command: Command): Command {
  command
    .argument('<rule>', say('help.tally.rule'))
    .argument('[file...]', say('help.option.files'));
  return addRuleOptions(say, command)
    .option('--since <time>', say('help.tally.since'))
    .option('--until <time>', say('help.tally.until'))
    .option(...encodingOption(say))
    .option(
      '-f, --format <format>',
      tallyFormats.join(', '),
      oneOf(tallyFormats, 'format'),
      'table',
    )
    .option('--allow-partial', say('help.option.exitZeroUnread'))
    .option('-q, --quiet', say('help.tally.quiet'));
}

/** Whether an argument is the path of a rule file, not the name of a rule. */
export function isRulePath(text: string): boolean {
  return /[/\\]|\.ya?ml$/i.test(text);
}

/** Checks the options; throws misuse. */
export function readTallyOptions(
  rule: string,
  paths: readonly string[],
  flags: TallyFlags,
  io: Pick<Io, 'now' | 'stdin'>,
): TallyOptions {
  if (paths.length === 0) throw misuse(tell('ruleRun.noLog'), tell('ruleRun.nameLogs'));
  checkLog(paths, io);
  const own = isRulePath(rule) ? [rule] : [];
  return {
    rule,
    paths,
    encoding: flags.encoding,
    ...periodOf(flags, io.now()),
    files: ruleFilesOf({ ...flags, rules: [...(flags.rules ?? []), ...own] }),
    format: flags.format,
    allowPartial: flags.allowPartial === true,
    quiet: flags.quiet === true,
  };
}
