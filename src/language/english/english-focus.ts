/** A report that is not about everything. */
export const englishFocus = {
  'focus.shown':
    'Only what concerns {what} is shown; {count} {count:finding is|findings are} hidden.',
  'focus.nothing': 'No finding concerns {what}.',
} as const;
