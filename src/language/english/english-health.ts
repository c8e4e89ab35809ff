/** How a running watch is. */
export const englishHealth = {
  'health.ready': 'ready',
  'health.notReady': 'not ready: {reasons}',
  'health.alive': 'alive',
  'health.notAlive': 'not alive: {reasons}',
  'health.starting': 'it has not read the log yet ({seconds} s after its start)',
  'health.noPoll': 'the last answer of Okta was {seconds} s ago (allowed: {limit} s)',
  'health.behind': 'it is {seconds} s behind the log (allowed: {limit} s)',
  'health.stalled': 'no sign of life for {seconds} s (allowed: {limit} s)',
  'health.noAnswer': 'no answer: {cause}',
  'health.tooLong': 'the answer is too long',
  'health.tooLate': 'not in time',
  'health.noReport': 'what answers is no watch of oktahunt',
  'health.noAddress':
    "--health '{text}' is neither an address with a port nor the path of a socket",
  'health.addressForms': 'for example 127.0.0.1:9464 or /run/oktahunt/health.sock',
  'health.beyondMachine': '--health {address} could be reached from other machines',
  'health.loopbackOrHosts':
    'give 127.0.0.1:{port}, or say by which names others may ask: --health-hosts NAME',
  'health.cannotListen': 'cannot answer at {address}: {cause}',
} as const;
