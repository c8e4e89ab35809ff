/** How mistakes end: what was probably meant, and what there is instead. */
export const englishHints = {
  'hint.noLookaroundExclude':
    'RE2 has no look-around; use a separate selection and exclude it with "and not"',
  'hint.noLookaroundPart': 'RE2 has no look-around; make that text a part of the expression',
  'hint.noBackReferences': 'RE2 has no back-references; write the alternatives out',
  'hint.needlessBackslash': 'leave out a backslash before a character that needs none',
  'hint.repeatsTooOften': 'RE2 repeats at most 1000 times in all',
  'hint.didYouMean': '; did you mean "{meant}"?',
  'hint.thereAre': '; there are {all}',
  'hint.didYouMeanOf': '; did you mean "{meant}"? There are {all}',
  'hint.instead': '; {what}',
  'hint.didYouMeanBraces': '; did you mean "{example}"?',
  'hint.formulaWindow': '; a formula has a window of its own, such as {example}',
  'hint.groups': 'RE2 has groups such as (?:a), (?i), {named}, but no look-around',
  'hint.orFormat': '; {percent}% is {number}',
  'hint.anotherFact':
    '; another fact stands behind fieldref (w.n|gt|fieldref: w.m), a formula under compute',
  'hint.blockQuantifier': '; a block needs a quantifier, such as {key}[any]',
  'hint.belowZero': '; what is below 0 is written 0 - x',
  'hint.distinctCounts': '; distinct counts the different values of a field',
  'hint.suchAs': ', such as {example}',
  'hint.zoneNamed': '; it is named as in {example}',
  'hint.afterStandsOf': '; after "{word}" stands "of"',
  'hint.itHas': '; it has {all}',
  'hint.more': ', and {count} more like it',
  'hint.either': '{first} or {second}',
} as const;
