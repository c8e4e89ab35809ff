import { gunzipSync } from 'node:zlib';
import { openArchive } from '../../src/okta/archive/event-archive.ts';
import type { Manifest } from '../../src/okta/archive/manifest.ts';
import { manifestName } from '../../src/okta/archive/manifest-name.ts';
import type { Span } from '../../src/okta/log/log-query.ts';
import { pull } from '../../src/okta/log/pull-log.ts';
import { aClient } from './builders.ts';
import type { FakeDisk } from './fake-disk.ts';
import type { FakeWorld } from './fake-world.ts';

export const folder = '/archive';
export const hour = 3_600_000;

export interface PullCase {
  readonly url: string;
  readonly world: FakeWorld;
  readonly disk: FakeDisk;
  readonly span: Span;
  readonly overlap?: number;
  readonly gzip?: boolean;
}

/** One run of a pull, as a command would do it. */
export async function runPull({ url, world, disk, span, overlap = hour, gzip }: PullCase) {
  const client = aClient(url, world);
  const archive = await openArchive({
    disk,
    folder,
    org: url,
    compression: gzip === undefined ? undefined : gzip ? 'gzip' : 'none',
    tool: '0.0.0',
    createSeen: () => {
      const seen = new Set<string>();
      return { add: (key) => !seen.has(key) && Boolean(seen.add(key)) };
    },
  });
  return pull(archive, client, span, { overlap, now: world.now });
}

export function manifestOf(disk: FakeDisk): Manifest {
  return JSON.parse(String(disk.text(`${folder}/${manifestName}`))) as Manifest;
}

/** The lines of the archive as far as they are committed, in order of files. */
export function linesOf(disk: FakeDisk): readonly string[] {
  return Object.entries(manifestOf(disk).files)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, { bytes }]) => {
      const raw = (disk.text(`${folder}/${name}`) as Buffer).subarray(0, bytes);
      const text = String(name.endsWith('.gz') && bytes > 0 ? gunzipSync(raw) : raw);
      return text.split('\n').slice(0, -1);
    });
}
