/** The lines of an error message. */
export const englishErrors = {
  'error.error': 'error: {what}',
  'error.other': '{what}',
  'error.fix': 'fix: {what}',
  'error.help': 'help: {command}',
  'error.rules': 'error: {count} {count:problem|problems} in the rules',
  'error.bug': 'error: a bug in oktahunt; please report it with the lines below',
} as const;
