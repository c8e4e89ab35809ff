/** What is wrong with a command line, before any command runs. */
export const englishUsage = {
  'usage.unknownCommand': "unknown command '{name}'",
  'usage.unknownOption': "unknown option '{flag}'",
  'usage.missingArgument': "missing required argument '{name}'",
  'usage.optionMissingArgument': "option '{flags}' argument missing",
  'usage.missingOption': "required option '{flags}' not specified",
  'usage.excessArguments':
    "too many arguments for '{command}'. Expected {expected} {expected:argument|arguments} but got {received}.",
  'usage.excessArgumentsOfProgram':
    'too many arguments. Expected {expected} {expected:argument|arguments} but got {received}.',
  'usage.didYouMean': 'did you mean {name}?',
  'usage.didYouMeanOneOf': 'did you mean one of {names}?',
  'usage.other': '{what}',
} as const;
