import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Doubt } from '../finding/summary.ts';
import { manifestName } from '../okta/archive/manifest-name.ts';

/** The paths of a scan, with archives replaced by their event files, and what is wrong with those. */
export interface Opened {
  readonly paths: readonly string[];
  readonly doubts: readonly Doubt[];
}

/** Verifies every archive among the paths against its manifest; other paths stay as they are. */
export async function openArchives(paths: readonly string[]): Promise<Opened> {
  const opened: string[] = [];
  const doubts: Doubt[] = [];
  for (const path of paths) {
    const isArchive = await access(join(path, manifestName)).then(
      () => true,
      () => false,
    );
    if (!isArchive) {
      opened.push(path);
      continue;
    }
    const [{ verifyArchive }, { realDisk }] = await Promise.all([
      import('../okta/archive/verify.ts'),
      import('../okta/archive/disk.ts'),
    ]);
    const verified = await verifyArchive(realDisk(), path);
    opened.push(...(verified && verified.files.length > 0 ? verified.files : [path]));
    for (const message of verified?.faults ?? []) doubts.push({ code: 'archive-changed', message });
  }
  return { paths: opened, doubts };
}
