/** Deliveries: what a chat says beside a finding, and what is said on standard error of receivers. */
export const englishDelivery = {
  'delivery.update': 'Update: {update}',
  'delivery.link.event': 'The decisive event',
  'delivery.link.session': 'The session',
  'delivery.link.actor': 'The actor',
  'delivery.link.profile': 'The profile',

  'delivery.failing': '{receiver} does not accept messages: {reason}; retrying',
  'delivery.back': '{receiver} accepts messages again',
  'delivery.dead':
    '{receiver}: {count} {count:message was|messages were} given up: {reason}; kept in {file}',
  'delivery.gone':
    '{receiver} wants no more messages (410 Gone): {reason}; none is sent until a restart',
  'delivery.waiting': '{receiver}: {count} {count:message waits|messages wait} for the next start',
  'delivery.done': '{receiver}: {delivered} delivered, {dead} not',
  'delivery.unfinished': 'not all was delivered; see {file}',

  'delivery.noTarget': '--deliver is not KIND=URL',
  'delivery.targetExample':
    'for example --deliver webhook=https://siem.example/okta, or --deliver slack=env:SLACK_URL',
  'delivery.anyCertificate': 'NODE_TLS_REJECT_UNAUTHORIZED=0 would send findings to anyone',
  'delivery.trustCa':
    'unset it; if your own proxy intercepts TLS, trust its CA: NODE_EXTRA_CA_CERTS=FILE',
  'delivery.twice': '{receiver} is named twice',
  'delivery.secretAddress': 'the address of {kind} is a secret: whoever has it can post there',
  'delivery.hideAddress':
    'put it in an environment variable or a file: {kind}=env:NAME, {kind}=file:PATH',
  'delivery.empty': '{name} is empty, and should have something of {kind}',
  'delivery.noUrl': 'the address of {kind} is not a URL',
  'delivery.giveUrl': 'for example {kind}={scheme}://siem.example',
  'delivery.notSafe': 'the address of {kind} does not begin with {scheme}://',
  'delivery.login': 'the address of {kind} contains a login; leave it out',
  'delivery.noSecret': '{kind} has no secret beside its address',
  'delivery.noToken': '{kind} needs a token',
  'delivery.giveToken': 'set {env}, or name a file with it: secretFile in the configuration file',
  'delivery.noKey': '{name} has something else than signing keys of Standard Webhooks',
  'delivery.giveKey':
    'give whsec_ and 24 to 64 bytes in base64: echo "whsec_$(openssl rand -base64 32)"',
  'delivery.mapKeys': 'each is KIND=URL, or a map of {keys}',
  'delivery.bothSecrets': 'secretFile and secretEnv both name the secret',
  'delivery.noReceiver': 'no receiver is named',
  'delivery.sameFile': '{file} is both what is sent and the file for what is not delivered',
  'delivery.otherFile': 'name another file with --dead-letters',
} as const;
