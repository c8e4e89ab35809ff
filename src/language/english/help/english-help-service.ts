/** What help says of a watch that runs as a service, and of its log. */
export const englishHelpService = {
  'help.option.logFormat': 'lines on standard error: text, json',
  'help.watch.health': 'answer /healthz, /readyz and /metrics at this port or socket',
  'help.watch.healthHosts': 'names by which other machines may ask there (repeatable)',
  'help.watch.healthFile': 'write at each heartbeat how the watch is',
  'help.watch.asService': "as a service ('oktahunt help logging')",
  'help.watch.reload':
    'SIGHUP reads rules, lists and configuration again, without losing anything; what is wrong in them changes nothing. In a terminal it ends the watch with 129.',
  'help.health.summary': 'ask a running watch how it is',
  'help.health.description':
    'Asks a running watch how it is: whether it has read the log up to now.',
  'help.health.target': 'the address of --health, its socket, or the file of --health-file',
  'help.health.alive': 'only whether it runs, however far behind',
  'help.health.port': 'ask the watch with --health 127.0.0.1:9464',
  'help.health.path': 'the socket of --health, or the file of --health-file',
  'help.health.probe': 'for a probe that restarts what hangs',
  'help.health.exit': 'Exit codes: 0 ready, 1 not ready, or no answer.',
  'help.setting.logFormat': 'how lines on standard error are written: text or json',
  'help.setting.health': 'where watch answers about its health, and with metrics',
  'help.setting.healthHosts': 'names by which other machines may ask for the health of watch',
  'help.setting.healthFile': 'the file that says how watch is at each heartbeat',
  'help.logging.title':
    'Findings go to standard output, everything else to standard error. With --log-format json each line there is an object: time (UTC), level (info, warning, error), event, message in the language of the reader, and fields where there are any. Programs should go by event; messages may change.',
} as const;
