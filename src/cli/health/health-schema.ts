import { z } from 'zod';
import { healthCodes } from './health-report.ts';

const reasonSchema = z.strictObject({
  code: z.enum(healthCodes),
  seconds: z.number().min(0).describe('what was measured'),
  limit: z.number().min(0).describe('what is allowed'),
});

/** What `watch` answers at `--health`, and writes into `--health-file`, where `at` and `every` are added. */
export const healthSchema = z
  .strictObject({
    kind: z.literal('oktahunt-health'),
    version: z.literal(1),
    ready: z.boolean().describe('it has read the log up to now; so there are no reasons'),
    alive: z.boolean().describe('it moves at all'),
    reasons: z.array(reasonSchema).describe('what keeps it from being ready'),
    at: z.iso.datetime({ precision: 3 }).optional().describe('when the file was written'),
    every: z
      .number()
      .positive()
      .optional()
      .describe('seconds until the file is written again, if all is well'),
  })
  .meta({ title: 'oktahunt health', description: 'How a watch is' });
