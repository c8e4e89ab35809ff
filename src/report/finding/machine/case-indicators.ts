import type { Case } from '../../../finding/case/case.ts';
import type { Finding } from '../../../finding/finding.ts';
import { contains, parseAddress, parseNetwork } from '../../../rule/detection/network.ts';
import { isAtLeast } from '../../../rule/level.ts';

/** What others may look for because a case shows it. */
export type Indicator =
  | { readonly kind: 'address'; readonly value: string; readonly version: 4 | 6 }
  | { readonly kind: 'account'; readonly id: string | null; readonly name: string | null };

/** Networks of which every organization has its own (RFC 1918, 6598, 3927, 4193, 4291): no indicators. */
const private_ = [
  '10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 100.64.0.0/10 169.254.0.0/16 127.0.0.0/8 0.0.0.0/8',
  '224.0.0.0/3 fc00::/7 fe80::/10 ff00::/8 ::/127',
]
  .join(' ')
  .split(' ')
  .flatMap((text) => parseNetwork(text) ?? []);

/** Whether a case is worth sharing: weaker ones are everybody's day, and their addresses are innocent. */
export function isSerious({ severity }: Case | Finding): boolean {
  return isAtLeast(severity, 'medium');
}

/**
 * The indicators of a case: public addresses that no third person used, and accounts that were left behind. An
 * address may still be that of the account's owner, since a log cannot always tell who was behind a session.
 */
export function indicatorsOf({ entities }: Case): readonly Indicator[] {
  const addresses = entities.addresses.flatMap(({ ip, shared }): readonly Indicator[] => {
    const address = parseAddress(ip);
    if (shared || !address || private_.some((network) => contains(network, address))) return [];
    return [{ kind: 'address', value: ip, version: address.length === 4 ? 4 : 6 }];
  });
  const accounts = entities.planted.flatMap(({ kind, verb, id, name }): readonly Indicator[] =>
    kind === 'account' && verb === 'created' && (id ?? name) !== null ? [{ kind, id, name }] : [],
  );
  return [...addresses, ...accounts];
}

/** The techniques that the findings of cases show; fed with findings, asked with cases. */
export interface TechniqueNotes {
  readonly note: (finding: Finding) => void;
  readonly of: (one: Case) => readonly { readonly id: string; readonly name: string | null }[];
}

/** Notes the techniques of findings by their fingerprint. */
export function techniqueNotes(): TechniqueNotes {
  const byFingerprint = new Map<string, Finding['attack']>();
  return {
    note: (finding) => {
      if (isSerious(finding)) byFingerprint.set(finding.fingerprint, finding.attack);
    },
    of: ({ findings }) => {
      const steps = findings.flatMap((fingerprint) => byFingerprint.get(fingerprint) ?? []);
      const byId = new Map(
        steps.flatMap(({ technique }) => (technique ? [[technique.id, technique]] : [])),
      );
      return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    },
  };
}
