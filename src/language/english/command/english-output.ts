/** What goes wrong with an output. */
export const englishOutput = {
  'output.stdin': 'standard input',
  'output.stdout': 'standard output',
  'output.readerGone': 'the reader of {name} went away',
  'output.cannotWrite': 'cannot write to {name}: {reason}',
  'output.cannotRead': 'cannot read {name}: {reason}',
  'output.noSpace': 'no space left on the device',
  'output.quota': 'disk quota exceeded',
  'output.tooLarge': 'the file would be larger than allowed',
  'output.denied': 'permission denied',
  'output.readOnly': 'the file system is read-only',
  'output.nameTaken': 'something else has that name',
  'output.noFolder': 'no such folder',
  'output.isFolder': 'it is a directory',
} as const;
