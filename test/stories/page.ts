import { parse } from 'yaml';
import { z } from 'zod';

const expectedFinding = z.strictObject({
  rule: z.string(),
  /** The least severity that counts; any if absent. */
  level: z.enum(['informational', 'low', 'medium', 'high', 'critical']).optional(),
  /** `actor.alternateId` of the finding. */
  actor: z.string().optional(),
  /** Login of the user that the deed was done to. */
  target: z.string().optional(),
  /** The finding names at least one of these addresses. */
  ips: z.array(z.string()).min(1),
  /** At least one of these is among the finding's events. */
  events: z.array(z.string()).min(1),
});

const expectations = z.strictObject({
  must: z.array(expectedFinding),
  /** Rules that may fire besides; anything else above `nothing-above` is a false alarm. */
  may: z.array(z.string()).default([]),
  'nothing-above': z.enum(['informational', 'low']).optional(),
});

/** One finding that the incident must yield. */
export type ExpectedFinding = z.infer<typeof expectedFinding>;
/** What a scan of the incident must find, and what it must not. */
export type Expectations = z.infer<typeof expectations>;

/** The expectations in the only `yaml` block of an incident's page; throws if they are malformed. */
export function expectationsOf(page: string): Expectations {
  const blocks = [...page.matchAll(/^```yaml\n(.*?)^```$/gms)];
  if (blocks.length !== 1) throw new Error(`one yaml block expected, found ${blocks.length}`);
  return expectations.parse(parse(blocks[0]?.[1] ?? '', { maxAliasCount: 0 }));
}

/** One row of the table of steps: `| published | eventType | what happened | uuid |`. */
export interface Step {
  readonly published: string;
  readonly eventType: string;
  readonly uuid: string;
}

/** The rows of an incident's page that name an event. */
export function stepsOf(page: string): readonly Step[] {
  const row = /^\| `([^`]+)` \| `([^`]+)` \|.*\| `([0-9a-f-]{36})` \|$/gm;
  return [...page.matchAll(row)].map(([, published = '', eventType = '', uuid = '']) => ({
    published,
    eventType,
    uuid,
  }));
}
