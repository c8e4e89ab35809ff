/** The last screen of a scan. */
export const englishScreen = {
  'screen.incomplete': 'This scan is NOT complete:',
  'screen.incompleteNothing': 'No findings, but this scan is NOT complete:',
  'screen.acceptPartial': 'Use --allow-partial to accept.',
  'screen.cases': '{count} {count:case|cases} to look at ({severities}): {state}.',
} as const;
