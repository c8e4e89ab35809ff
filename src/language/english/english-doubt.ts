/** Why a scan without findings cannot be trusted. */
export const englishDoubt = {
  'doubt.noEvent': 'none of the records is an Okta System Log event',
  'doubt.nothingRead': 'no events were read',
  'doubt.oneOutside':
    'the only event is outside the requested time range; the log runs from {first} to {last}',
  'doubt.allOutside':
    'all {count} events are outside the requested time range; the log runs from {first} to {last}',
  'doubt.skipped': '{skipped} of {records} {records:record|records} could not be read ({reasons})',
  'doubt.skippedNames': 'skipped records mention {names}',
  'doubt.findingsDropped':
    '{count} {count:finding|findings} dropped because a rule had too many; narrow the time range or the rules',
  'doubt.stateDropped':
    '{count} {count:event|events} forgotten for lack of memory; raise --state-budget, or spill to disk (--state-overflow spill)',
  'doubt.rulesCut': 'interrupted before {count} {count:rule|rules} could be evaluated',
  'doubt.findingsCut': 'interrupted before {count} {count:finding|findings} could be reported',
  'doubt.detailsCut': 'interrupted before {count} {count:finding|findings} could be shown in full',
  'doubt.beginsLate': 'the log begins at {first}, but events since {since} were requested',
  'doubt.endsEarly': 'the log ends at {last}, but events until {until} were requested',
  'doubt.interrupted': 'interrupted by {signal}',
  'doubt.interruptedReading': 'interrupted by {signal} before the end of the input',
  'doubt.retention': 'the scan starts at {since}, but Okta keeps only 90 days, since {oldest}',
} as const;
