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
  'delivery.late': 'it was not accepted in time',
} as const;
