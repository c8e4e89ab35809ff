/** How complete a scan was: what was read, what was left out. */
export const englishCompleteness = {
  'complete.label': 'complete:',
  'complete.yes': 'yes',
  'complete.no': 'NO',
  'complete.read': 'read {records} {records:record|records} = {parts}',
  'complete.evaluated': '{count} evaluated',
  'complete.duplicate': '{count} duplicate',
  'complete.filtered': '{count} filtered',
  'complete.skipped': '{count} skipped',
  'complete.listSkipped': 'skipped',
  'complete.byte': ' (byte {byte})',
  'complete.sourcesWithNotes': '{count} {count:source|sources}; with notes or without records',
  'complete.source': '{file}: {format}, {count} {count:record|records}',
  'complete.requested': 'requested: {from} to {to}',
  'complete.startOfLog': 'the start of the log',
  'complete.endOfLog': 'the end of the log',
  'complete.gaps': 'gaps without events',
  'complete.gap': '{span} ({hours})',
  'complete.memory':
    'memory: {count} {count:event|events} forgotten, oldest first ({megabytes} MB used)',
  'complete.rankedFrom':
    'memory: the log is too long to compare all sessions; findings of equal severity are ranked by what sessions did from {time} on',
  'complete.evaluatedRule': '{rule} evaluated',
  'complete.undecidedRule': '{rule} undecided for {count} {count:event|events}',
  'complete.blindRule': '{rule} cannot be evaluated',
  'complete.rulesUndecided': 'rules with undecided events, {count} of {rules}',
  'complete.rulesUnfinished': 'rules not fully evaluated, {count} of {rules}',
  'complete.unanswered': 'questions that this log cannot answer',
  'complete.question': '{pack}: {question} It has no {needs}',
  'complete.orNo': '; no ',
  'complete.need': '{names}, which would tell {tells}',
  'complete.emptyList': '{name} ({count} {count:rule|rules})',
  'complete.emptyLists': 'empty lists: {names}; give yours with --list NAME=FILE',
  'conflict.text':
    '{events} {events:event|events} {events:has|have} copies that differ; the fullest copy was used, or the earliest of equally full ones: {uuids}',
  'conflict.inTime':
    '{events} {events:event|events} {events:has|have} copies that differ, {times} of them in time; the fullest copy was used, or the earliest of equally full ones: {uuids}',
} as const;
