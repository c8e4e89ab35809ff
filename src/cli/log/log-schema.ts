import { z } from 'zod';
import { logEventNames } from './log-events.ts';

const fieldSchema = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);

/** A line on standard error with `--log-format json`. */
export const logSchema = z
  .strictObject({
    time: z.iso.datetime({ precision: 3 }),
    level: z.enum(['info', 'warning', 'error']),
    event: z.enum(logEventNames).describe('what is logged; names stay as they are'),
    message: z.string().describe('the line as people read it, in their language'),
    fields: z
      .record(z.string(), fieldSchema)
      .optional()
      .describe('the same in parts, for programs; times are ISO 8601'),
  })
  .meta({ title: 'oktahunt log line', description: 'One thing that a run logs' });
