/** The topics of `help`: exit codes, inputs, environment variables, formats, remarks about rules. */
export const englishHelpTopics = {
  'help.exitCodes.title': 'Exit codes, the same in every format:',
  'help.exitCodes.clean': 'complete, nothing at or above --fail-on (default: low)',
  'help.exitCodes.findings': 'findings at or above --fail-on, complete or not',
  'help.exitCodes.misuse':
    'usage error: fix an option, a rule or a list; also if one is missing, or if no rule reports',
  'help.exitCodes.breakdown':
    'could not run: unreadable input, no space for the output, Okta unreachable or the credential refused',
  'help.exitCodes.doubt':
    'nothing found, but the scan is not complete: nothing was read, records were skipped, or the log does not cover the requested time. --allow-partial makes it 0, with a warning',
  'help.exitCodes.interrupted': 'interrupted (Ctrl-C); the findings so far are reported',
  'help.exitCodes.terminated': 'terminated; 129 if the terminal was closed',
  'help.exitCodes.brokenPipe':
    'the reader of standard output went away before all was written (| head)',
  'help.exitCodes.hidden':
    '--case, --user, --ip and --min-severity of scan hide findings in the report; the exit code is that of all findings. timeline and show end with 0 if they show what was asked for, with 4 if the log has no such event or could not be read in full.',
  'help.exitCodes.quiet': '--quiet hides progress, never the reason for an exit code.',
  'help.inputs.title': 'Inputs are recognised by content, whatever their names and however mixed:',
  'help.inputs.pages': 'API pages',
  'help.inputs.pagesText':
    'JSON: one event per line, arrays, pretty-printed, concatenated; under a key such as events, value or data; as text in JSON; after a syslog header',
  'help.inputs.csv':
    'CSV, with an English or Japanese header; missing fields are reported, and so are the rules that need them',
  'help.inputs.aws': 'EventBridge, Firehose and S3, CloudWatch exports, batches and Insights',
  'help.inputs.azure':
    'blobs, Event Grid, Sentinel tables; Cloud Logging, Pub/Sub, SecOps raw logs',
  'help.inputs.splunk': 'search exports (JSON, CSV with _raw), HTTP Event Collector',
  'help.inputs.okta': 'Event Hook bodies',
  'help.inputs.elastic': 'documents, search results, index dumps; lossless with event.original',
  'help.inputs.pipelines': 'pipelines',
  'help.inputs.pipelinesText':
    'Airbyte, Fluentd, Kafka (Connect, console), Loki (API, logcli), Wazuh alerts',
  'help.inputs.tables': 'tables',
  'help.inputs.tablesText':
    'Snowflake, BigQuery: a column per field, or the event in one (JSON, CSV)',
  'help.inputs.others': 'others',
  'help.inputs.othersText':
    'Panther, Grove, Matano, Datadog archives, InsightIDR, Sumo Logic, Graylog',
  'help.inputs.byHand': 'by hand',
  'help.inputs.byHandText':
    'HTTP Archives (HAR) with /api/v1/logs, coloured jq output, printed Python dicts',
  'help.inputs.ocsf':
    "with raw_data: the event itself. Otherwise only if metadata.event_code is Okta's event type: reconstructed, without targets, device, client zone, browser and outcome.reason; without unmapped also without session root, proxy flag, address chain, transaction and most debug data. Rules that need lost fields, most of the bundled ones, cannot be evaluated",
  'help.inputs.product': 'any product',
  'help.inputs.productText':
    'a whole event under any key, as an object; as text (also in Base64) where no sender of a request can have written it',
  'help.inputs.packing': 'packing',
  'help.inputs.text': 'text',
  'help.inputs.textText':
    'UTF-8 and UTF-16; others with --encoding shift_jis, euc-jp, windows-1252 ...',
  'help.inputs.growing':
    'A growing file is read up to its initial size. Bytes of a file name that are not UTF-8 may be given in the form in which they are printed: \\xff.',
  'help.inputs.unsupported':
    "Recognised but not supported: OCSF without raw_data and event_code, Google SecOps UDM, tables of Kibana's Discover without event.original, logs of Okta Workflows, Parquet, encrypted archives.",
  'help.inputs.unreadable':
    'Unreadable records are counted and reported with their place, and the scan counts as not complete.',
  'help.environment.title': 'Environment variables:',
  'help.environment.org': 'URL of the org; also OKTAHUNT_ORG, OKTA_ORG_DOMAIN',
  'help.environment.token': 'API token; also OKTAHUNT_TOKEN',
  'help.environment.app': 'a service app with a private key (JWK or PEM)',
  'help.environment.accessToken': 'an OAuth access token obtained elsewhere',
  'help.environment.proxy':
    'a proxy, http://user:password@host:port, and the hosts to reach without it; also ALL_PROXY, HTTP_PROXY',
  'help.environment.certificates': 'a file with additional CA certificates to trust',
  'help.environment.epoch':
    'the time of detection in reports, in seconds, so that they can be compared',
  'help.environment.loopback': 'accept http://127.0.0.1, for a fake org',
  'help.environment.more': 'More: oktahunt config show, oktahunt init --out -',
  'help.environment.forceColor': 'colour always; 0 or false: never',
  'help.environment.noColor': 'no colour, if not empty',
  'help.environment.cliColorForce': 'colour always, unless 0',
  'help.environment.cliColor': '0: no colour',
  'help.environment.term': 'dumb: no colour, no line that is redrawn, no pager',
  'help.environment.ci': 'no line that is redrawn, no pager, reports in English',
  'help.environment.ascii': 'plain ASCII if they name a locale without UTF-8',
  'help.environment.language': 'the language of reports for people: ja for Japanese',
  'help.environment.pager':
    'the pager for --details in a terminal (default: less -FRX); cat or nothing for none',
  'help.environment.order':
    '--color and --lang take precedence over all of them; those on colour apply in this order.',
  'help.formats.title': 'Formats for --format and -o FORMAT=PATH, which can be repeated:',
  'help.formats.saved':
    'Only the report goes to standard output; everything else goes to standard error. Saved json and ndjson can be read back: oktahunt convert findings.json -o sarif=okta.sarif, oktahunt show ID findings.json, oktahunt timeline findings.json LOG --case ID.',
  'help.formats.links':
    '--raw-events puts the whole events into findings. Links into the Admin Console lead to the configured org (--org, OKTA_CLIENT_ORGURL). With SOURCE_DATE_EPOCH the same log gives the same report.',
  'help.formats.schemas':
    'JSON Schemas: oktahunt schema finding, case, run and report; oktahunt schema sentinel is its table. Of timeline and show: oktahunt schema timeline, step and shown.',
  'help.inputs.packingText': 'gzip, Zstandard, zip, tar',
} as const;
