import type { JsonObject } from '../../src/event/json.ts';
import { provisioned } from '../stories/administration.ts';
import { hour } from '../stories/clock.ts';
import { dice } from '../stories/dice.ts';
import { account, hrSync } from '../stories/org.ts';
import { dayOf } from './day.ts';
import { staffOf } from './staff.ts';

/** An org that nobody attacks. */
export interface BenignOrg {
  readonly name: string;
  readonly people: number;
  readonly days: number;
  /** Whether its records have `rootSessionId`; those of older orgs do not. */
  readonly hasRoots: boolean;
}

const monday = Date.parse('2024-03-04T00:00:00Z');

/** The org's whole log, in order of time; the same each time. */
export function benignLog({ name, people, days, hasRoots }: BenignOrg): readonly JsonObject[] {
  const staff = staffOf(name, people);
  const told = Array.from({ length: days }, (_, number) => {
    const midnight = monday + number * 24 * hour;
    const hire = account(`${name}.hire${number}`, `Hire ${number}`);
    return [
      ...staff.flatMap((who) => dayOf(who, { number, midnight })),
      ...provisioned(midnight + 3 * hour, hrSync, hire, 'All Staff'),
    ];
  }).flat();
  const key = (entry: JsonObject): string => `${entry['published']} ${entry['uuid']}`;
  const log = hasRoots ? told : told.map(withoutRoot);
  return [...log].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** The record as an older org writes it; half of its people sign in under an id of its own. */
function withoutRoot(entry: JsonObject): JsonObject {
  const context = entry['authenticationContext'] as JsonObject;
  const { id } = entry['actor'] as { id: string };
  const begins = entry['eventType'] === 'user.session.start' && dice('older', id).chance(0.5);
  const own = begins
    ? { externalSessionId: `trs${dice('sign-in', String(entry['uuid'])).letters(22)}` }
    : {};
  return { ...entry, authenticationContext: { ...context, rootSessionId: null, ...own } };
}
