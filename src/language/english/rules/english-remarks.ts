/** Remarks about rules that load, and are most likely not what was meant. */
export const englishRemarks = {
  'remark.narrowFilter':
    'the filter leaves only what meets "{names}"; to exempt that, write condition: not {names}',
  'remark.condition': 'the condition',
  'remark.alternative': 'the alternative "{names}" of the condition',
  'remark.togetherWithCondition': '{what}, together with the condition,',
  'remark.filterCondition': "the filter's condition",
  'remark.filterLeavesNothing': 'the filter leaves nothing for "{rule}"',
  'remark.filterExcludesNothing': 'the filter excludes nothing from "{rule}"',
  'remark.test': 'the test of {path}',
  'remark.windowNeverGives': 'it asks for what a window never gives',
  'remark.selection': 'the selection "{name}"',
  'remark.contradiction': 'its parts contradict each other',
  'remark.alwaysHolds': '{what} holds for every event',
  'remark.noTypeSatisfies': '{what} can never hold: no event type satisfies it',
  'remark.neverHolds': '{what} can never hold: {why}',
  'remark.unusedRule': 'no rule refers to "{name}", which does not report on its own',
  'remark.isWindow': ': "{name}" is a window; name one of its facts, {facts}',
  'remark.windowHas': ': the window "{name}" has {facts}',
  'remark.noBehavior': 'Okta has no behaviour "{name}" of its own{hint}',
  'remark.factIsBoolean': '{path} is true or false',
  'remark.factIsBound': '{path} is a number; write {path}|{bound}',
  'remark.factIsShare': '{path} is a number from 0 to 1',
  'remark.factNeverMeets': 'no value of {path} meets it',
  'remark.shareAlways': '{path} is a number from 0 to 1, so this holds wherever there is one',
  'remark.factAsWord':
    '"{text}" is sought in the event as it stands; a comparison is a map, such as {example}',
  'remark.unusedSelection': 'no condition names the selection "{name}"',
  'remark.unusedWindow': 'nothing uses the window "{name}"',
  'remark.unusedFact': 'nothing uses "{window}.{fact}"',
  'remark.idleLearn':
    'learn of the window "{name}" is longer than the window, which that much log covers anyway; make it shorter',
  'remark.takesEveryEvent':
    'the window "{name}" takes every event of the log: about {bytes} bytes each, {million}; name rules to narrow it',
  'remark.noGroupBy':
    'the window "{name}" has no group-by, so all events of its rules are neighbours: about {bytes} bytes each, {million}',
  'remark.reasonPlaceholder':
    '{example} names neither an event field nor a window fact, so the sentence is never said',
  'remark.reasonShowsPath':
    'the sentence of "{told}" shows its reader the path {path}; say what it is in words',
  'remark.spelling': '"{written}" is taken for "{meant}", as the log spells it',
  'remark.eventsOfWindow': 'the events of the window "{name}"',
  'remark.fingerprintFact':
    '"{path}" is a fact of a window; a fingerprint takes fields of the event',
  'remark.nameOneOfThem': '{what}; name one of them',
  'remark.summaryPlaceholder': '{example} names neither an event field nor a window fact{hint}',
  'remark.noField': 'there is no field "{path}"{hint}',
  'remark.mapWithoutValue': '{what}, which has no value of its own',
  'remark.moreUnknown': '{count} more are unknown',
  'remark.silenced':
    '"{name}" no longer reports on its own because of this correlation; generate: true keeps it reporting',
  'remark.loneRule': '{type} of the one rule "{name}" says no more than that rule does',
  'remark.repeatedRule':
    '"{name}" is named twice, and in any order one event meets both; temporal_ordered wants an event for each',
  'remark.raisingCondition': 'the condition that raises it to {level}',
  'remark.textOfMap':
    '"{path}" is the text of a map, such as {example}, and never just "{plain}"; use contains, or name a field in it',
  'remark.allOfOne': '{name} has |all with a single value',
  'remark.nullInList': '{name} has null among other values',
  'remark.noId': 'the rule has no id; give it a UUID of its own',
  'remark.idNoUuid': 'the id "{id}" is not a UUID',
  'remark.noLevel': 'the rule has no level, so it defaults to medium',
  'remark.noDescription': 'the rule has no description',
  'remark.noTags': 'no tag names a tactic or technique, such as attack.t1539',
  'remark.noTechnique': 'the tags name tactics, but no technique such as attack.t1539',
  'remark.noFalsepositives':
    'the rule does not say which harmless activity looks the same (falsepositives)',
  'remark.noStatus': 'there is no status "{status}"{hint}',
  'remark.tagForm': 'the tag "{tag}" is not of the form namespace.name, in lower case',
  'remark.noAttackTag':
    '"{tag}" is neither a tactic nor the id of a technique, such as attack.t1550.004{hint}',
  'remark.noIdea': 'there is no detection idea "{id}"{hint}',
  'remark.lateWindow':
    '"{asked}" is undecided until the log covers {span} before the event; give the window "{name}" a learn, such as learn: {learn}',
  'remark.isNeverOneOf': '"{path}" is never "{value}"; it has {all}',
  'remark.isNeverMeant': '"{path}" is never "{value}"; did you mean "{meant}"?',
  'remark.isNotKnownOneOf': '"{path}" is not known to be "{value}"; it has {all}',
  'remark.isNotKnownMeant': '"{path}" is not known to be "{value}"; did you mean "{meant}"?',
  'remark.factIsNumber': '{path} is a number',
  'remark.mapNoEffect': '{what}, so a comparison with a text has no effect; name one of them',
  'remark.mapNeverHolds': '{what}, so a comparison with a text can never hold; name one of them',
  'remark.megabytes': '{megabytes} MB for a million',
  'remark.sameAs': 'the rule looks for the same as "{name}" ({place})',
  'remark.fitsNoType': '"{value}" fits no event type of Okta\'s documentation of release {release}',
  'remark.noType': '"{value}" is no event type of Okta\'s documentation of release {release}{hint}',
  'remark.wordsWithoutField': 'words without a field',
  'remark.field': '"{path}"',
} as const;
