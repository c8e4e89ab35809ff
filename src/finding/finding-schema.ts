import { z } from 'zod';
import { levels } from '../rule/level.ts';
import { confidences } from './confidence.ts';
import { dispositions } from './disposition.ts';
import { findingVersion } from './format-version.ts';

const text = z.string();
const time = z.iso.datetime({ precision: 3 }).describe('UTC, from the events; never the clock');
const count = z.int().min(0);

const why = z
  .strictObject({
    fact: text.describe('one sentence: what was compared, and the result'),
    field: text.describe('the System Log field, or window.fact'),
    values: z
      .array(text)
      .describe('the values that made it true, at most 20, as they are in the log'),
    window: z
      .strictObject({
        name: text.describe('as the rule calls it'),
        from: time.optional().describe('its begin, UTC; unset if it is not about a time'),
        to: time.optional().describe('its end, UTC; unset if it is not about a time'),
        key: z
          .record(text, text)
          .describe('the group-by values that the events of the window share'),
        covered: z.boolean().describe('whether the log covers all of the window'),
        decided: time.optional().describe('when it was decided, for a window after the event'),
        events: z
          .strictObject({
            total: count.describe('how many'),
            first: text.nullable().describe('uuid of the first; null if there is none'),
            last: text.nullable().describe('uuid of the last; null if there is none'),
          })
          .describe('the events the fact is computed from: how many, and the first and last uuid'),
        values: z
          .strictObject({
            total: count.describe('how many different ones'),
            events: z.array(text).describe('uuids, in the order of `values`'),
          })
          .optional()
          .describe('how many different values; the uuid of the first event with each of `values`'),
      })
      .optional()
      .describe(
        'the neighbouring events that it was computed from; unset for a field of the event',
      ),
  })
  .describe('a reason; every finding has at least one');

const reason = z
  .strictObject({
    text: text.describe('a sentence, without a full stop'),
    fields: z.array(text).describe('what it tells of: the `field` of entries of `why`'),
  })
  .describe('why, in words');

const principal = z.strictObject({
  id: text.nullable().describe("Okta's id"),
  login: text.nullable().describe('login name (alternateId)'),
  displayName: text.nullable().describe('the name that people know it by'),
  type: text.nullable().describe('what it is, as the log says: User, AppInstance, ...'),
});

const place = z.strictObject({
  ip: text.describe('client.ipAddress'),
  asn: z.int().nullable().describe('number of the network (autonomous system)'),
  org: text.nullable().describe('who runs the network'),
  country: text.nullable().describe('as it is named in the log'),
  countryCode: text.nullable().describe('ISO 3166-1 alpha-2; null if the name is not known'),
  city: text.nullable().describe('as it is named in the log'),
  proxy: z.boolean().nullable().describe('securityContext.isProxy'),
  events: count.describe('how many of the events came from there'),
});

const evidenceEvent = z.strictObject({
  uuid: text.describe("Okta's id of the event"),
  published: time.describe('when it happened, UTC'),
  eventType: text.describe('what happened, by its name in the log'),
  outcome: text.nullable().describe('outcome.result: SUCCESS, FAILURE, DENY, ...'),
  reason: text.nullable().describe('outcome.reason'),
  role: z
    .enum(['match', 'context'])
    .describe(
      'match: the rule holds for it; context: a neighbouring event that the reasons rest on',
    ),
  actor: text.nullable().describe('login name'),
  ip: text.nullable().describe('client.ipAddress'),
  session: text.nullable().describe('authenticationContext.externalSessionId'),
  os: text.nullable().describe('client.userAgent.os'),
  browser: text.nullable().describe('client.userAgent.browser'),
  target: text.nullable().describe('the targets, by login or name'),
  raw: z
    .record(text, z.unknown())
    .optional()
    .describe('the whole event as it was read; only with --raw-events'),
});

const named = z.strictObject({
  id: text.describe('as MITRE ATT&CK numbers it'),
  name: text.describe('as MITRE ATT&CK names it'),
});

const attackStep = z.strictObject({
  tactic: named.nullable().describe('null if the technique is not known here'),
  technique: z
    .strictObject({
      id: text.describe('as MITRE ATT&CK numbers it'),
      name: text.nullable().describe('null if it is not known here'),
    })
    .nullable()
    .describe('null if only the tactic is tagged'),
});

const responseStep = z.strictObject({
  order: z.int().min(1).describe('its place, from 1 on'),
  phase: z
    .enum(['verify', 'investigate', 'contain', 'prevent', 'other'])
    .describe('to ask people, to look at more, to stop it, to keep it from happening again'),
  when: text.nullable().describe('the condition it stands under; null if it is always due'),
  step: text.describe('what to do, as a sentence'),
});

const link = z.strictObject({
  to: z.enum(['event', 'session', 'actor', 'profile']).describe('what the page shows'),
  url: z.url().describe('https, in the Admin Console of the configured org'),
});

/** Which run found something; the same in all findings and cases of a report. */
export const foundBySchema = z
  .strictObject({
    at: time.describe(
      'when it was found, by the clock of the machine; for a scan, when that began',
    ),
    org: text.nullable().describe('host of the configured org; null if none is configured'),
    tool: z
      .strictObject({
        name: text.describe('name of the package: oktahunt'),
        version: text.describe('version of the package'),
        rulesDigest: text.describe('of the rules in force: equal digests are equal rules'),
      })
      .describe('what found it'),
  })
  .describe('the run that found it');

/** The judgement of people about a finding, as it was recorded for its fingerprint. */
export const dispositionSchema = z
  .strictObject({
    verdict: z.enum(dispositions).describe('what it was'),
    note: text.nullable().describe('why they say so'),
    by: text.nullable().describe('who said so'),
    at: time.describe('when it was recorded, by the clock of the machine'),
  })
  .describe('what people made of it (`oktahunt mark`); only if they said so');

/** One finding as every machine format carries it; the source of `oktahunt schema finding`. */
export const findingSchema = z
  .strictObject({
    kind: z.literal('finding').describe('what this record is'),
    schemaVersion: z
      .literal(findingVersion)
      .describe('its first number rises when readers must change'),
    id: z
      .string()
      .regex(/^okf_[0-9a-f]{12}$/)
      .describe('short name to type: the first digits of the fingerprint'),
    fingerprint: z
      .string()
      .regex(/^okh1:[0-9a-f]{20}$/)
      .describe('stable for one attack, whatever the time range, order or split of the input'),
    rule: z
      .strictObject({
        id: text.describe('UUID; survives renaming'),
        name: text.describe('what people type: the name of its file'),
        title: text.describe('what it looks for'),
        status: text.describe('how far it is proven: stable, test, experimental, ...'),
        tags: z.array(text).describe('ATT&CK and others, as the rule has them'),
        references: z.array(text).describe('where to read about it'),
      })
      .describe('the rule that held'),
    identity: z
      .record(text, z.array(text))
      .describe(
        "the values of the rule's fingerprint fields, by which its finding is one; empty for correlations and rules about alerts",
      ),
    severity: z.enum(levels).describe('how bad it is if it is true'),
    confidence: z
      .enum(confidences)
      .describe(
        "how likely it is true: by the rule's status, and by other rules that tell of the same case",
      ),
    score: z
      .int()
      .min(1)
      .max(99)
      .describe('both as one number to sort by; a higher severity always has more'),
    attack: z.array(attackStep).describe('the steps of MITRE ATT&CK (Enterprise) that it shows'),
    title: text.describe('one line: who, and what is suspicious'),
    reasons: z
      .array(reason)
      .min(1)
      .describe('the most telling first; reports for people show five at most'),
    why: z.array(why).min(1).describe('what was compared, with every value'),
    actor: principal.nullable().describe('who acted in the decisive event'),
    targets: z.array(principal).describe('whom or what it was done to'),
    sessions: z.array(text).describe('authenticationContext.externalSessionId'),
    surprise: z
      .number()
      .optional()
      .describe(
        "bits: how unlike its owner the most surprising of its sessions is ('oktahunt anomalies'); unset if the log is too short to say",
      ),
    when: z
      .strictObject({
        firstEvent: time.describe('of the earliest of its events, UTC'),
        decisive: time.describe('of the event that made the condition true'),
        lastEvent: time.describe('of the latest of its events, UTC'),
      })
      .describe('when it happened'),
    where: z.array(place).describe('the addresses of its events'),
    userAgents: z
      .array(
        z.strictObject({
          raw: text.describe('client.userAgent.rawUserAgent'),
          os: text.nullable().describe('client.userAgent.os'),
          browser: text.nullable().describe('client.userAgent.browser'),
          events: count.describe('how many of the events have it'),
        }),
      )
      .describe('the programs of its events'),
    outcomes: z.record(text, count).describe('how many of its events ended how'),
    evidence: z
      .strictObject({
        decisive: text.describe(
          'uuid of the explained event, one of `events`: it made the condition true, or is the first event of the bucket that did',
        ),
        eventCount: count.describe('how many events it rests on'),
        truncated: z.boolean().describe('true if `events` holds fewer than eventCount'),
        events: z.array(evidenceEvent).describe('by time'),
      })
      .describe('the events that it rests on'),
    evidenceDigest: z
      .string()
      .regex(/^sha256:[0-9a-f]{64}$/)
      .describe(
        'of the uuids of all its events: the same fingerprint with another digest is a finding that has grown',
      ),
    falsePositives: z.array(text).describe('what would make it harmless'),
    respond: z.array(text).describe('what to do, most urgent first'),
    response: z.array(responseStep).describe('the same as data'),
    next: z
      .array(
        z.strictObject({
          label: text.describe('what it shows'),
          okta: text.describe('a System Log filter expression'),
        }),
      )
      .describe('where to look next'),
    case: z
      .string()
      .regex(/^okc_[0-9a-f]{12}$/)
      .optional()
      .describe('the id of the case that it belongs to'),
    links: z
      .array(link)
      .optional()
      .describe("pages of the org's Admin Console; only if the org is configured"),
    foundBy: foundBySchema.optional(),
    disposition: dispositionSchema.optional(),
    update: z
      .strictObject({
        severityBefore: z
          .enum(levels)
          .nullable()
          .describe('the highest severity reported so far; null if no longer known'),
        newVictims: z
          .array(text)
          .describe('logins, or ids, of users that were not in it when it was last reported'),
      })
      .optional()
      .describe(
        'only from `watch`: the finding was reported before, with this fingerprint, and has since become more severe or gained a victim',
      ),
    repeated: z
      .literal(true)
      .optional()
      .describe(
        'only from `watch`: it may have been reported before, with this fingerprint; the watch ended before it could note that',
      ),
  })
  .meta({
    title: 'oktahunt finding',
    description: 'Suspicious activity in the log, found by a rule',
  });
