import { z } from 'zod';
import { levels } from '../../rule/level.ts';
import { foundBySchema } from '../finding-schema.ts';
import { caseVersion } from '../format-version.ts';
import { plantedKinds } from './admin-acts.ts';

const text = z.string();
const time = z.iso.datetime({ precision: 3 }).describe('UTC, from the events; never the clock');
const answer = z.union([z.boolean(), z.literal('unknown')]);

const suspect = z.strictObject({
  id: text.nullable(),
  login: text.nullable(),
  displayName: text.nullable(),
  type: text.nullable(),
});

const caseAddress = z.strictObject({
  ip: text,
  asn: z.int().nullable(),
  org: text.nullable(),
  country: text.nullable(),
  countryCode: text.nullable(),
  city: text.nullable(),
  proxy: z.boolean().nullable(),
  shared: z
    .boolean()
    .describe('whether more than two people were seen there, so that it ties nothing together'),
});

const planted = z.strictObject({
  kind: z.enum(plantedKinds),
  verb: z.enum(['created', 'changed', 'activated']),
  id: text.nullable(),
  name: text.nullable(),
  event: text.describe('uuid of the latest act that left it'),
  published: time,
  standing: answer.describe('whether nothing in the log removed it later'),
});

const closingAct = z.strictObject({
  uuid: text,
  published: time,
  eventType: text,
  actor: text.nullable(),
  target: text.nullable(),
});

/** One attack as every machine format carries it. */
export const caseSchema = z
  .strictObject({
    kind: z.literal('case'),
    schemaVersion: z.literal(caseVersion),
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
    when: z.strictObject({ firstSign: time, lastSign: time }),
    stillActive: answer.describe(
      'whether its sessions or planted accounts were in use in the last six hours of the log, after any clean-up',
    ),
    entities: z.strictObject({
      actors: z.array(suspect),
      sessions: z.array(text),
      devices: z.array(text).describe('debugContext.debugData.dtHash'),
      addresses: z.array(caseAddress),
      planted: z.array(planted),
    }),
    ended: z
      .strictObject({ at: time, acts: z.array(closingAct) })
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
