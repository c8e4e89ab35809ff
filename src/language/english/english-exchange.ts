/** What is said in formats that other products show. */
export const englishExchange = {
  'exchange.notComplete': 'The scan is not complete: {reason}',
  'exchange.notCompleteTitle': 'The scan is not complete',
  'exchange.complete': 'the scan is complete',
  'exchange.more': '{count} more {count:finding|findings}; a JSON report has all of them',
  'exchange.findings': '{count} {count:finding|findings}',
  'exchange.rules': 'rules',
  'exchange.scan': 'scan',
  'exchange.undecided': 'Undecided: {reason}',
  'exchange.cannotEvaluate': 'The log cannot answer it: {reason}',
  'exchange.mispInfo': 'oktahunt: {count} {count:case|cases} in {org}',
} as const;
