/** The help of the commands that fetch, convert and keep: logs, reports, settings, what people made of findings. */
export const englishHelpKeeping = {
  'help.convert.summary': 'turn a saved report into other formats',
  'help.convert.description':
    "Turns a report of 'scan --format json' or ndjson into other formats, without scanning again.",
  'help.convert.report': "a saved report; '-' is standard input",
  'help.convert.output': 'write a report to a file (repeatable)',
  'help.convert.allowPartial': 'convert a report of a scan that was not complete',
  'help.convert.table': 'as a table',
  'help.convert.several': 'several formats at once',
  'help.convert.words':
    'What a report says in words stays as its scan said it; --lang and --tz are for the rest.',
  'help.convert.partial':
    "A report of a scan that was not complete is refused, and so are lines of a run that did not end, such as those of 'oktahunt watch'; --allow-partial converts them, and the result says that it is not complete.",
  'help.convert.exit':
    'Exit codes: 0 converted, 2 usage error or refused, 3 no report, or an output failed.',
  'help.convertLog.summary': 'turn any export into plain NDJSON',
  'help.convertLog.description':
    'Writes the System Log events of exports in any format, one per line, as in the Okta API.',
  'help.convertLog.output': 'write to a file instead of standard output',
  'help.convertLog.allowPartial': 'exit 0 instead of 4 when some records could not be converted',
  'help.convertLog.folder': 'a folder with files of all kinds',
  'help.convertLog.exit':
    'Exit codes: 0 all converted, 2 usage error, 3 could not run, 4 some records could not be converted.',
  'help.pull.summary': "store an org's log in a folder",
  'help.pull.description':
    "Stores an org's System Log in a folder, verbatim; resumes, and adds new events.",
  'help.pull.since': 'from this time on: 90m, 36h, 7d, 2w ago, a date (UTC), RFC 3339',
  'help.pull.until': 'up to this time (default: now)',
  'help.pull.out': 'the archive, created if it does not exist',
  'help.pull.gzip': 'compress the files of a new archive',
  'help.pull.overlap': 're-fetch this much to catch late events (default: "1h")',
  'help.pull.everything': 'everything that Okta keeps',
  'help.pull.later': 'later: only new events',
  'help.pull.scan': 'scan it, without the network',
  'help.pull.resume':
    'After an interruption the same command resumes where it stopped. The folder contains a file of raw events per day, and a manifest (.oktahunt-archive.json) that later scans verify.',
  'help.doctor.summary': 'check the connection to the org',
  'help.doctor.description':
    'Checks Node, clock, org, credential, log and rate limit, and shows the credential’s owner and permissions.',
  'help.doctor.all': 'check everything that a pull needs',
  'help.doctor.other': 'check another token',
  'help.doctor.note': 'It only reads. A ? marks what could not be checked.',
  'help.doctor.exit': 'Exit codes: 0 no failed checks (warnings are allowed), 2 or 3 otherwise.',
  'help.init.summary': 'write a commented configuration file',
  'help.init.description':
    'Writes a commented configuration file; a setting takes effect once uncommented.',
  'help.init.own': "the user's file instead of the project's",
  'help.init.out': 'another path; - is standard output',
  'help.init.project': 'a commented oktahunt.config.yaml in this folder',
  'help.init.user': 'your user file, which may also name credential files',
  'help.init.print': 'to standard output',
  'help.init.never': 'An existing file is never overwritten.',
  'help.config.summary': 'show and check the configuration',
  'help.config.description': 'Shows and checks the configuration.',
  'help.config.show.summary': 'every setting and its origin',
  'help.config.show.description':
    'Prints every setting, its value (never a secret), and where it comes from.',
  'help.config.check.summary': 'whether the configuration files are right',
  'help.config.check.description':
    'Checks the configuration files that a run in this folder would read: names, values, and where they may stand.',
  'help.config.check.config': 'check only this file',
  'help.config.all': 'every setting, its value and its origin',
  'help.config.script': 'for a script',
  'help.config.right': 'whether every configuration file is right',
  'help.suppress.summary': 'accept a finding until a day, with a reason',
  'help.suppress.description':
    'Writes a filter of the rule language that takes a known finding away.',
  'help.suppress.ids': 'beginnings of ids of findings',
  'help.suppress.reason': 'why it is known; told with what the filter takes away',
  'help.suppress.expires': 'the last day (UTC) on which the filter works',
  'help.suppress.owner': 'who answers for it',
  'help.suppress.fields': 'only these fields of its identity count (repeatable)',
  'help.suppress.into': 'the folder of rules; if left out, the first one of --rules',
  'help.suppress.dryRun': 'write the filter to standard output instead',
  'help.suppress.gone': 'it is gone; the report says what the filter took away',
  'help.suppress.actor': 'the filter for this actor in any session, on standard output',
  'help.suppress.note':
    'The filter stands in a file of its own below the folder; edit or delete it like a rule. By itself it takes what the rule finds of the same values as this finding (its fingerprint, without the day). After its last day it does nothing, and every run says so until it is removed or renewed. Findings of correlations and of rules about alerts have no filters.',
  'help.suppress.exit':
    'Exit codes: 0 written, 2 usage error or not possible, with the reason, 3 a file cannot be read or written.',
  'help.mark.summary': 'record what people made of a finding',
  'help.mark.description': 'Records a disposition ({dispositions}) for findings, by fingerprint.',
  'help.mark.id': 'the beginning of the id of a finding or a case',
  'help.mark.note': 'why',
  'help.mark.by': 'who says so',
  'help.mark.file': 'the file of dispositions',
  'help.mark.case': 'all findings of a case',
  'help.mark.reports': 'the reports say what was made of them',
  'help.mark.kept':
    'The file has one line for each fingerprint, which is the same in every scan that finds it again; it is made to be kept with the rules, under version control.',
  'help.mark.exit': 'Exit codes: 0 recorded, 2 usage error, 3 a file cannot be read or written.',
} as const;
