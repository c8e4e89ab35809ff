import { type Language, say } from '../../language/language.ts';
import type { HealthCode, HealthReason } from './health-report.ts';

const names = {
  starting: 'health.starting',
  'no-poll': 'health.noPoll',
  behind: 'health.behind',
  stalled: 'health.stalled',
} as const satisfies Record<HealthCode, string>;

/** A reason, as a clause for people. */
export function reasonText({ code, seconds, limit }: HealthReason, language: Language): string {
  return say(language, names[code], { seconds: Math.round(seconds), limit: Math.round(limit) });
}
