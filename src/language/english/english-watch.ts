/** What a watch says of itself on standard error. */
export const englishWatch = {
  'watch.repeated': '; perhaps reported before',
  'watch.started': 'watching {org} with {rules} {rules:rule|rules}, from {from} on; {mode}',
  'watch.heartbeat':
    'watching {org}: {events} {events:event|events} stored, {inMemory} in memory{dropped}, {findings} {findings:finding|findings} reported',
  'watch.dropped': ' ({count} older ones dropped)',
  'watch.trouble': 'trouble: {why}; retrying',
  'watch.stopped': 'stopped; with the same store the next start resumes here',
  'watch.readerGone': 'stopped: {why}',
  'watch.listening': 'health and metrics: {address}',
  'watch.healthFile': 'warning: cannot write the health file {file}: {why}',
  'watch.reloaded': 'reloaded: {rules} {rules:rule|rules}, {digest}',
  'watch.refused': 'reload refused, the rules of before stay in force: {why}',
  'watch.unchanged': 'warning: only a new start changes {options}',
} as const;
