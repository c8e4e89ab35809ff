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
  id: text.nullable().describe("Okta's id"),
  login: text.nullable().describe('login name (alternateId)'),
  displayName: text.nullable().describe('the name that people know it by'),
  type: text.nullable().describe('what it is, as the log says: User, AppInstance, ...'),
});

const timelineAddress = z.strictObject({
  ip: text.describe('client.ipAddress'),
  asn: z.int().nullable().describe('number of the network (autonomous system)'),
  org: text.nullable().describe('who runs the network'),
  country: text.nullable().describe('as it is named in the log'),
  city: text.nullable().describe('as it is named in the log'),
  proxy: z.boolean().nullable().describe('securityContext.isProxy'),
  events: count.describe('how many events came from there'),
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
    os: text.nullable().describe('client.userAgent.os'),
    browser: text.nullable().describe('client.userAgent.browser'),
    events: count.describe('how many events it sent'),
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
  firstEvent: time.describe('of its first event, UTC'),
  lastEvent: time.describe('of its last event, UTC'),
  events: count.describe('how many events its steps stand for'),
  unasked: count.describe('events of its session that were not asked for, so they are not shown'),
});

const change = z.strictObject({
  what: z.enum(changeKinds).describe('what changed'),
  from: text.nullable().describe('what it was before'),
  to: text.nullable().describe('what it is now'),
});

/** One step of a timeline, self-contained but for lanes, machines and findings, which it names. */
export const stepSchema = z
  .strictObject({
    kind: z.literal('step').describe('what this record is'),
    uuid: text.describe("Okta's id of the event"),
    published: time.describe('when it happened, UTC'),
    eventType: text.describe('what happened, by its name in the log'),
    outcome: text.nullable().describe('outcome.result: SUCCESS, FAILURE, DENY, ...'),
    reason: text.nullable().describe('outcome.reason'),
    actor: principal.nullable().describe('who acted'),
    targets: z.array(principal).describe('whom or what it was done to'),
    app: text.nullable().describe('the application that it was about'),
    lane: text.describe('id of the lane that it is in'),
    ip: text.nullable().describe('client.ipAddress'),
    machine: text.nullable().describe('id of the machine that sent it'),
    transaction: text.nullable().describe('transaction.id'),
    whose: z
      .strictObject({
        party: z.enum(parties).describe('who it was'),
        because: z.array(z.enum(partyReasons)).describe('why that is said'),
      })
      .describe('by whose hand it was done, as far as the log tells'),
    changes: z.array(change).describe('against the step before it in its lane'),
    folded: z
      .array(
        z.strictObject({
          eventType: text.describe('what happened, by its name in the log'),
          outcome: text.nullable().describe('outcome.result'),
          events: count.describe('how many there are'),
        }),
      )
      .describe("Okta's own steps of the same transaction"),
    repeats: count.describe('how many steps like it followed at once, with nothing changed'),
    lastRepeat: time.nullable().describe('when the last of them was, UTC; null without any'),
    events: count.describe('how many events it stands for, itself, folded and repeats'),
    findings: z.array(text).describe('ids of the findings that an event of it decided'),
    evidence: z.boolean().describe('whether the rule of a finding holds for an event of it'),
    cleanUp: z.boolean().describe('whether it belongs to the clean-up of a case'),
  })
  .meta({ title: 'oktahunt timeline step', description: 'An event with what belongs to it' });

const findingMark = z.strictObject({
  id: text.describe('short name to type'),
  fingerprint: text.describe('the same in every run that finds it'),
  severity: z.enum(levels).describe('how bad it is if it is true'),
  rule: text.describe('name of the rule that held'),
  title: text.describe('one line: who, and what is suspicious'),
  step: text.nullable().describe('uuid of the step with its decisive event; null if not shown'),
});

/** A whole timeline but for its steps: the first line of ndjson. */
export const timelineHeadSchema = z
  .strictObject({
    kind: z.literal('timeline').describe('what this record is'),
    schemaVersion: z.literal('1.0').describe('its first number rises when readers must change'),
    asked: z
      .strictObject({
        users: z.array(text).describe('logins or ids'),
        sessions: z.array(text).describe('session ids'),
        addresses: z.array(text).describe('addresses and networks'),
        devices: z.array(text).describe('device tokens, ids or names'),
        cases: z.array(text).describe('ids of cases'),
        since: time.nullable().describe('the begin of the period, UTC; null if there is none'),
        until: time.nullable().describe('the end of the period, UTC; null if there is none'),
      })
      .describe('what was asked for'),
    from: z
      .enum(['log', 'findings'])
      .describe('findings: no log was given, so only the events that findings list are known'),
    when: z
      .strictObject({
        firstEvent: time.describe('of its first event, UTC'),
        lastEvent: time.describe('of its last event, UTC'),
      })
      .nullable()
      .describe('the time of the events that are shown; null without any'),
    firstSign: time.nullable().describe('of the findings of medium severity or higher'),
    turn: text.nullable().describe("uuid of the first step that is the intruder's"),
    addresses: z.array(timelineAddress).describe('from where its events came'),
    machines: z.array(machine).describe('what sent its events'),
    lanes: z.array(lane).describe('its sessions, devices and actors'),
    findings: z.array(findingMark).describe('what was found in it'),
    counts: z
      .strictObject({
        asked: count.describe('events that were asked for'),
        joined: count.describe('others that share a transaction, or a device without a session'),
        shown: count.describe('events that the steps stand for'),
        leftOut: count.describe('beyond the limit: those farthest from what findings tell of'),
      })
      .describe('asked + joined = shown + leftOut'),
    omitted: z
      .strictObject({
        firstEvent: time.describe('of the first of them, UTC'),
        lastEvent: time.describe('of the last of them, UTC'),
      })
      .nullable()
      .describe('the time of the events left out; null if there are none'),
    complete: z.boolean().describe('false if records could not be read or reading was cut short'),
  })
  .meta({ title: 'oktahunt timeline', description: 'Events in order, as steps in lanes' });

/** The document that `timeline --format json` writes; the source of `oktahunt schema timeline`. */
export const timelineSchema = timelineHeadSchema
  .extend({ steps: z.array(stepSchema).describe('by time') })
  .meta({ title: 'oktahunt timeline', description: 'Events in order, as steps in lanes' });
