/** What is said of file names. */
export const englishPaths = {
  'paths.twinPages': "the rules '{first}' and '{second}' would have one page on Windows and macOS",
  'paths.twinPagesFix': 'give one of them a name that differs by more than case',
  'paths.noStdin': 'there is no standard input',
  'paths.nameFile': 'name a file',
  'paths.cannotWrite': 'cannot write to {folder}: {reason}',
  'paths.pullAgain': 'fix that and pull again: what was pulled is safe',
} as const;
