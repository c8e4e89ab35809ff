/** How grave a line on standard error is. */
export type LogLevel = 'info' | 'warning' | 'error';

/**
 * Everything that `watch`, `pull` and `scan` log, by the name that programs know it by, and how grave it is. Names stay as
 * they are; what each tells is `log.` and its name.
 */
export const logEvents = {
  'config.applied': 'info',
  'config.unchanged': 'warning',
  'delivery.back': 'info',
  'delivery.dead': 'warning',
  'delivery.done': 'info',
  'delivery.failing': 'warning',
  'delivery.gone': 'warning',
  'delivery.unfinished': 'warning',
  'delivery.waiting': 'warning',
  'filter.expired': 'warning',
  'health.failed': 'warning',
  'health.listening': 'info',
  'input.rejected': 'warning',
  'input.waiting': 'info',
  'okta.clock': 'warning',
  'okta.note': 'info',
  'okta.query': 'info',
  'okta.reset': 'warning',
  'okta.retention': 'warning',
  'okta.trouble': 'warning',
  'okta.wait': 'info',
  'okta.warning': 'warning',
  'pull.interrupted': 'warning',
  'pull.next': 'info',
  'pull.progress': 'info',
  'rules.empty-path': 'warning',
  'rules.left-out': 'info',
  'rules.refused': 'error',
  'rules.reloaded': 'info',
  'rules.unused-list': 'warning',
  'run.failed': 'error',
  'scan.accepted': 'warning',
  'scan.incomplete': 'warning',
  'scan.no-org': 'info',
  'scan.note': 'info',
  'scan.progress': 'info',
  'scan.summary': 'info',
  'scan.suppressed': 'info',
  text: 'info',
  'watch.heartbeat': 'info',
  'watch.reader-gone': 'warning',
  'watch.started': 'info',
  'watch.stopped': 'warning',
} as const satisfies Record<string, LogLevel>;

/** The name of something that is logged. */
export type LogEvent = keyof typeof logEvents;

export const logEventNames = Object.keys(logEvents) as readonly LogEvent[];
