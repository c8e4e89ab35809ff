import { z } from 'zod';
import { caseSchema } from '../../finding/case/case-schema.ts';
import { findingSchema } from '../../finding/finding-schema.ts';
import { timelineSchema } from '../../timeline/timeline-schema.ts';

/** The document that `show --format json` writes; the source of `oktahunt schema shown`. */
export const shownSchema = z
  .strictObject({
    kind: z.literal('shown'),
    schemaVersion: z.literal('1.0'),
    cases: z.array(caseSchema).describe('those that were asked for'),
    findings: z.array(findingSchema).describe('those of the cases, and those asked for'),
    timelines: z.array(timelineSchema).describe('one of each case, in the same order'),
  })
  .meta({ title: 'oktahunt shown', description: 'Cases and findings that were asked for by id' });
