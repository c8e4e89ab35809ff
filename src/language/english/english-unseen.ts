/** What a scan could not see, and why a rule could not decide. */
export const englishUnseen = {
  'unseen.undecided':
    'Not decided: {undecided} of {rules} {rules:rule|rules} for some events (at most {most} of {events} {events:event|events}).',
  'unseen.earlier': 'Most would be decided by a log that begins at {time}.',
  'unseen.later': 'Some wait for events after its end.',
  'unseen.blind': 'Blind: {blind} of {rules} {rules:rule|rules}.',
  'unseen.blindFor': 'Blind: {blind} of {rules} {rules:rule|rules}: the log lacks {fields}.',
  'unseen.gap': 'No events {span}: is the log whole?',
  'unseen.gaps': 'No events {span}, and in {count} more gaps: is the log whole?',
  'unseen.unanswered': 'Questions that this log cannot answer: {count}.',
  'unseen.suppressed': 'Filters took {count} {count:alert|alerts} away.',
  'unseen.expired': 'Expired, so without effect: {count} {count:filter|filters}.',
  'cause.lacks': 'the input lacks {field}',
  'cause.earlier': 'needs {length} of earlier log',
  'cause.earlierWithoutGap': 'needs {length} of earlier log without a gap of over 24 h',
  'cause.later': 'needs {length} of later log',
  'cause.days': 'asks for more days of log than were read',
  'cause.other': '{cause}',
  'cause.feeds': 'a rule that feeds its windows stayed undecided',
  'cause.feedsOrOrder':
    'a rule that feeds its windows stayed undecided, or facts depend on the order of one instant',
  'cause.hears': 'rules that it hears of stayed undecided',
  'cause.interrupted': 'the run was interrupted before the rule was evaluated',
  'length.d': '{amount} d',
  'length.h': '{amount} h',
  'length.min': '{amount} min',
  'length.s': '{amount} s',
} as const;
