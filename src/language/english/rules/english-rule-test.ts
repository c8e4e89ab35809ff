/** What came of rules on their fixtures. */
export const englishRuleTest = {
  'ruleTest.noFixtures': 'no fixtures in {folders}',
  'ruleTest.sums':
    '{logs} {logs:log|logs} for {rules} {rules:rule|rules}: {passed} passed, {failed} failed{missing}',
  'ruleTest.untested': '; {count} {count:rule|rules} without fixtures',
  'ruleTest.notEvent': 'line {line} is not an event: {why}',
  'ruleTest.recordNotEvent': 'a record is not an event: {why}',
  'ruleTest.noEvent': 'the log contains no event',
  'ruleTest.wantedNone': 'expected no finding, got {found}',
  'ruleTest.wantedOne': 'expected a finding, got none',
  'ruleTest.wantedLevel': 'expected {level}, got {found}',
  'ruleTest.undecided': '{count} {count:event|events} undecided: {because}',
  'ruleTest.causeWithoutGap': '{cause} without a gap of over 24 h',
  'ruleTest.lacks': 'no event of the log has {fields}',
  'ruleTest.why': 'why: {command}',
  'ruleTest.noneHasFixture': 'not complete: none of the rules has a fixture',
  'ruleTest.found': '"{title}" ({level})',
} as const;
