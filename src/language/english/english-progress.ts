/** How far a run has come. */
export const englishProgress = {
  'progress.reading': 'reading',
  'progress.evaluating': 'evaluating',
  'progress.delivering': 'delivering',
  'progress.messages': '{done} of {all} {all:message|messages}',
  'progress.rules': '{done} of {rules} {rules:rule|rules}',
  'progress.rate': '{count}/s',
  'progress.left': '{time} left',
  /** A line of a log. */
  'progress.line': '{phase}: {parts}',
} as const;
