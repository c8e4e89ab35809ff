/** Numbers of things, and how lists are put together. */
export const englishAmount = {
  'amount.events': '{count} {count:event|events}',
  'amount.records': '{count} {count:record|records}',
  'amount.sources': '{count} {count:source|sources}',
  'amount.rules': '{count} {count:rule|rules}',
  'amount.findings': '{count} {count:finding|findings}',
  'amount.hours': '{count} {count:hour|hours}',
  'amount.more': '{count} more',
  /** Two sentences, one after the other. */
  'list.sentences': '{first} {second}',
  'list.clauses': '{first}; {rest}',
  'list.comma': ', ',
  'list.semicolon': '; ',
  'list.and': ' and ',
  'list.or': ' or ',
  /** The first of several, and how many others there are. */
  'list.others': '{list} and {count} more',
  'list.atLeastOthers': '{list} and at least {count} more',
} as const;
