import { tell } from '../../language/message.ts';
import { misuse } from '../failure.ts';
import { type Display, type DisplayFlags, displayOf } from '../option/display-options.ts';
import { type RuleFiles, type RuleFlags, ruleFilesOf } from '../rules/rule-options.ts';
import type { Io } from '../terminal/io.ts';
import { checkInputs, type StoryFormat } from '../timeline/timeline-options.ts';

/** The options of `show` as given. */
export interface ShowFlags extends RuleFlags, DisplayFlags {
  readonly encoding?: string;
  readonly limit: number;
  readonly allowPartial?: boolean;
  readonly format: StoryFormat;
  readonly quiet?: boolean;
}

/** The checked options of `show`. */
export interface ShowRequest {
  /** Beginnings of ids of cases and findings, at least one. */
  readonly ids: readonly string[];
  readonly paths: readonly string[];
  readonly encoding: string | undefined;
  readonly rules: RuleFiles;
  readonly quiet: boolean;
  readonly limit: number;
  readonly allowPartial: boolean;
  readonly format: StoryFormat;
  readonly display: Display;
}

/** What an id, or the beginning of one, looks like; a file of such a name is given as `./1791`. */
const idLike = /^(ok[cf]_|okh1:)?[0-9a-f]{1,20}$|^ok[cf]_$/i;

/** Parts words into ids and files, and checks the options; throws misuse. */
export function readShowOptions(
  words: readonly string[],
  flags: ShowFlags,
  io: Pick<Io, 'stdin' | 'env'>,
): ShowRequest {
  const ids = words.filter((word) => idLike.test(word));
  const paths = words.filter((word) => !idLike.test(word));
  if (ids.length === 0) {
    throw misuse(tell('misuse.noId'), tell('misuse.nameId'));
  }
  checkInputs(paths, io, 'oktahunt show okc_1791 findings.json');
  return {
    ids,
    paths,
    encoding: flags.encoding,
    rules: ruleFilesOf(flags),
    quiet: flags.quiet === true,
    limit: flags.limit,
    allowPartial: flags.allowPartial === true,
    format: flags.format,
    display: displayOf(flags, flags.format === 'table', io),
  };
}
