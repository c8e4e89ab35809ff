/** What each output format and each schema is for. */
export const englishHelpFormats = {
  'help.format.table':
    'for people: a table, details of each finding, and how complete the scan was',
  'help.format.html':
    'one page for a browser: verdict, cases with timelines, every finding; needs no network',
  'help.format.markdown':
    'for a ticket or an incident report: verdict, cases with story and evidence, what is open',
  'help.format.json': 'one JSON document: tool, findings, cases, rejections, summary',
  'help.format.ndjson':
    'one finding per line, then one case per line, between two records of the run',
  'help.format.csv': 'one finding per line, for spreadsheets',
  'help.format.sarif': 'SARIF 2.1.0, for GitHub code scanning and editors',
  'help.format.github': 'annotations of a job of GitHub Actions, for the log of a step',
  'help.format.gitlab': 'a code quality report, for merge requests of GitLab',
  'help.format.junit': 'JUnit XML, one test for each rule, for CI servers',
  'help.format.ocsf': 'OCSF 1.8, one Detection Finding per line, for data lakes',
  'help.format.ecs': 'Elastic Common Schema, one document per line',
  'help.format.splunk-hec': "events for Splunk's HTTP Event Collector",
  'help.format.sentinel': 'rows of a custom table of Microsoft Sentinel',
  'help.format.cef': 'Common Event Format, one finding per line, for syslog',
  'help.format.timesketch': "the findings' events for Timesketch, one per line",
  'help.format.stix': 'a STIX 2.1 bundle with the indicators of cases',
  'help.format.misp': 'a MISP event with the indicators of cases',
  'help.schemaOf.finding': 'one finding: a line of ndjson, a member of json',
  'help.schemaOf.case': 'one case, of one finding or more: a line of ndjson, a member of json',
  'help.schemaOf.run': 'the first and the last line of ndjson',
  'help.schemaOf.report': 'a whole json report',
  'help.schemaOf.dead-letter':
    'a message that could not be delivered: a line of dead-letters.ndjson',
  'help.schemaOf.log': 'a line on standard error with --log-format json',
  'help.schemaOf.health': 'how a watch is: --health, --health-file',
  'help.schemaOf.session': 'one session of a ranking: a line of ndjson, a member of json',
  'help.schemaOf.timeline':
    'a timeline: the document of json; ndjson has it without its steps, then each step',
  'help.schemaOf.step': 'one step of a timeline: a line of its ndjson',
  'help.schemaOf.shown': 'what show writes as json: cases and findings by id, with timelines',
  'help.schemaOf.rule': 'a document of a rule file, for editors',
  'help.schemaOf.config': 'a configuration file, for editors',
  'help.schemaOf.sentinel': "the table of sentinel's rows, as a data collection rule declares it",
} as const;
