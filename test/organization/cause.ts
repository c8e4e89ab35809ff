/**
 * Why an event came about. The simulator writes its number into the last four digits of the event's
 * uuid, so that the cause of an event is known from its record alone and rules know nothing of it.
 */
export const causes = [
  'desk sign-in',
  'application opened',
  'tabs restored',
  'phone',
  'tablet',
  'browser upgrade',
  'web view',
  'application server',
  'command line',
  'private relay',
  'consumer VPN',
  'company gateway',
  'company VPN',
  'travel',
  'contractor',
  'kiosk',
  'sign-out',
  'mistyped password',
  'lockout',
  'password expired',
  'self-service recovery',
  'push denied',
  'push unanswered',
  'wrong number',
  'password typed as name',
  'application not assigned',
  'own password revealed',
  'new device',
  'report by mistake',
  'help desk reset',
  'help desk unlock',
  'joiner',
  'mover',
  'leaver',
  'onboarding week',
  'administrators at work',
  'change window',
  'role changes',
  'token upkeep',
  'audit',
  'certificate rotation',
  'application onboarding',
  'rare administrator',
  'old account put away',
  'API token program',
  'service application',
  'rotating runners',
  'new cloud region',
  'monitoring with old password',
  'partner sign-in',
  'Okta back end',
  'Okta system',
  'directory agent',
  'agent upgrade',
  'support case',
  'internet noise',
  'rate limits',
] as const;
export type Cause = (typeof causes)[number];

const numbers: ReadonlyMap<string, number> = new Map(causes.map((cause, index) => [cause, index]));
const told = 0x8000;

/** The digits for a benign cause. */
export function causeCode(cause: Cause): string {
  return (numbers.get(cause) ?? 0).toString(16).padStart(4, '0');
}

/** The digits for the story of this number; a twin's is odd. */
export function storyCode(number: number, isTwin: boolean): string {
  return (told + 2 * number + (isTwin ? 1 : 0)).toString(16);
}

/** Where an event came from, read from its uuid: a benign cause, or a story by number. */
export type Provenance =
  | { readonly kind: 'benign'; readonly cause: Cause }
  | { readonly kind: 'attack' | 'twin'; readonly story: number };

export function provenanceOf(uuid: string): Provenance {
  const code = Number.parseInt(uuid.slice(-4), 16);
  if (code < told) return { kind: 'benign', cause: causes[code] ?? 'desk sign-in' };
  return { kind: code % 2 === 0 ? 'attack' : 'twin', story: (code - told) >> 1 };
}
