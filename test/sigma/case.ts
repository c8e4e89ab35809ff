import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const folder = join(import.meta.dirname, '../../fixtures/sigma');

const event = z.record(z.string(), z.json());
const time = z.iso.datetime({ precision: 3 });

const base = z.strictObject({
  name: z.string(),
  basis: z.string().regex(/^(spec 2\.1 [A-Z].*|reference implementation \(.+\)|our decision)$/),
  rule: z.union([z.string(), z.array(z.string()).transform((lines) => `${lines.join('\n')}\n`)]),
  lists: z.record(z.string(), z.array(z.string())).optional(),
});

/** Each event is judged alone. */
const alone = base
  .extend({ events: z.array(event).min(1), expected: z.array(z.boolean()) })
  .refine(({ events, expected }) => events.length === expected.length, 'one answer per event');

/** The events are one log. */
const log = base.extend({
  covers: z.tuple([time, time]).optional(),
  events: z.array(event.and(z.object({ uuid: z.string(), published: time }))),
  alerts: z.array(z.strictObject({ rule: z.string(), event: z.string() })),
  undecided: z.array(z.string()).optional(),
});

/** The text must not load. */
const refusal = base.extend({
  refused: z.strictObject({
    line: z.int().min(1).optional(),
    column: z.int().min(1).optional(),
    says: z.array(z.string()),
  }),
});

export type Alone = z.infer<typeof alone>;
export type Log = z.infer<typeof log>;
export type Refusal = z.infer<typeof refusal>;

/** One statement about Sigma as `fixtures/sigma/README.md` describes it. */
export type Case = Alone | Log | Refusal;

/** The files of the suite; each is a list of cases. */
export const files: readonly string[] = readdirSync(folder)
  .filter((name) => name.endsWith('.json') && !name.startsWith('sigmahq-'))
  .sort();

/** Reads the cases of one file; throws if one of them is not as described. */
export function readCases(file: string): readonly Case[] {
  const cases: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  return z.array(z.unknown()).parse(cases).map(readCase);
}

function readCase(value: unknown): Case {
  const kind = z.looseObject({}).parse(value);
  if ('refused' in kind) return refusal.parse(value);
  return 'alerts' in kind ? log.parse(value) : alone.parse(value);
}
