import { tell } from '../../language/message.ts';
import type { EventRequest } from '../../timeline/event-request.ts';
import { misuse } from '../failure.ts';
import { checkAddress } from '../option/address-option.ts';
import { type Display, type DisplayFlags, displayOf } from '../option/display-options.ts';
import { type RuleFiles, type RuleFlags, ruleFilesOf } from '../rules/rule-options.ts';
import { periodOf } from '../scan/scan-options.ts';
import type { Io } from '../terminal/io.ts';

/** The formats of `timeline` and `show`. */
export const storyFormats = ['table', 'json', 'ndjson'] as const;
export type StoryFormat = (typeof storyFormats)[number];

/** The options of `timeline` as given. */
export interface TimelineFlags extends RuleFlags, DisplayFlags {
  readonly user?: readonly string[];
  readonly session?: readonly string[];
  readonly ip?: readonly string[];
  readonly device?: readonly string[];
  readonly case?: readonly string[];
  readonly since?: string;
  readonly until?: string;
  readonly encoding?: string;
  readonly limit: number;
  readonly byTime?: boolean;
  /** False for `--no-findings`. */
  readonly findings: boolean;
  readonly allowPartial?: boolean;
  readonly format: StoryFormat;
  readonly quiet?: boolean;
}

/** The checked options of `timeline`. */
export interface TimelineOptions {
  readonly paths: readonly string[];
  readonly encoding: string | undefined;
  readonly rules: RuleFiles;
  readonly quiet: boolean;
  /** What is asked for, but for the cases, which are not known yet. */
  readonly asked: Omit<EventRequest, 'cases' | 'findings'>;
  /** Beginnings of ids of cases. */
  readonly caseIds: readonly string[];
  readonly limit: number;
  readonly order: 'session' | 'time';
  readonly findsFindings: boolean;
  readonly allowPartial: boolean;
  readonly format: StoryFormat;
  readonly display: Display;
}

/** Checks the options against each other; throws misuse. */
export function readTimelineOptions(
  paths: readonly string[],
  flags: TimelineFlags,
  io: Pick<Io, 'now' | 'stdin' | 'env'>,
): TimelineOptions {
  checkInputs(paths, io, 'oktahunt timeline exports/ --user ana@example.com');
  const { user = [], session = [], ip = [], device = [], case: caseIds = [] } = flags;
  if ([user, session, ip, device, caseIds].every((values) => values.length === 0)) {
    throw misuse(tell('misuse.nothingAsked'), tell('misuse.giveFocus'));
  }
  if (caseIds.length > 0 && !flags.findings) {
    throw misuse(tell('misuse.caseNeedsFindings'), tell('misuse.dropOne'));
  }
  for (const address of ip) checkAddress(address);
  return {
    paths,
    encoding: flags.encoding,
    rules: ruleFilesOf(flags),
    quiet: flags.quiet === true,
    asked: {
      users: user,
      sessions: session,
      addresses: ip,
      devices: device,
      ...periodOf(flags, io.now()),
    },
    caseIds,
    limit: flags.limit,
    order: flags.byTime === true ? 'time' : 'session',
    findsFindings: flags.findings,
    allowPartial: flags.allowPartial === true,
    format: flags.format,
    display: displayOf(flags, flags.format === 'table', io),
  };
}

/** Refuses to read nothing, or the keyboard. */
export function checkInputs(
  paths: readonly string[],
  { stdin }: Pick<Io, 'stdin'>,
  example: string,
): void {
  if (paths.length === 0) {
    throw misuse(tell('misuse.noInput'), tell('misuse.nameInput', { example }));
  }
  if (paths.includes('-') && stdin.isTTY === true) {
    throw misuse(tell('misuse.terminalNoLog'), tell('misuse.fileForStdin'));
  }
}

/** The number of `--limit`; anything else is misuse. */
export function parseLimit(text: string): number {
  const limit = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= 1_000_000) return limit;
  throw misuse(tell('misuse.noLimit', { text }), tell('misuse.giveUpTo', { most: '1000000' }));
}
