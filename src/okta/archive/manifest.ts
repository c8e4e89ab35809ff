import { join } from 'node:path';
import { z } from 'zod';
import { parsed } from '../../event/json.ts';
import { tell } from '../../language/message.ts';
import { OktaError } from '../http/okta-error.ts';
import { manifestName } from './manifest-name.ts';

const count = z.int().min(0);
/** Milliseconds since 1970 UTC, as ISO 8601 on disk. */
const time = z.iso.datetime({ precision: 3 });
const span = z.strictObject({ since: time, until: time });

const file = z.strictObject({
  bytes: count.describe('committed length; bytes beyond it are dropped'),
  events: count,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const digits = z.string().regex(/^[0-9a-f]{12}$/);

const emitted = z.strictObject({
  last: time.describe('of the last event'),
  severity: z
    .enum(['informational', 'low', 'medium', 'high', 'critical'])
    .describe('the highest reported'),
  victims: z.array(digits).describe('digests of the names of the victims reported'),
});

const emittedCase = z.strictObject({
  last: time.describe('of its last sign'),
  told: z.boolean().describe('whether it was told as a case'),
  severity: z.enum(['informational', 'low', 'medium', 'high', 'critical']),
  entities: z.array(digits).describe('digests of the names of the entities told'),
  findings: z.array(digits).describe('the digits of the ids of its findings'),
});

/** The source of truth about an archive, replaced as a whole with every page. */
export const manifestSchema = z.strictObject({
  kind: z.literal('oktahunt-archive'),
  version: z.literal(1),
  tool: z.string().describe('version of oktahunt that wrote it last'),
  org: z.string().describe('origin of the org'),
  query: z.string().describe('the query, apart from its period'),
  compression: z.enum(['none', 'gzip']),
  covered: z.array(span).describe('pulled completely'),
  settled: z.array(span).describe('need not be pulled again: late events are in, too'),
  pending: z
    .strictObject({
      since: time,
      until: time,
      next: z.string().describe('the whole link to continue with'),
      reached: time.nullable().describe('`published` of its last event'),
      asOf: time.describe('when the query began, by the server’s clock'),
    })
    .nullable()
    .describe('an unfinished pull'),
  follow: z
    .strictObject({
      next: z.string().describe('the whole polling link to continue with'),
      since: time.describe('when following began: earlier events are only a baseline'),
      judged: time
        .nullable()
        .default(null)
        .describe('all stored events published before were evaluated; null: none yet'),
      emitted: z
        .record(z.string(), z.union([emitted, time]))
        .describe(
          'reported findings by fingerprint; older versions kept only the last event’s time',
        ),
      cases: z.record(z.string(), emittedCase).default({}).describe('cases by id'),
      telling: z
        .array(z.string())
        .default([])
        .describe('fingerprints of findings, and ids of cases, that are being reported'),
    })
    .nullable()
    .describe('the cursor of `watch`'),
  events: count,
  conflicts: count.describe('events with the uuid of another event; both are kept'),
  files: z.record(
    z.string().regex(/^\d{4}-\d{2}-\d{2}\.ndjson(?:\.gz)?$|^no-date\.ndjson(?:\.gz)?$/),
    file,
  ),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type Pending = NonNullable<Manifest['pending']>;
export type Follow = NonNullable<Manifest['follow']>;

/** The only query so far: no filters. */
export const everything = 'all events, ascending';

/**
 * Parses a manifest. Only a missing file means a new archive: one that is empty, truncated, of another
 * version or otherwise not understood throws, and is never overwritten.
 */
export function parseManifest(bytes: Uint8Array, folder: string): Manifest {
  const advice = tell('archive.scanByName', { files: eventFilesIn(folder) });
  const value = parsed(Buffer.from(bytes).toString('utf8'));
  if (value === undefined) {
    const told = tell('archive.manifestDamaged', { folder, name: manifestName });
    throw new OktaError('setup', told, advice);
  }
  const version = (value as { version?: unknown } | null)?.version;
  if (typeof version === 'number' && version > 1) {
    const told = tell('archive.newer', { folder, version: String(version) });
    throw new OktaError('setup', told, tell('archive.useNewer'));
  }
  const reading = manifestSchema.safeParse(value);
  if (reading.success) return reading.data;
  const [issue] = reading.error.issues;
  const where = issue?.path.join('.') ?? '';
  const told = tell('archive.invalid', { folder, where, reason: String(issue?.message) });
  throw new OktaError('setup', told, advice);
}

/** A pattern for the event files of an archive, quoted for a shell. */
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
