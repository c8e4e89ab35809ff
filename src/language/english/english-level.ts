/** Severities: the word in a sentence, a number of them, and the word beside their sign, four columns wide. */
export const englishLevel = {
  'level.critical': 'critical',
  'level.high': 'high',
  'level.medium': 'medium',
  'level.low': 'low',
  'level.informational': 'informational',
  'level.count': '{count} {level}',
  'mark.critical': 'CRIT',
  'mark.high': 'HIGH',
  'mark.medium': 'MED ',
  'mark.low': 'LOW ',
  'mark.informational': 'INFO',
} as const;
