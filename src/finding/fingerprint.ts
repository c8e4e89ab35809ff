import { hash } from 'node:crypto';
import { isoTime } from '../event/time.ts';
import type { Rule } from '../rule/rule.ts';
import { sessionFields } from '../window/log/session-starts.ts';

/**
 * The identity of a finding: the rule and the values of its fingerprint fields, and the UTC day
 * unless a session is among them, since a session is an episode of its own. Nothing that grows with
 * the log (counts, last events) is in it, so a longer scan finds the same findings again.
 */
export function fingerprintOf(
  rule: Pick<Rule, 'id' | 'fingerprint'>,
  values: readonly (readonly string[])[],
  time: number,
): string {
  const bound = rule.fingerprint.some((path) => sessionFields.includes(path));
  const day = bound ? '' : isoTime(time).slice(0, 10);
  return digest([rule.id, rule.fingerprint, values, day]);
}

/**
 * The identity of an episode of a correlation: the rule, the values that its events share, and the
 * event that made the condition true.
 */
export function episodeFingerprint(
  rule: Pick<Rule, 'id'>,
  key: ReadonlyMap<string, string>,
  uuid: string,
): string {
  return digest([rule.id, [...key], uuid]);
}

function digest(parts: readonly unknown[]): string {
  const identity = JSON.stringify(['okh1', ...parts]);
  // Joined by `join`, which copies: what a template joins holds the whole digest.
  return ['okh1:', hash('sha256', identity).slice(0, 20)].join('');
}
