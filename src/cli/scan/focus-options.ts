import { checkAddress } from '../option/address-option.ts';

/** What is reported of what a scan finds: of each kind one of the values, and all kinds that are given. */
export interface FocusOptions {
  /** Beginnings of ids. */
  readonly caseIds: readonly string[];
  readonly users: readonly string[];
  readonly addresses: readonly string[];
}

/** The options as given. */
interface FocusFlags {
  readonly case?: readonly string[];
  readonly user?: readonly string[];
  readonly ip?: readonly string[];
}

/** Undefined if everything is reported; misuse if an address is none. */
export function focusOf({ case: caseIds = [], user = [], ip = [] }: FocusFlags) {
  if (caseIds.length + user.length + ip.length === 0) return undefined;
  for (const address of ip) checkAddress(address);
  return { caseIds, users: user, addresses: ip };
}
