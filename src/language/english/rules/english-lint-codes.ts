/** What the codes of remarks about rules mean and why it matters, and how many there are. */
export const englishLintCodes = {
  'lintCode.broken': 'the rule cannot be loaded',
  'lintCode.broken.why': 'A scan that uses it reads no event and exits with 2.',
  'lintCode.translation': 'a translation that does not fit its rule or pack',
  'lintCode.translation.why': 'A scan in that language reads no event and exits with 2.',
  'lintCode.event-type': 'an event type that Okta does not document',
  'lintCode.event-type.why':
    'A misspelt type never matches. Beta types and types newer than the catalogue are reported too.',
  'lintCode.value': 'a value that Okta does not write in the field',
  'lintCode.value.why':
    'A misspelt value never matches: a result, a severity, a risk level, what came of a behaviour.',
  'lintCode.rare-value': 'a value that the field is not known to have, though Okta may add some',
  'lintCode.rare-value.why': 'It may be new, of your own org, or misspelt.',
  'lintCode.field': 'a field that no System Log event can have',
  'lintCode.field.why':
    'An absent field matches nothing but null, so the test has the same outcome for every event.',
  'lintCode.spelling': 'a field whose case differs from the log',
  'lintCode.spelling.why':
    'It is read as the known field, but other tools find nothing under the name as written.',
  'lintCode.map': 'a map where a text or a value is expected',
  'lintCode.map.why':
    'A map has no text, or not the one that the rule expects; compare one of its fields.',
  'lintCode.never-matches': 'a condition or selection that no event can satisfy',
  'lintCode.never-matches.why': 'The rule, or that part of it, never matches.',
  'lintCode.always-matches': 'a condition or selection that every event satisfies',
  'lintCode.always-matches.why': 'The rule matches every event, or that part of it has no effect.',
  'lintCode.all-of-one': '|all with a single value',
  'lintCode.all-of-one.why': 'It has no effect, other tools reject it, and a value may be missing.',
  'lintCode.null-in-list': 'null among other values',
  'lintCode.null-in-list.why':
    'Sigma forbids it (specification 2.1, "Special Field Values"); put null into a selection of its own.',
  'lintCode.unused-selection': 'a selection that no condition names',
  'lintCode.unused-selection.why': 'It has no effect, which is seldom what its author intended.',
  'lintCode.unused-window': 'a window, or a fact of a window, that nothing uses',
  'lintCode.unused-window.why': 'Its fields are kept for every event in the window, for nothing.',
  'lintCode.late-window': 'a condition that is undecided for the first days of every log',
  'lintCode.late-window.why':
    'It holds only where events are absent, of which a log that is younger than the window says nothing. With learn, a log of that age is enough.',
  'lintCode.unused-rule': 'a rule that neither reports nor is referred to',
  'lintCode.unused-rule.why':
    'Nothing it matches reaches anybody, unless rules outside the checked files refer to it.',
  'lintCode.placeholder': 'a placeholder in the summary or in a reason that names no field or fact',
  'lintCode.placeholder.why':
    'The headline of every finding would say "unknown" there; the reason would never be given.',
  'lintCode.field-path': 'a sentence under reasons that shows the path of a field',
  'lintCode.field-path.why':
    'A reason is read by people in a hurry; say what the field is, as in "from {client.ipAddress}".',
  'lintCode.missing-level': 'a reporting rule without a level',
  'lintCode.missing-level.why':
    'It defaults to medium, which --fail-on and --min-severity then compare.',
  'lintCode.missing-id': 'no id, or one that is not a UUID',
  'lintCode.missing-id.why':
    'Fingerprints are built from the id; without one, renaming the rule reports everything again.',
  'lintCode.missing-description': 'no description',
  'lintCode.missing-description.why': 'The on-call analyst needs to know what was seen.',
  'lintCode.missing-tags': 'a reporting rule without an ATT&CK tag',
  'lintCode.missing-tags.why':
    'Findings name no goal of the attacker, and the coverage report leaves the rule out.',
  'lintCode.missing-technique': 'ATT&CK tactics among the tags, but no technique',
  'lintCode.missing-technique.why': 'The coverage by technique leaves the rule out.',
  'lintCode.missing-falsepositives': 'a reporting rule without falsepositives',
  'lintCode.missing-falsepositives.why':
    'The analyst needs to know which harmless activity looks the same.',
  'lintCode.status': 'a status that Sigma does not define',
  'lintCode.status.why': 'Other tools reject the rule (specification 2.1, "Status").',
  'lintCode.tag': 'a tag in a form that Sigma does not define',
  'lintCode.tag.why':
    'Tools that sort or map rules by tag do not find it (specification 2.1, appendix "Tags").',
  'lintCode.catalogue': 'a detection idea that is not in the catalogue',
  'lintCode.catalogue.why': 'The coverage report would count an idea that does not exist.',
  'lintCode.duplicate': 'two rules that look for the same',
  'lintCode.duplicate.why': 'Each attack is reported twice.',
  'lintCode.silenced': "a correlation that silences another file's rule",
  'lintCode.silenced.why': 'The rule no longer reports on its own.',
  'lintCode.fact-as-word': 'a word that names a fact of a window',
  'lintCode.fact-as-word.why':
    'Words are sought in the event as they stand; a fact is compared in a map.',
  'lintCode.repeated-rule':
    'a rule that a temporal correlation names twice, where order does not count',
  'lintCode.repeated-rule.why':
    'In any order one event meets both; temporal_ordered wants an event for each.',
  'lintCode.lone-rule': 'a temporal correlation of a single rule',
  'lintCode.lone-rule.why':
    'It alerts whenever the rule does; count its events, or name another rule.',
  'lintCode.idle-filter': 'a filter that excludes nothing from its rule',
  'lintCode.idle-filter.why':
    'It keeps out no event that the rule can match, so what it was written for is still reported.',
  'lintCode.narrow-filter': 'a filter that leaves only what it names',
  'lintCode.narrow-filter.why':
    'A filter that exempts somebody is written with not: what meets its condition stays reported.',
  'lintCode.idle-learn': 'a learn that is longer than its window',
  'lintCode.idle-learn.why':
    'A log of that age covers the window anyway, so that learn changes nothing.',
  'lintCode.state': 'a window over all events, or without group-by',
  'lintCode.state.why':
    'All its events are kept in memory and are neighbours of each other; the remark estimates the cost.',
  'lintCode.heading': "The remarks of 'oktahunt rules check':",
  'severity.error': 'error',
  'severity.warning': 'warning',
  'severity.note': 'note',
  'lintCode.line': '{severity}: {what}',
  'lintSum.errors': '{count} {count:error|errors}',
  'lintSum.warnings': '{count} {count:warning|warnings}',
  'lintSum.notes': '{count} {count:note|notes}',
  'lintSum.files': '{count} {count:file|files}',
  'lintSum.rules': '{count} {count:rule|rules}',
  'lintSum.filters': '{count} {count:filter|filters}',
  'lintSum.noRemarks': 'no remarks',
  'lintSum.all': '{checked}: {result}',
} as const;
