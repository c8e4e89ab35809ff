import { type Language, say } from '../../../language/language.ts';
import type { Say } from '../../option/speech.ts';

/** A working rule; comments say what to replace. */
export function aRule(name: string, id: string, language: Language): string {
  const says: Say = (text, ...values) => say(language, text, ...values);
  const summary = says('ruleTemplate.summary', {
    actor: '{actor.alternateId}',
    address: '{client.ipAddress}',
  });
  const title = `${name[0]?.toUpperCase()}${name.slice(1).replaceAll('-', ' ')}`;
  return `title: ${title}
name: ${name}
id: ${id}
status: experimental
description: |
  ${says('ruleTemplate.description')}
  ${says('ruleTemplate.example')}
references:
  - https://help.okta.com/en-us/content/topics/network/network-zones.htm
tags: [attack.defense-impairment, attack.t1556.006]
logsource: {product: okta, service: okta}
# ${says('ruleTemplate.events')}
#   context:
#     tries:
#       events: {eventType: user.session.start, outcome.result: FAILURE}
#       group-by: [actor.id]
#       before: 1h
#       fields: {n: {count: true}}
# ${says('ruleTemplate.asks', { example: '{tries.n|gte: 5}' })}
detection:
  deleted:
    eventType: zone.delete
    outcome.result: SUCCESS
  condition: deleted
level: medium
summary: '${summary}'
# ${says('ruleTemplate.fingerprint')}
fingerprint: [actor.id]
falsepositives:
  - ${says('ruleTemplate.falsepositives')}
response:
  - ${says('ruleTemplate.response')}
`;
}

/** A log of one event, for which the example fires or not. */
export function aLog(fires: boolean): string {
  const event = {
    uuid: fires ? '6d0c7a52-0f0e-4c55-9b5d-2f1f8f0a7c11' : '6d0c7a52-0f0e-4c55-9b5d-2f1f8f0a7c12',
    published: '2024-03-11T08:12:00.000Z',
    eventType: 'zone.delete',
    actor: {
      id: '00u1exampleexample00',
      type: 'User',
      alternateId: 'ann@example.com',
      displayName: 'Ann Example',
    },
    client: { ipAddress: '198.51.100.10', userAgent: { rawUserAgent: 'Mozilla/5.0' } },
    outcome: { result: fires ? 'SUCCESS' : 'FAILURE' },
  };
  return `${JSON.stringify(event)}\n`;
}
