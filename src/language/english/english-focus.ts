/** A report that is not about everything. */
export const englishFocus = {
  'focus.shown':
    'Only what concerns {what} is shown; {count} {count:finding is|findings are} hidden.',
  'focus.nothing': 'No finding concerns {what}.',
  'baseline.known':
    '{count} {count:finding is|findings are} known from the baseline {file} and not shown; {grown} of them {grown:rests|rest} on other events now.',
  'baseline.otherRules':
    'The baseline is of other rules, so what these find for the first time looks new.',
  'baseline.nothing': 'Nothing is new since the baseline {file}.',
  'focus.nothingFrom': 'No finding of {level} severity or higher concerns {what}.',
} as const;
