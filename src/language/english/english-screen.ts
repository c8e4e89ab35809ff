/** The first line and the last screen of a scan. */
export const englishScreen = {
  'screen.noTime': 'no time range',
  'screen.incomplete': 'This scan is NOT complete:',
  'screen.incompleteNothing': 'No findings, but this scan is NOT complete:',
  'screen.acceptPartial': 'Use --allow-partial to accept.',
  'screen.noGraveCase': 'No case of medium severity or higher. {scope}',
  'screen.cases': '{count} {count:case|cases} to look at ({severities}): {state}.',
  'screen.noneActive': 'none is known to go on',
  'screen.active': '{count} still active',
  'screen.allRemoved': 'what was planted is removed',
  'screen.standing': 'planted objects still stand in {count}',
  'screen.nothing': 'No findings. {scope}',
  'screen.nothingShown':
    'No findings of {level} severity or higher; {count} of lower severity not shown. {scope}',
  'screen.scope':
    '{rules} {rules:rule|rules} over {events} {events:event|events} from {users} {users:user|users}{period}.',
  'screen.scopePeriod': ', {period}',
  'screen.moreCases': '{count} more {count:case|cases} to look at',
  'screen.weakCases': '{count} {count:case|cases} of low or informational severity',
  'screen.others': 'and {cases}: see the details',
  'screen.doFirst': 'Do first about {id}:',
  'screen.shown': '{count} shown ({level} or higher)',
  'screen.notComplete': 'NOT complete',
  'screen.next': 'Next: {command}',
  'screen.sameCommand': 'the same command with {option}',
  'screen.cutShort': 'This report is NOT complete: {why}.',
} as const;
