/** What is wrong with the selections and conditions of a rule. */
export const englishDetectionMistakes = {
  'detectionMistake.noSelection': 'there is no selection "{name}"{hint}',
  'detectionMistake.matchesInBlock':
    'matches says which rule the event matches, so it has no meaning in a block over members of an array',
  'detectionMistake.matchesKey':
    '"{key}" means nothing: matches names rules, and takes neither modifiers nor brackets',
  'detectionMistake.listsTooLong':
    'the lists in this value expand to {count} texts, more than {most}',
  'detectionMistake.listedNoAddress':
    '"{text}" in a value list is neither a network nor an address',
  'detectionMistake.listedText': '"{text}" of a value list: {what}',
  'detectionMistake.regexTooLong':
    'a regular expression has at most {most} characters; use a value list',
  'detectionMistake.wildcardEncoded':
    '{encoding} cannot encode a wildcard; write \\* or \\? for the character itself',
  'detectionMistake.manyDashes':
    'this text has too many dashes and slashes for windash and {encoding}',
  'detectionMistake.shortForOffset': 'base64offset needs at least two bytes of text',
  'detectionMistake.partWithoutZone': '"{name}" is not read from a clock, so it has no zone',
  'detectionMistake.onePart': 'a field has one part behind "|", not "{text}"',
  'detectionMistake.modifierAsPart':
    '"{name}" says how a field is compared; parts of a field are {parts}',
  'detectionMistake.noPart': 'a field has no part "{name}"{hint}',
  'detectionMistake.noZone': 'there is no time zone "{name}"{hint}',
  'detectionMistake.timeframe': 'timeframe was removed from Sigma; use context, or a correlation',
  'detectionMistake.aggregation':
    'aggregations after "|" were removed from Sigma; use context, or a correlation',
  'detectionMistake.endsEarly': 'the condition ends too early',
  'detectionMistake.quantifiers': 'only "1 of", "any of" and "all of" exist{hint}',
  'detectionMistake.notExpected': '"{text}" is not expected here',
  'detectionMistake.manyBrackets': 'too many brackets',
  'detectionMistake.bracketOpen': 'this bracket is never closed',
  'detectionMistake.noNameMatches': 'no selection name matches "{text}"{hint}',
  'detectionMistake.noModifier': 'unknown modifier "{name}"{hint}',
  'detectionMistake.modifierTwice': 'the modifier "{name}" is given twice',
  'detectionMistake.casedPart': '"{part}" is in small letters, so cased has no meaning',
  'detectionMistake.notCombined': 'the modifiers "{one}" and "{name}" cannot be combined',
  'detectionMistake.cannotFollow':
    'the modifier "{name}" cannot follow "{maker}": it takes {takes}, and "{maker}" makes {made}',
  'detectionMistake.partOfAlias':
    '"{name}" stands for other fields; name the part where aliases name them',
  'detectionMistake.fieldrefFacts': '{comparison} with fieldref compares facts of windows{where}',
  'detectionMistake.fieldrefText':
    'a fact is compared as a number, so fieldref takes no modifiers for text here',
  'detectionMistake.filterOfMember':
    '"{text}" filters ".", which is one member; a filter stands behind an array',
  'detectionMistake.twoBrackets':
    '"{text}" has two brackets for one array; join conditions with a comma',
  'detectionMistake.mixedBrackets':
    '"{text}" mixes [{bracket}] and a filter; write the filter\'s conditions into a block',
  'detectionMistake.blockAsValue':
    '[{bracket}] asks about the members of "{array}" in a selection and names no value; write {array}[type=User] for the members that fit, {array}[0] for one, or no bracket for all',
  'detectionMistake.nestedTooDeep': 'selections are nested too deeply',
  'detectionMistake.notSelection': 'a selection must be a map, a list or a word',
  'detectionMistake.emptySelection':
    'this selection is empty, so it would match everything or nothing',
  'detectionMistake.emptyList': '"{key}" has an empty list, so nothing could match',
  'detectionMistake.existsOneValue': 'exists needs one value: true or false',
  'detectionMistake.memberOutside': '"." is a member of an array, so it needs a block around it',
  'detectionMistake.factWithoutMembers':
    '"{key}" is a fact of a window, which has no members to choose from',
  'detectionMistake.factNoTime': '"{key}" is a fact of a window, which is no time',
  'detectionMistake.blockModifiers':
    'a block takes no modifiers; they belong to the fields inside it',
  'detectionMistake.wordModifiers': 'keywords take only text modifiers',
  'detectionMistake.wordsAnywhere':
    'keywords are searched anywhere in the event, so startswith and endswith have no meaning',
  'detectionMistake.nullWord': 'null is not a keyword',
  'detectionMistake.isMap': '"{path}" is a map of {fields}',
  'detectionMistake.noField': 'no System Log event has a field "{path}"{hint}',
  'detectionMistake.expandNeeds': 'expand needs {example}',
  'detectionMistake.valueNotPlain': 'the value of "{key}" must be plain, not a map or a list{hint}',
  'detectionMistake.nullModified': 'null can only be compared as it is, without modifiers',
  'detectionMistake.noListName': '{text} cannot name a value list',
  'detectionMistake.noNetwork': '"{text}" is not a network such as 203.0.113.0/24',
  'detectionMistake.fieldrefNeeds': 'fieldref needs the name of a field',
  'detectionMistake.partRange': '{part} needs a whole number from {least} to {greatest}',
  'detectionMistake.noDaypart': '"{word}" is no part of the day{hint}',
  'detectionMistake.orderNeedsNumber': 'gt, gte, lt and lte need a number{hint}',
  'detectionMistake.existsNeeds': 'exists needs true or false',
  'detectionMistake.filterModifiers':
    '"[{bracket}]" takes no modifiers: a filter compares whole texts, whatever their case',
  'detectionMistake.filterComma':
    '"[{bracket}]" has a comma between conditions, and "{piece}" is none; a comma in a value is written \\,',
  'detectionMistake.filterEmpty':
    '"[{bracket}]" is no filter; it needs a field and a value, such as [type=User]',
  'detectionMistake.filterOperator':
    '"[{bracket}]" is no filter; it compares with one = only, such as [type=User]',
  'detectionMistake.filterQuotes':
    '"[{bracket}]" has a value in quotes; a filter\'s value is written without',
  'detectionMistake.filterWildcard':
    '"[{bracket}]" has a wildcard, and a filter compares whole texts; the character itself is written \\* or \\?',
  'detectionMistake.unmatchedBracket':
    '"{text}" has an unmatched bracket; in a name it is written \\{bracket}',
  'detectionMistake.noArray': '"{text}" does not say which array it means',
  'detectionMistake.tooManyBrackets': '"{text}" has more than {most} brackets',
  'detectionMistake.dotAfterBracket': 'after a bracket of "{text}" a dot and a field must follow',
  'detectionMistake.regexRejected': 'this regular expression is rejected: {reason}: {piece}{hint}',
  'detectionMistake.ofNeeds': '"of" needs "them" or a name',
  'detectionMistake.unexpected': 'unexpected "{word}"{hint}',
  'detectionMistake.mustFollow': 'the modifier "{name}" must follow {makers}',
  'detectionMistake.noQuantifier':
    'unknown quantifier "[{word}]"{hint} and numbers, and a bracket in a name is written {escape}; members that fit are [type=User]',
  'detectionMistake.noFilterNorPlace':
    '"[{bracket}]" in "{text}" is neither a filter such as [type=User] nor a place such as [0]; a bracket in a name is written {escape}',
  'detectionMistake.noneInBlocks': ', and in a block there are none',
  'detectionMistake.hasFields': ': "{path}" has {fields}',
  'detectionMistake.filterAsks': ': its filter asks for "{path}"{hint}',
  'detectionMistake.inItsFilter': ': in its filter, {what}',
  'detectionMistake.listBetweenPercents':
    'the name of a value list between percent signs, such as {example}',
  'chainType.value': 'a value as it is written',
  'chainType.list': 'a value list',
  'chainType.string': 'whole text',
  'chainType.text': 'text',
  'chainType.bytes': 'text in UTF-16',
  'chainType.encoded': 'base64',
  'chainType.regex': 'a regular expression',
  'chainType.network': 'a network',
  'chainType.number': 'a number to compare with',
  'chainType.presence': 'true or false',
  'chainType.field': 'another field',
  'chainType.part': 'a part of a time',
  'chainType.daypart': 'a part of the day',
  'chainType.piece': 'a part of a text',
} as const;
