/** What a scan says on standard error, beside its report. */
export const englishStatus = {
  'status.noFindings': 'no findings',
  'status.findings': '{count} {count:finding|findings}: {severities}',
  'status.summary': '{findings}; {records} {records:record|records} = {parts}',
  'status.oneJob':
    'one thread evaluates the rules: --jobs does not go with --state-overflow forget',
  'status.note': 'note: {what}',
  'status.warning': 'warning: {what}',
  'status.suppressed': 'suppressed: {what}',
  'status.neverMatches': 'warning: the rule {what}',
  'status.notComplete': 'not complete: {what}',
  'status.skipped': 'skipped: {what}',
  'status.skippedMore': 'skipped: more; -v shows all',
  'status.atByte': ' at byte {byte}',
  'status.accepted': 'warning: not complete; accepted because of --allow-partial',
  'status.waiting': 'waiting: {what} (Ctrl-C ends)',
} as const;
