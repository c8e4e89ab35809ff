/** What is wrong with an archive of a pull. */
export const englishArchive = {
  'archive.busy': 'another run is writing to {folder}',
  'archive.busyProcess': 'another run (process {pid}) is writing to {folder}',
  'archive.waitOrDelete': 'wait until it ends; if there is no such run, delete {path}',
  'archive.otherOrg': 'the archive {folder} holds the log of {org}, not of {other}',
  'archive.otherFolder': 'pull into another folder',
  'archive.isGzipped': 'the archive {folder} is gzipped',
  'archive.notGzipped': 'the archive {folder} is not gzipped',
  'archive.sameCompression': 'use the same compression: an archive is either gzipped or not',
  'archive.damaged': '{path} has {size} bytes, but {bytes} were committed',
  'archive.damagedAdvice':
    'something else damaged the archive; pull into a folder other than {folder}',
  'archive.foreign': '{path} exists and is not part of the archive',
  'archive.moveAway': 'pull into another folder, or move the file away',
  'archive.manifestDamaged': 'the manifest of the archive {folder} is damaged ({name})',
  'archive.scanByName':
    'scan its event files by name: oktahunt scan {files}; pull into another folder',
  'archive.newer': 'the archive {folder} was written by a newer oktahunt (version {version})',
  'archive.useNewer': 'use that version, or pull into another folder',
  'archive.invalid': 'the manifest of the archive {folder} is invalid: {where} {reason}',
  'archive.missing': '{path} is missing',
  'archive.truncated': '{path} was truncated: {size} of {bytes} bytes are left',
  'archive.changed': '{path} was changed after it was pulled (SHA-256 differs)',
  'archive.unfinished': 'the pull until {until} is unfinished; pull again to resume it',
  'archive.nothingYet': 'nothing was pulled into {folder} yet; pull again',
} as const;
