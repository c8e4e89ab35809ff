import { z } from 'zod';
import { runVersion } from '../../../finding/format-version.ts';
import { summarySchema } from '../report-schema.ts';

const text = z.string();

/** What is said of a run at its begin and at its end; the source of `oktahunt schema run`. */
export const runSchema = z
  .strictObject({
    kind: z.literal('run').describe('what this record is'),
    schemaVersion: z
      .literal(runVersion)
      .describe('its first number rises when readers must change'),
    phase: z
      .enum(['begin', 'end'])
      .describe('a report without an end was broken off: it says nothing of what it does not show'),
    at: z.iso
      .datetime({ precision: 3 })
      .nullable()
      .describe('when the run began, by the clock of its machine; null if it is not known'),
    org: text.nullable().describe('host of the configured org; null if none is configured'),
    tool: z
      .strictObject({
        name: text.describe('name of the package: oktahunt'),
        version: text.describe('version of the package'),
        rulesDigest: text.describe('of the rules in force: equal digests are equal rules'),
      })
      .describe('what wrote it'),
    complete: z
      .boolean()
      .optional()
      .describe('only at the end: whether everything was read and evaluated'),
    because: z.array(text).optional().describe('only at the end: why it is not complete, as codes'),
    findings: z.int().min(0).optional().describe('only at the end: how many stand before it'),
    cases: z.int().min(0).optional().describe('the same of cases'),
    summary: summarySchema
      .optional()
      .describe('only at the end: what was read, and what could and could not be evaluated'),
  })
  .meta({
    title: 'oktahunt run',
    description:
      'The first and the last line of a report of lines: which run it is of, and how it ended',
  });
