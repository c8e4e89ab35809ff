import { join } from 'node:path';
import { z } from 'zod';
import { OktaError } from '../http/okta-error.ts';
import { manifestName } from './manifest-name.ts';

const count = z.int().min(0);
/** Milliseconds since 1970 UTC, as ISO 8601 on disk. */
const moment = z.iso.datetime({ precision: 3 });
const span = z.strictObject({ since: moment, until: moment });

const file = z.strictObject({
  bytes: count.describe('committed length; what goes beyond was cut off and is dropped'),
  events: count,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const told = z.strictObject({
  last: moment.describe('of the last event'),
  severity: z
    .enum(['informational', 'low', 'medium', 'high', 'critical'])
    .describe('the gravest that was told'),
  victims: z
    .array(z.string().regex(/^[0-9a-f]{12}$/))
    .describe('digests of the names of those who were told of'),
});

/** What an archive holds: the source of truth about it, replaced as a whole with every page. */
export const manifestSchema = z.strictObject({
  kind: z.literal('oktahunt-archive'),
  version: z.literal(1),
  tool: z.string().describe('version of oktahunt that wrote it last'),
  org: z.string().describe('origin of the org'),
  query: z.string().describe('what was asked for beside the time'),
  compression: z.enum(['none', 'gzip']),
  covered: z.array(span).describe('what was pulled to its end'),
  settled: z.array(span).describe('what need not be pulled again: late events are in, too'),
  pending: z
    .strictObject({
      since: moment,
      until: moment,
      next: z.string().describe('the link to go on with, whole'),
      reached: moment.nullable().describe('published of the last event of it'),
      asOf: moment.describe('when the query began, by the server’s clock'),
    })
    .nullable()
    .describe('a pull that was begun and has not ended'),
  follow: z
    .strictObject({
      next: z.string().describe('the polling link to go on with, whole'),
      since: moment.describe('when following began: what was published before is memory only'),
      judged: moment
        .nullable()
        .default(null)
        .describe('all that is there and was published before was judged; null: nothing yet'),
      emitted: z
        .record(z.string(), z.union([told, moment]))
        .describe(
          'what was told, by fingerprint; older versions kept the time of the last event only',
        ),
    })
    .nullable()
    .describe('where `watch` stands'),
  events: count,
  conflicts: count.describe('events whose uuid another event has, kept both'),
  files: z.record(
    z.string().regex(/^\d{4}-\d{2}-\d{2}\.ndjson(?:\.gz)?$|^no-date\.ndjson(?:\.gz)?$/),
    file,
  ),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type Pending = NonNullable<Manifest['pending']>;
export type Follow = NonNullable<Manifest['follow']>;

/** All events; there are no filters yet. */
export const everything = 'all events, ascending';

/**
 * Reads a manifest. Only a file that is absent means a new archive: one that is empty, cut, of another
 * version or otherwise not understood throws, and is never overwritten.
 */
export function parseManifest(bytes: Uint8Array, folder: string): Manifest {
  const advice = `judge its event files by name: oktahunt scan ${eventFilesIn(folder)}; pull into another folder`;
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    const message = `the manifest of the archive ${folder} is damaged (${manifestName})`;
    throw new OktaError('setup', message, advice);
  }
  const version = (value as { version?: unknown } | null)?.version;
  if (typeof version === 'number' && version > 1) {
    const message = `the archive ${folder} was written by a newer oktahunt (version ${version})`;
    throw new OktaError('setup', message, 'use that one, or pull into another folder');
  }
  const parsed = manifestSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.') ?? '';
  const message = `the manifest of the archive ${folder} is not valid: ${where} ${issue?.message}`;
  throw new OktaError('setup', message, advice);
}

/** A pattern for the event files of an archive, as one types it in a shell. */
function eventFilesIn(folder: string): string {
  const plain = join(folder).replace(/[*?[]/g, '[$&]').replaceAll('{', '?');
  return `'${join(plain, '[0-9n]*.ndjson*').replaceAll("'", "'\\''")}'`;
}

/** The manifest of an archive without events. */
export function emptyManifest(
  org: string,
  compression: Manifest['compression'],
  tool: string,
): Manifest {
  return {
    kind: 'oktahunt-archive',
    version: 1,
    tool,
    org,
    query: everything,
    compression,
    covered: [],
    settled: [],
    pending: null,
    follow: null,
    events: 0,
    conflicts: 0,
    files: {},
  };
}
