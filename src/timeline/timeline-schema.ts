import { z } from 'zod';
import { levels } from '../rule/level.ts';

const text = z.string();
const time = z.iso.datetime({ precision: 3 }).describe('UTC, from the events; never the clock');
const count = z.int().min(0);
const answer = z.union([z.boolean(), z.literal('unknown')]);

/** By whose hand something was done, as far as the log tells. */
export const parties = ['intruder', 'owner', 'responder', 'okta', 'unknown'] as const;

/** Why an event is said to be somebody's. */
export const partyReasons = [
  'planted-account',
  'case-address',
  'new-address',
  'new-machine',
  'known-address',
  'known-machine',
  'evidence',
  'before-first-sign',
  'clean-up',
  'system',
  'no-history',
  'no-sign',
] as const;

/** What may change from one step of a lane to the next. */
export const changeKinds = [
  'address',
  'country',
  'network',
  'proxy',
  'system',
  'agent',
  'device',
  'app',
] as const;

const principal = z.strictObject({
  id: text.nullable(),
  login: text.nullable(),
  displayName: text.nullable(),
  type: text.nullable(),
});

const timelineAddress = z.strictObject({
  ip: text,
  asn: z.int().nullable(),
  org: text.nullable(),
  country: text.nullable(),
  city: text.nullable(),
  proxy: z.boolean().nullable(),
  events: count,
  known: answer.describe('whether its actors were seen there before the first sign'),
});

const machine = z
  .strictObject({
    id: z
      .string()
      .regex(/^m\d+$/)
      .describe('m1, m2 ... in order of their first step'),
    device: text.nullable().describe('debugContext.debugData.dtHash'),
    name: text.nullable().describe('device.name'),
    agent: text.nullable().describe('client.userAgent.rawUserAgent of its first step'),
    os: text.nullable(),
    browser: text.nullable(),
    events: count,
    known: answer.describe('whether its actors were seen with it before the first sign'),
  })
  .describe('a device token; where there is none, a user agent');

const lane = z.strictObject({
  id: z
    .string()
    .regex(/^l\d+$/)
    .describe('l1, l2 ... in order of their first step'),
  kind: z
    .enum(['session', 'device', 'actor'])
    .describe('what its events share; a device or an actor only where they have no session'),
  sessions: z.array(text).describe('authenticationContext.externalSessionId'),
  roots: z.array(text).describe('authenticationContext.rootSessionId'),
  actors: z.array(text).describe('logins'),
  firstEvent: time,
  lastEvent: time,
  events: count,
  unasked: count.describe('events of its session that were not asked for, so they are not shown'),
});

const change = z.strictObject({
  what: z.enum(changeKinds),
  from: text.nullable(),
  to: text.nullable(),
});

/** One step of a timeline, self-contained but for lanes, machines and findings, which it names. */
export const stepSchema = z
  .strictObject({
    kind: z.literal('step'),
    uuid: text,
    published: time,
    eventType: text,
    outcome: text.nullable(),
    reason: text.nullable(),
    actor: principal.nullable(),
    targets: z.array(principal),
    app: text.nullable(),
    lane: text,
    ip: text.nullable(),
    machine: text.nullable(),
    transaction: text.nullable(),
    whose: z.strictObject({ party: z.enum(parties), because: z.array(z.enum(partyReasons)) }),
    changes: z.array(change).describe('against the step before it in its lane'),
    folded: z
      .array(z.strictObject({ eventType: text, outcome: text.nullable(), events: count }))
      .describe("Okta's own steps of the same transaction"),
    repeats: count.describe('how many steps like it followed at once, with nothing changed'),
    lastRepeat: time.nullable(),
    events: count.describe('how many events it stands for, itself, folded and repeats'),
    findings: z.array(text).describe('ids of the findings that an event of it decided'),
    evidence: z.boolean().describe('whether the rule of a finding holds for an event of it'),
    cleanUp: z.boolean().describe('whether it belongs to the clean-up of a case'),
  })
  .meta({ title: 'oktahunt timeline step', description: 'An event with what belongs to it' });

const findingMark = z.strictObject({
  id: text,
  fingerprint: text,
  severity: z.enum(levels),
  rule: text,
  title: text,
  step: text.nullable().describe('uuid of the step with its decisive event; null if not shown'),
});

/** A whole timeline but for its steps: the first line of ndjson. */
export const timelineHeadSchema = z
  .strictObject({
    kind: z.literal('timeline'),
    schemaVersion: z.literal('1.0'),
    asked: z.strictObject({
      users: z.array(text),
      sessions: z.array(text),
      addresses: z.array(text),
      devices: z.array(text),
      cases: z.array(text),
      since: time.nullable(),
      until: time.nullable(),
    }),
    from: z
      .enum(['log', 'findings'])
      .describe('findings: no log was given, so only the events that findings list are known'),
    when: z.strictObject({ firstEvent: time, lastEvent: time }).nullable(),
    firstSign: time.nullable().describe('of the findings of medium severity or higher'),
    turn: text.nullable().describe("uuid of the first step that is the intruder's"),
    addresses: z.array(timelineAddress),
    machines: z.array(machine),
    lanes: z.array(lane),
    findings: z.array(findingMark),
    counts: z
      .strictObject({
        asked: count.describe('events that were asked for'),
        joined: count.describe('others that share a transaction, or a device without a session'),
        shown: count.describe('events that the steps stand for'),
        leftOut: count.describe('beyond the limit: those farthest from what findings tell of'),
      })
      .describe('asked + joined = shown + leftOut'),
    omitted: z
      .strictObject({ firstEvent: time, lastEvent: time })
      .nullable()
      .describe('the time of the events left out'),
    complete: z.boolean().describe('false if records could not be read or reading was cut short'),
  })
  .meta({ title: 'oktahunt timeline', description: 'Events in order, as steps in lanes' });

/** The document that `timeline --format json` writes; the source of `oktahunt schema timeline`. */
export const timelineSchema = timelineHeadSchema
  .extend({ steps: z.array(stepSchema) })
  .meta({ title: 'oktahunt timeline', description: 'Events in order, as steps in lanes' });
