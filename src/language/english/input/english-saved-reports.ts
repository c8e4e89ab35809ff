/** Why a saved report, or the file of dispositions, cannot be read. */
export const englishSavedReports = {
  'saved.error': '{file}: {reason}',
  'saved.errorAt': '{file}, {place}: {reason}',
  'saved.line': 'line {line}',
  'saved.scanAgain':
    'scan again, and keep the whole report: oktahunt scan ... -o json=findings.json',
  'saved.empty': 'it is empty, so it is no report',
  'saved.notWhole': 'the report is not whole: {reason}',
  'saved.notRecord': 'this is no whole record: {reason}',
  'saved.foreign': 'this is no record of a report of oktahunt',
  'saved.foreignKind': "a record of kind '{kind}' is neither a finding, a case nor a run",
  'saved.scanFirst': 'a log is scanned first: oktahunt scan LOG -o json=findings.json',
  'saved.nameReport': 'name a report that --format json or ndjson wrote',
  'saved.noVersion': 'it has no version, and this oktahunt reads {expected}',
  'saved.otherVersion': 'it has version {version}, and this oktahunt reads {expected}',
  'saved.scanWithThis': 'scan the log again with this oktahunt',
  'saved.notAsReport': 'this is not as a report has it: {reason}',
  'saved.noCase':
    'the finding {id} is in no case: the report was cut off before its cases, or they were taken out',
  'saved.name': 'name a saved report',
  'saved.tooLarge': 'it is larger than 512 MB',
  'saved.fewerFindings': 'scan with --min-severity medium, which leaves most findings out',
  'saved.unknown': 'unknown',
  'saved.mendEntry': "it is written by 'oktahunt mark'; mend or remove the entry",
  'saved.nameMarked': 'name a file that oktahunt mark wrote',
  'saved.notYaml': 'it is no YAML: {reason}',
} as const;
