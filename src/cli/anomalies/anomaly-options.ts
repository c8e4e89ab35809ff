import { tell } from '../../language/message.ts';
import { misuse } from '../failure.ts';
import type { ConnectionFlags } from '../option/connection-options.ts';
import { type Display, type DisplayFlags, displayOf } from '../option/display-options.ts';
import { checkLog } from '../rules/rule-options.ts';
import type { OrgSourceOptions } from '../scan/org-source.ts';
import { periodOf } from '../scan/scan-options.ts';
import type { Io } from '../terminal/io.ts';

/** The formats of a ranking. */
export const rankingFormatNames = ['table', 'json', 'ndjson'] as const;
export type RankingFormat = (typeof rankingFormatNames)[number];

/** The options of `anomalies` as given; `anomalies/command.ts` says what each means. */
export interface AnomalyFlags extends ConnectionFlags, DisplayFlags {
  readonly from?: string;
  readonly since?: string;
  readonly until?: string;
  readonly encoding?: string;
  readonly top: number;
  readonly user?: string;
  readonly format: RankingFormat;
  readonly details?: boolean;
  readonly allowPartial?: boolean;
  readonly quiet?: boolean;
}

/** The same, checked. */
export interface AnomalyOptions {
  /** For the log of an org; there are no paths then. */
  readonly live: OrgSourceOptions | undefined;
  readonly paths: readonly string[];
  /** The encoding of input that does not declare one. */
  readonly encoding: string | undefined;
  /** Milliseconds since 1970 UTC. */
  readonly since: number | undefined;
  readonly until: number | undefined;
  readonly top: number;
  readonly user: string | undefined;
  /** Beginnings of ids, each of which must be that of one session; undefined for all. */
  readonly ids: readonly string[] | undefined;
  readonly format: RankingFormat;
  readonly details: boolean;
  readonly allowPartial: boolean;
  readonly quiet: boolean;
  readonly display: Display;
}

/** More than anybody reads, and not more than memory holds. */
export const mostSessions = 100_000;

/** Parses `--top`; anything but a whole number from 1 up is misuse. */
export function parseTop(text: string): number {
  const top = Number(text);
  if (/^\d+$/.test(text) && top >= 1 && top <= mostSessions) return top;
  throw misuse(
    tell('misuse.noTop', { text }),
    tell('misuse.giveUpTo', { most: String(mostSessions) }),
  );
}

/** Checks the options against each other; throws misuse. */
export function readAnomalyOptions(
  named: readonly string[],
  flags: AnomalyFlags,
  io: Pick<Io, 'now' | 'stdin' | 'env'>,
): AnomalyOptions {
  const paths = flags.from === undefined ? named : [...named, flags.from];
  const { since, until } = periodOf(flags, io.now());
  if (paths.length === 0 && since === undefined) {
    throw misuse(tell('misuse.nothingToRank'), tell('misuse.nameOrPullToRank'));
  }
  if (paths.length === 0 && flags.encoding !== undefined) {
    throw misuse(tell('misuse.encodingOfFiles'), tell('misuse.leaveOut'));
  }
  checkLog(paths, io);
  const span = { since: since ?? 0, until: Math.min(until ?? Number.POSITIVE_INFINITY, io.now()) };
  return {
    live: paths.length === 0 ? { span, flags, folder: undefined } : undefined,
    paths,
    encoding: flags.encoding,
    since,
    until,
    top: flags.top,
    user: flags.user,
    ids: undefined,
    format: flags.format,
    details: flags.details === true,
    allowPartial: flags.allowPartial === true,
    quiet: flags.quiet === true,
    display: displayOf(flags, flags.format === 'table', io),
  };
}
