import type { RuleFlags } from '../rules/rule-options.ts';

/** The options of `suppress` as given. */
export interface SuppressFlags extends RuleFlags {
  readonly from: string;
  readonly reason: string;
  readonly expires: string;
  readonly owner?: string;
  readonly fields?: readonly string[];
  readonly into?: string;
  readonly dryRun?: boolean;
}
