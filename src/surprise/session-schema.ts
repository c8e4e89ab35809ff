import { z } from 'zod';
import { type Aspect, type FeatureName, features } from './feature.ts';
import type { RankedSession } from './session-record.ts';

const text = z.string();
const time = z.iso.datetime({ precision: 3 }).describe('UTC, from the events; never the clock');
const count = z.int().min(0);
const bits = z.number().describe('bits, rounded to hundredths');

const aspects = [...new Set(features.map(({ aspect }) => aspect))] as [Aspect, ...Aspect[]];
const names = features.map(({ name }) => name) as [FeatureName, ...FeatureName[]];

const reason = z
  .strictObject({
    aspect: z.enum(aspects).describe('of each aspect the most improbable value counts, once'),
    feature: z.enum(names).describe('what kind of value it is'),
    value: text.describe('what was shown for the first time, as it is in the log'),
    count: z.int().min(1).describe('how many values of the feature were new, this one among them'),
    bits: bits.describe('what it adds: newness + amount + rarity'),
    newness: bits.describe('how improbable anything new of the feature is for this subject'),
    amount: bits.describe('how improbable so much that is new at once is'),
    rarity: bits.describe('how improbable it is that what is new is as rare among peers'),
    confirmed: z.boolean().describe('whether a managed device, or a known place, speaks for it'),
    others: count.describe('how many others showed the value in this log'),
    peers: z.number().min(0).max(1).describe('the share of the peers that do'),
    usually: text.nullable().describe('what the subject showed most often before, if anything'),
  })
  .describe('something that the subject did not show before');

/** One session in the ranking, as every machine format carries it; the source of `oktahunt schema session`. */
export const sessionSchema = z
  .strictObject({
    kind: z.literal('session').describe('what this record is'),
    schemaVersion: z.literal('1.0').describe('its first number rises when readers must change'),
    id: z
      .string()
      .regex(/^oks_[0-9a-f]{12}$/)
      .describe('short name to type, the same in every run over a log that has it'),
    rank: z
      .int()
      .min(1)
      .describe('its place among all sessions of the period, 1 for the most surprising'),
    surprise: bits.describe(
      'how improbable the session is for its subject, beyond what is usual; a difference of one bit is a factor of two',
    ),
    usual: bits.describe(
      'what is usual for sessions of subjects of whom as much is known; already taken off',
    ),
    verdict: z
      .enum(['known', 'undecided'])
      .describe('undecided: the log is too short to say what is new for the subject'),
    of: z
      .enum(['session', 'person', 'program'])
      .describe('a session of a person; a day of a person without a session; a day of a program'),
    actor: z
      .strictObject({ id: text.describe("Okta's id"), login: text.describe('login name') })
      .describe('whose session it is'),
    token: text.nullable().describe('the API token, if one stands behind it'),
    session: text.nullable().describe('authenticationContext.externalSessionId'),
    when: z
      .strictObject({
        firstEvent: time.describe('of its first event, UTC'),
        lastEvent: time.describe('of its last event, UTC'),
      })
      .describe('the piece of it that is the most surprising, between two rests'),
    history: z
      .strictObject({
        earlier: count.describe('sessions, or pieces of them, of the subject before this one'),
        days: count.describe('days of the log before it'),
      })
      .describe('what the subject was compared with'),
    reasons: z.array(reason).describe('most bits first; their sum less `usual` is the surprise'),
  })
  .meta({
    title: 'oktahunt session',
    description: 'How unlike its subject a session is',
  });

export type { RankedSession };
/** Something that the subject of a session did not show before. */
export type SurpriseReason = RankedSession['reasons'][number];
