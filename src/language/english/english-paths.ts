/** What is said of file names. */
export const englishPaths = {
  'paths.twinPages': "the rules '{first}' and '{second}' would have one page on Windows and macOS",
  'paths.twinPagesFix': 'give one of them a name that differs by more than case',
} as const;
