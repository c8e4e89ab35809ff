import type { Event } from '../../../src/event/event.ts';
import type { Timeline } from '../../../src/timeline/timeline.ts';
import { drawn, type Told, timeOf, told, uuidOf } from '../../timeline/builders.ts';
import { aCase, aFinding, anEvidenceEvent } from '../builders.ts';

const ana = { id: 'ana', login: 'ana@example.com', displayName: 'Ana', type: 'User' };
const strange = { ip: '203.0.113.66', asn: 64666, agent: 'curl', device: null };

const events: readonly Told[] = [
  // Too early to be shown, but not to be known.
  { id: 12, minute: -1500, session: 's0' },
  { id: 1, minute: 1, type: 'user.authentication.auth_via_mfa' },
  { id: 2, minute: 2, type: 'user.session.start' },
  { id: 3, minute: 3, app: 'Slack' },
  { id: 4, minute: 4, app: 'Slack' },
  {
    id: 5,
    minute: 9,
    type: 'policy.evaluate_sign_on',
    outcome: 'DENY',
    app: 'Console',
    ...strange,
  },
  { id: 6, minute: 10, app: 'Mail' },
  { id: 7, minute: 12, type: 'user.lifecycle.create', target: 'eve', ...strange },
  { id: 8, minute: 13, who: 'eve', session: 's2', app: 'Slack', ...strange },
  { id: 9, minute: 15, ip: '203.0.113.9', asn: 64777, app: 'Mail' },
  { id: 10, minute: 60, who: 'admin', session: 's3', type: 'user.session.clear', target: 'ana' },
  {
    id: 11,
    minute: 1500,
    session: null,
    device: null,
    type: 'user.session.start',
    outcome: 'FAILURE',
  },
];

/** What was found: that a session was on two machines, decided where the intruder begins. */
export const theft = aFinding({
  actor: ana,
  when: { firstEvent: timeOf(9), decisive: timeOf(9), lastEvent: timeOf(12) },
  evidence: {
    decisive: uuidOf(5),
    eventCount: 2,
    truncated: false,
    events: [5, 7].map((id) => anEvidenceEvent({ uuid: uuidOf(id), published: timeOf(id + 4) })),
  },
});

export const theftCase = aCase({
  severity: 'critical',
  when: { firstSign: timeOf(9), lastSign: timeOf(12) },
  stillActive: false,
  findings: [theft.fingerprint],
  cleanUp: [],
  entities: {
    ...aCase().entities,
    actors: [ana],
    sessions: ['s1'],
    planted: [
      {
        kind: 'account',
        verb: 'created',
        id: 'eve',
        name: 'eve@example.com',
        event: uuidOf(7),
        published: timeOf(12),
        standing: true,
      },
    ],
  },
  ended: {
    at: timeOf(60),
    acts: [
      {
        uuid: uuidOf(10),
        published: timeOf(60),
        eventType: 'user.session.clear',
        actor: 'admin@example.com',
        target: 'ana@example.com',
      },
    ],
  },
});

/** A theft, told by the log: Ana, an intruder, the account that he planted, a responder. */
export function aTheft(log: readonly Event[] = events.map(told), limit?: number): Timeline {
  const known = { findings: [theft], cases: [theftCase] };
  return drawn(
    log,
    { cases: [theftCase], findings: [theft], until: Date.parse(timeOf(2000)) },
    known,
    limit,
  );
}
