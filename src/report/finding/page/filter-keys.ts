import type { Finding } from '../../../finding/finding.ts';

/** What the findings of a page can be filtered by: each value once, and its number. Texts are hostile. */
export interface FilterKeys {
  readonly tactics: readonly string[];
  readonly users: readonly string[];
  readonly addresses: readonly string[];
  readonly sessions: readonly string[];
  /** The numbers of the tactics of a finding. */
  readonly tacticsOf: (finding: Finding) => readonly number[];
  /** The numbers of its users, addresses and sessions, which are counted through. */
  readonly entitiesOf: (finding: Finding) => readonly number[];
}

/** A list to choose from is no longer; the text filter finds the others. */
const mostChoices = 300;

/** The keys of all findings of a page, in order of appearance. */
export function filterKeysOf(findings: readonly Finding[]): FilterKeys {
  const tactics = distinct(findings.flatMap(tacticsIn)).sort();
  const users = distinct(findings.flatMap(usersIn)).slice(0, mostChoices);
  const addresses = distinct(findings.flatMap(addressesIn)).slice(0, mostChoices);
  const sessions = distinct(findings.flatMap((finding) => finding.sessions)).slice(0, mostChoices);
  const numbersOfUsers = numbered(users, 0);
  const numbersOfAddresses = numbered(addresses, users.length);
  const numbersOfSessions = numbered(sessions, users.length + addresses.length);
  const numbersOfTactics = numbered(tactics, 0);
  return {
    tactics,
    users,
    addresses,
    sessions,
    tacticsOf: (finding) => tacticsIn(finding).flatMap((name) => numbersOfTactics.get(name) ?? []),
    entitiesOf: (finding) => [
      ...usersIn(finding).flatMap((name) => numbersOfUsers.get(name) ?? []),
      ...addressesIn(finding).flatMap((ip) => numbersOfAddresses.get(ip) ?? []),
      ...finding.sessions.flatMap((id) => numbersOfSessions.get(id) ?? []),
    ],
  };
}

/** `credential-access` of `attack.credential-access`; techniques are no tactics. */
function tacticsIn({ rule }: Finding): readonly string[] {
  return rule.tags.flatMap((tag) => /^attack\.(?!t\d)(.+)$/.exec(tag)?.[1] ?? []);
}

function usersIn({ actor, targets }: Finding): readonly string[] {
  const people = targets.filter(({ type }) => type === 'User' || type === 'AppUser');
  return distinct(
    [...(actor ? [actor] : []), ...people].flatMap(({ login, id }) => login ?? id ?? []),
  );
}

function addressesIn({ where }: Finding): readonly string[] {
  return where.map(({ ip }) => ip);
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

function numbered(texts: readonly string[], first: number): ReadonlyMap<string, number> {
  return new Map(texts.map((text, index) => [text, first + index]));
}
