import { z } from 'zod';
import { levels } from '../../rule/level.ts';
import { foundBySchema } from '../finding-schema.ts';
import { caseVersion } from '../format-version.ts';
import { plantedKinds } from './admin-acts.ts';

const text = z.string();
const time = z.iso.datetime({ precision: 3 }).describe('UTC, from the events; never the clock');
const answer = z.union([z.boolean(), z.literal('unknown')]);

const suspect = z.strictObject({
  id: text.nullable().describe("Okta's id"),
  login: text.nullable().describe('login name (alternateId)'),
  displayName: text.nullable().describe('the name that people know it by'),
  type: text.nullable().describe('what it is, as the log says: User, AppInstance, ...'),
});

const caseAddress = z.strictObject({
  ip: text.describe('client.ipAddress'),
  asn: z.int().nullable().describe('number of the network (autonomous system)'),
  org: text.nullable().describe('who runs the network'),
  country: text.nullable().describe('as it is named in the log'),
  countryCode: text.nullable().describe('ISO 3166-1 alpha-2; null if the name is not known'),
  city: text.nullable().describe('as it is named in the log'),
  proxy: z.boolean().nullable().describe('securityContext.isProxy'),
  shared: z
    .boolean()
    .describe('whether more than two people were seen there, so that it ties nothing together'),
});

const planted = z.strictObject({
  kind: z.enum(plantedKinds).describe('what it is'),
  verb: z.enum(['created', 'changed', 'activated']).describe('what was done to it'),
  id: text.nullable().describe("Okta's id of it"),
  name: text.nullable().describe('its name in the log'),
  event: text.describe('uuid of the latest act that left it'),
  published: time.describe('when that act was, UTC'),
  standing: answer.describe('whether nothing in the log removed it later'),
});

const closingAct = z.strictObject({
  uuid: text.describe("Okta's id of the event"),
  published: time.describe('when it happened, UTC'),
  eventType: text.describe('what was done, by its name in the log'),
  actor: text.nullable().describe('who did it, by login'),
  target: text.nullable().describe('what it was done to, by login or name'),
});

/** One attack as every machine format carries it. */
export const caseSchema = z
  .strictObject({
    kind: z.literal('case').describe('what this record is'),
    schemaVersion: z
      .literal(caseVersion)
      .describe('its first number rises when readers must change'),
    id: z
      .string()
      .regex(/^okc_[0-9a-f]{12}$/)
      .describe(
        'the digits of its earliest finding of medium severity or higher, so it is stable for one log',
      ),
    title: text.describe('one sentence: who, and what was reached'),
    severity: z
      .enum(levels)
      .describe('of its worst finding; critical if something was left behind after a takeover'),
    score: z.int().min(0).describe('what was reached; cases are ranked by it first'),
    surprise: z
      .number()
      .optional()
      .describe(
        'bits: that of its most surprising finding; cases that are equal otherwise are ranked by it',
      ),
    tactics: z.array(text).describe('of its findings of medium severity or higher'),
    when: z
      .strictObject({
        firstSign: time.describe('of the earliest event that tells of it, UTC'),
        lastSign: time.describe('of the latest event that tells of it, UTC'),
      })
      .describe('when it happened, by its findings of medium severity or higher'),
    stillActive: answer.describe(
      'whether its sessions or planted accounts were in use in the last six hours of the log, after any clean-up',
    ),
    entities: z
      .strictObject({
        actors: z.array(suspect).describe('whose accounts acted'),
        sessions: z.array(text).describe('authenticationContext.externalSessionId'),
        devices: z.array(text).describe('debugContext.debugData.dtHash'),
        addresses: z.array(caseAddress).describe('from where'),
        planted: z.array(planted).describe('what was left behind'),
      })
      .describe('who and what takes part in it'),
    ended: z
      .strictObject({
        at: time.describe('of the last act, UTC'),
        acts: z.array(closingAct).describe('what they did, by time'),
      })
      .nullable()
      .describe('the clean-up by others, if there was any; no attack'),
    findings: z.array(text).min(1).describe('fingerprints, by time'),
    cleanUp: z.array(text).describe('those of them that tell of the clean-up'),
    do: z.array(text).describe('what to do, most urgent first'),
    foundBy: foundBySchema.optional(),
    update: z
      .strictObject({
        severityBefore: z.enum(levels).describe('the highest severity told so far'),
        newEntities: z
          .array(text)
          .describe('actors, planted objects, addresses, sessions and devices that are new in it'),
      })
      .optional()
      .describe(
        'only from `watch`: the case was told before, and has since become more severe or gained an entity',
      ),
    repeated: z
      .literal(true)
      .optional()
      .describe(
        'only from `watch`: it may have been told before; the watch ended before it could note that',
      ),
  })
  .meta({ title: 'oktahunt case', description: 'Findings that tell of one attack' });
