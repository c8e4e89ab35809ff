/** What the rules cover, and for which of them a log has data. */
export const englishCoverage = {
  'coverage.otherTechniques': 'Other techniques',
  'coverage.ideas': 'Detection ideas covered: {known} of {all}',
  'coverage.fed': 'has data',
  'coverage.starved': 'no matching events',
  'coverage.blind': 'field missing',
  'coverage.log':
    'This log ({events} {events:event|events}) has data for {fed} of {rules} {rules:rule|rules}',
  'coverage.skipped': 'skipped {count} {count:record|records} that could not be read',
  'coverage.noEventOfType': 'no event of type {types}',
  'coverage.noPossibleType': 'no event of a type that it can match',
  'coverage.noField': 'no event has {fields}{windows}',
  'coverage.types': '{count} {count:event type|event types} in the log{windows}',
  'coverage.windows': '; no events for its windows over {rules}',
  'coverage.noOktaEvents': 'the log contains no Okta System Log events',
} as const;
