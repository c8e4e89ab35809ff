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
        name: text,
        from: time.optional(),
        to: time.optional(),
        key: z
          .record(text, text)
          .describe('the group-by values that the events of the window share'),
        covered: z.boolean().describe('whether the log covers all of the window'),
        decided: time.optional().describe('when it was decided, for a window after the event'),
        events: z
          .strictObject({ total: count, first: text.nullable(), last: text.nullable() })
          .describe('the events the fact is computed from: how many, and the first and last uuid'),
        values: z
          .strictObject({ total: count, events: z.array(text) })
          .optional()
          .describe('how many different values; the uuid of the first event with each of `values`'),
      })
      .optional(),
  })
  .describe('a reason; every finding has at least one');

const reason = z
  .strictObject({
    text: text.describe('a sentence, without a full stop'),
    fields: z.array(text).describe('what it tells of: the `field` of entries of `why`'),
  })
  .describe('why, in words');

const principal = z.strictObject({
  id: text.nullable(),
  login: text.nullable(),
  displayName: text.nullable(),
  type: text.nullable(),
});

const place = z.strictObject({
  ip: text,
  asn: z.int().nullable(),
  org: text.nullable(),
  country: text.nullable().describe('as it is named in the log'),
  countryCode: text.nullable().describe('ISO 3166-1 alpha-2; null if the name is not known'),
  city: text.nullable(),
  proxy: z.boolean().nullable().describe('securityContext.isProxy'),
  events: count,
});

const evidenceEvent = z.strictObject({
  uuid: text,
  published: time,
  eventType: text,
  outcome: text.nullable(),
  reason: text.nullable(),
  role: z
    .enum(['match', 'context'])
    .describe(
      'match: the rule holds for it; context: a neighbouring event that the reasons rest on',
    ),
  actor: text.nullable().describe('login name'),
  ip: text.nullable(),
  session: text.nullable().describe('authenticationContext.externalSessionId'),
  os: text.nullable(),
  browser: text.nullable(),
  target: text.nullable().describe('the targets, by login or name'),
  raw: z
    .record(text, z.unknown())
    .optional()
    .describe('the whole event as it was read; only with --raw-events'),
});

const named = z.strictObject({ id: text, name: text });

const attackStep = z.strictObject({
  tactic: named.nullable().describe('null if the technique is not known here'),
  technique: z
    .strictObject({ id: text, name: text.nullable() })
    .nullable()
    .describe('null if only the tactic is tagged'),
});

const responseStep = z.strictObject({
  order: z.int().min(1),
  phase: z
    .enum(['verify', 'investigate', 'contain', 'prevent', 'other'])
    .describe('to ask people, to look at more, to stop it, to keep it from happening again'),
  when: text.nullable().describe('the condition it stands under; null if it is always due'),
  step: text,
});

const link = z.strictObject({
  to: z.enum(['event', 'session', 'actor', 'profile']),
  url: z.url(),
});

/** Which run found something; the same in all findings and cases of a report. */
export const foundBySchema = z
  .strictObject({
    at: time.describe(
      'when it was found, by the clock of the machine; for a scan, when that began',
    ),
    org: text.nullable().describe('host of the configured org; null if none is configured'),
    tool: z.strictObject({
      name: text,
      version: text,
      rulesDigest: text.describe('of the rules in force: equal digests are equal rules'),
    }),
  })
  .describe('the run that found it');

/** The judgement of people about a finding, as it was recorded for its fingerprint. */
export const dispositionSchema = z
  .strictObject({
    verdict: z.enum(dispositions),
    note: text.nullable(),
    by: text.nullable(),
    at: time.describe('when it was recorded, by the clock of the machine'),
  })
  .describe('what people made of it (`oktahunt mark`); only if they said so');

/** One finding as every machine format carries it; the source of `oktahunt schema finding`. */
export const findingSchema = z
  .strictObject({
    kind: z.literal('finding'),
    schemaVersion: z.literal(findingVersion),
    id: z.string().regex(/^okf_[0-9a-f]{12}$/),
    fingerprint: z
      .string()
      .regex(/^okh1:[0-9a-f]{20}$/)
      .describe('stable for one attack, whatever the time range, order or split of the input'),
    rule: z.strictObject({
      id: text,
      name: text,
      title: text,
      status: text,
      tags: z.array(text),
      references: z.array(text),
    }),
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
    title: text,
    reasons: z
      .array(reason)
      .min(1)
      .describe('the most telling first; reports for people show five at most'),
    why: z.array(why).min(1),
    actor: principal.nullable(),
    targets: z.array(principal),
    sessions: z.array(text).describe('authenticationContext.externalSessionId'),
    surprise: z
      .number()
      .optional()
      .describe(
        "bits: how unlike its owner the most surprising of its sessions is ('oktahunt anomalies'); unset if the log is too short to say",
      ),
    when: z.strictObject({
      firstEvent: time,
      decisive: time.describe('of the event that made the condition true'),
      lastEvent: time,
    }),
    where: z.array(place),
    userAgents: z.array(
      z.strictObject({ raw: text, os: text.nullable(), browser: text.nullable(), events: count }),
    ),
    outcomes: z.record(text, count),
    evidence: z.strictObject({
      decisive: text.describe(
        'uuid of the explained event, one of `events`: it made the condition true, or is the first event of the bucket that did',
      ),
      eventCount: count,
      truncated: z.boolean().describe('true if `events` holds fewer than eventCount'),
      events: z.array(evidenceEvent),
    }),
    evidenceDigest: z
      .string()
      .regex(/^sha256:[0-9a-f]{64}$/)
      .describe(
        'of the uuids of all its events: the same fingerprint with another digest is a finding that has grown',
      ),
    falsePositives: z.array(text),
    respond: z.array(text).describe('what to do, most urgent first'),
    response: z.array(responseStep).describe('the same as data'),
    next: z.array(
      z.strictObject({ label: text, okta: text.describe('a System Log filter expression') }),
    ),
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
