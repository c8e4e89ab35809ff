import { levels } from '../../rule/level.ts';
import type { Finding } from '../finding.ts';
import type { PlantedObject } from './case.ts';

/** How a response begins that does something at once, before it asks. */
const urgent = /^(?:Clear|Revoke|Deactivate|Suspend|Reset|Remove|Block|End|Disable|Delete)\b/;

/**
 * What to do about findings: first shut what was planted and still stands, then their responses, of which
 * those come first that act before they ask, then those of the worst. Each keeps its order, for a step may
 * refer to the one before. Nothing is said twice. It quotes names from the log: hostile text.
 */
export function adviceFor(
  findings: readonly Finding[],
  planted: readonly PlantedObject[],
): string[] {
  const removals = planted
    .filter(({ standing }) => standing !== false)
    .map(({ kind, verb, name, id }) => `${remedies[kind]} ${name ?? id}, ${verb} in this case.`);
  const responses = [...findings]
    .sort((a, b) => levels.indexOf(b.severity) - levels.indexOf(a.severity))
    .map(({ respond }) => respond);
  const isUrgent = ([first = '']: readonly string[]): boolean => urgent.test(first);
  const ordered = [
    ...responses.filter(isUrgent),
    ...responses.filter((response) => !isUrgent(response)),
  ];
  const told = new Set<string>();
  const steps = ordered.flatMap((response) => {
    // The same rule, or one that advises the same: its steps stand there already.
    const key = response.join('\n');
    if (told.has(key)) return [];
    told.add(key);
    return response;
  });
  return [...new Set([...removals, ...steps])];
}

const remedies: Readonly<Record<PlantedObject['kind'], string>> = {
  account: 'Deactivate the account',
  administrator: 'Revoke the administrator role of',
  authenticator: 'Remove the new authenticator of',
  token: 'Revoke the token',
  application: 'Deactivate the application',
  'identity provider': 'Deactivate the identity provider',
  role: 'Restore or delete the role',
  policy: 'Restore the policy',
  'network zone': 'Restore or deactivate the network zone',
  'trusted origin': 'Remove the trusted origin',
  hook: 'Deactivate the hook',
  agent: 'Deactivate the agent',
};
