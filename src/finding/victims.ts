import type { Finding } from './finding.ts';

/**
 * Whom a finding names as concerned, each once, by login where there is one, else by id: the actors of the
 * events that the rule holds for, and the users among the targets. Of large findings it is only those that
 * the finding shows.
 */
export function victimsOf({ actor, targets, evidence }: Finding): readonly string[] {
  const users = targets.filter(({ type }) => type?.toLowerCase() === 'user');
  const named = [
    ...[actor, ...users].map((who) => who?.login ?? who?.id),
    ...evidence.events.map((event) => (event.role === 'match' ? event.actor : null)),
  ];
  const found = new Map<string, string>();
  for (const name of named)
    if (name) found.set(sameVictim(name), found.get(sameVictim(name)) ?? name);
  return [...found.values()];
}

/** The same for all spellings of one login. */
export function sameVictim(name: string): string {
  return name.toLowerCase();
}
