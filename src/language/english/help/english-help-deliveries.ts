/** What help says of receivers and deliveries. */
export const englishHelpDeliveries = {
  'named.receiver': 'kind of receiver',
  'named.deliveryScope': 'value of what',
  'help.option.deliver':
    "also send findings and cases to a receiver: {kinds} (repeatable; 'oktahunt help deliveries')",
  'help.option.deadLetters': 'the file for what could not be delivered',
  'help.scan.deadLetters': '{name}, in the archive if there is one',
  'help.scan.deliver': 'also to a chat and to Splunk',
  'help.watch.receivers':
    "A receiver that is slow or gone stops nothing: what it is owed waits in the store ('oktahunt help deliveries').",
  'help.setting.deliver':
    'receivers of findings and cases, each KIND=URL, or a map: to, secretFile, secretEnv, minSeverity, what',
  'help.setting.deadLetters': 'the file for what scan could not deliver',
  'help.environment.receivers': "secrets of receivers ('oktahunt help deliveries')",
  'help.deliver.summary': 'send dead letters or a saved report to receivers',
  'help.deliver.description':
    'Sends what could not be delivered, or the findings and cases of a saved report, to receivers.',
  'help.deliver.file':
    "dead letters, or a report of --format json or ndjson; '-' is standard input",
  'help.deliver.quiet': 'only errors and warnings on standard error',
  'help.deliver.again': 'what could not be delivered, once more',
  'help.deliver.report': 'a saved report, without scanning again',
  'help.deliver.letters':
    'A dead letter goes to the receiver that it was for, if that is among those given, else to all of them. What is sent again has the id that it had before. What is not delivered is kept in undelivered.ndjson (--dead-letters).',
  'help.deliver.exit':
    'Exit codes: 0 all delivered, 2 usage error, 3 not all delivered, or nothing to read.',
  'help.deliveries.title':
    'Receivers of findings and cases: --deliver KIND=URL of scan, watch and deliver, repeatable.',
  'help.deliveries.webhook':
    'a post in the form of Standard Webhooks: type, timestamp, data; signed if OKTAHUNT_WEBHOOK_SECRET has keys (whsec_..., several with spaces between them)',
  'help.deliveries.slack': 'Slack, by the address of an incoming webhook',
  'help.deliveries.teams': 'Microsoft Teams, by the address of a webhook of the Workflows app',
  'help.deliveries.hec': "Splunk's HTTP Event Collector; its token is in OKTAHUNT_HEC_TOKEN",
  'help.deliveries.syslog':
    'RFC 5424 over TLS (RFC 5425, port 6514), the message in the JSON of a webhook',
  'help.deliveries.syslogCef': 'the same with findings as CEF; cases have no line in it',
  'help.deliveries.secrets':
    'Any address may be in an environment variable (env:NAME) or a file (file:PATH); those of Slack and Teams must be, since they are secrets. The configuration file of the user, never that of a project, may give a receiver as a map with to, secretFile or secretEnv, minSeverity and what (findings, cases or both).',
  'help.deliveries.promise':
    'Delivery is at least once: what is repeated has the id it had before (webhook-id, PROCID of syslog, the field oktahunt_message in Splunk). It is in order for each receiver; one that is slow or gone delays no other.',
  'help.deliveries.retries':
    "Failures are retried with pauses of up to a minute, or as Retry-After asks. A message becomes a dead letter if the receiver refuses it (400, 413, 422), after a day, or after ten failures of the receiver itself (500); 410 Gone ends deliveries until a restart. What the receiver's settings are to blame for (401, 403, 404) is retried, so that nothing is lost while somebody sets them right.",
  'help.deliveries.places':
    'watch keeps what is not delivered yet in the folder outbox of its store, and resumes there after a restart; dead letters are in dead-letters.ndjson. scan and deliver wait for two minutes, then keep the rest in --dead-letters and end with 3. oktahunt deliver FILE sends dead letters again.',
  'help.receiver.to': 'KIND=URL, KIND=env:NAME or KIND=file:PATH',
  'help.receiver.secretFile': 'file with the signing keys or the token',
  'help.receiver.secretEnv': 'environment variable with the signing keys or the token',
  'help.receiver.minSeverity': 'send nothing below this level',
  'help.receiver.what': 'what to send; both if left out',
} as const;
