/** What a run says beside what it writes. */
export const englishRuns = {
  'run.interruptedLog': 'interrupted before the end of the log',
  'run.interruptedInput': 'interrupted before the end of the input',
  'run.converted':
    '{events} {events:event|events} converted, {records} {records:record|records} skipped',
  'run.mayLack': '{count} {count:event|events} may lack fields that the format cannot hold',
  'run.notRead': 'not complete: {count} {count:record|records} could not be read',
  'run.noEvents': 'not complete: there are no events in the input',
  'run.skippedMore': 'skipped: more',
  'run.noEnd': 'the report does not say how its run ended: it is of none that ended, or of several',
  'run.marked': '{count} {count:finding|findings} marked {verdict} in {file}',
  'run.wrote': 'wrote {path}',
  'run.scanWithIt': 'now scan with it: oktahunt scan ... --rules {folder}',
  'run.noOrg': 'note: findings name no org: {reason}',
} as const;
