import type { ReportedOutcome } from '../../engine/outcome.ts';
import type { Level } from '../../rule/level.ts';
import type { ThemeOptions } from '../text/theme.ts';

/**
 * Turns one outcome into the text to append to the report, in pieces, which may be empty; it takes its time
 * for a piece only when that is asked for.
 *
 * It is called once per outcome in the order of the stream: findings and rejections in any mix,
 * findings sorted and filtered before, then their cases, then exactly one summary. It holds state between the calls,
 * so every report needs a reporter of its own. The same outcomes give the same bytes.
 */
export type Reporter = (outcome: ReportedOutcome) => Iterable<string>;

/** What a report knows besides the outcomes. It never looks at the terminal or the clock itself. */
export interface ReportOptions extends ThemeOptions {
  /** What made the findings. */
  readonly tool: Tool;
  /** The run that is reported, for formats that machines read; left out if nothing is known of it. */
  readonly run?: RunFacts;
  /** The lowest level that the findings were filtered by; printed, not applied. */
  readonly minSeverity: Level;
  /** The command that makes this report again, to name what to type next. Hostile text. */
  readonly command?: string;
  /** Asked while a report is long: whether to show more findings. If not, it says how many are left. */
  readonly mayContinue?: () => boolean;
}

/** When and on whose log a run was made. */
export interface RunFacts {
  /** When it began, by the clock of its machine; ISO 8601 UTC. */
  readonly at: string;
  /** The host of the configured org, if one is configured; never taken from the log. */
  readonly org: string | null;
  /** The origin of the org's Admin Console (`https://acme-admin.okta.com`), if it is known. */
  readonly console: string | null;
}

/** Who wrote the report. */
export interface Tool {
  /** Name of the package: `oktahunt`. */
  readonly name: string;
  /** Version of the package. */
  readonly version: string;
  /** Digest of the rules in force, so that two reports can be compared. */
  readonly rulesDigest: string;
}
