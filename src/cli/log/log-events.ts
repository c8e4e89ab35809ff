/** How grave a line on standard error is. */
export type LogLevel = 'info' | 'warning' | 'error';

interface LogEventRow {
  readonly level: LogLevel;
  /** What the line tells. */
  readonly tells: string;
}

/** Everything that `watch`, `pull` and `scan` log, by the name that programs know it by; names stay as they are. */
export const logEvents = {
  'config.applied': { level: 'info', tells: 'a configuration file gives options' },
  'config.unchanged': { level: 'warning', tells: 'an option that a reload does not change' },
  'delivery.dead': { level: 'warning', tells: 'a finding was not accepted, and is kept' },
  'filter.expired': { level: 'warning', tells: 'a filter has expired' },
  'health.failed': { level: 'warning', tells: 'the health file cannot be written' },
  'health.listening': { level: 'info', tells: 'where health and metrics are' },
  'input.rejected': { level: 'warning', tells: 'a record is no event' },
  'input.waiting': { level: 'info', tells: 'which input a run waits for' },
  'okta.clock': { level: 'warning', tells: "this machine's clock and Okta's differ" },
  'okta.note': { level: 'info', tells: 'how the org is reached' },
  'okta.query': { level: 'info', tells: 'which org and what time is read' },
  'okta.reset': { level: 'warning', tells: 'a stored link was refused; it is read again' },
  'okta.retention': { level: 'warning', tells: 'more was asked for than Okta keeps' },
  'okta.trouble': { level: 'warning', tells: 'Okta cannot be read for now' },
  'okta.wait': { level: 'info', tells: 'why nothing is asked for a while' },
  'okta.warning': { level: 'warning', tells: 'something about the credential to mend' },
  'pull.interrupted': { level: 'warning', tells: 'a signal ended the pull' },
  'pull.next': { level: 'info', tells: 'what to do with the archive' },
  'pull.progress': { level: 'info', tells: 'how far a pull has come' },
  'rules.empty-path': { level: 'warning', tells: 'there is no rule at a path' },
  'rules.left-out': { level: 'info', tells: 'what was given with the rules and is ignored' },
  'rules.refused': { level: 'error', tells: 'a reload failed; the rules of before stay' },
  'rules.reloaded': { level: 'info', tells: 'a reload succeeded' },
  'rules.unused-list': { level: 'warning', tells: 'no rule uses a list' },
  'run.failed': { level: 'error', tells: 'the run ends with an error' },
  'scan.accepted': { level: 'warning', tells: 'not complete, and accepted by --allow-partial' },
  'scan.incomplete': { level: 'warning', tells: 'a reason to doubt a clean result' },
  'scan.no-org': { level: 'info', tells: 'findings name no org' },
  'scan.note': { level: 'info', tells: 'a remark on the run' },
  'scan.progress': { level: 'info', tells: 'how far a scan has come' },
  'scan.summary': { level: 'info', tells: 'what the scan found, and the count of its records' },
  'scan.suppressed': { level: 'info', tells: 'an alert that a filter took away' },
  text: { level: 'info', tells: 'any other line' },
  'watch.heartbeat': { level: 'info', tells: 'the watch is alive, and what it holds' },
  'watch.reader-gone': { level: 'warning', tells: 'nobody takes the findings any more' },
  'watch.started': { level: 'info', tells: 'what is watched, and from when on' },
  'watch.stopped': { level: 'warning', tells: 'a signal ended the watch' },
} as const satisfies Record<string, LogEventRow>;

/** The name of something that is logged. */
export type LogEvent = keyof typeof logEvents;
