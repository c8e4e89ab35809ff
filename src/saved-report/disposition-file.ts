import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Disposition } from '../finding/finding.ts';
import { dispositionSchema } from '../finding/finding-schema.ts';
import { InputError } from '../input/input-error.ts';
import { tell } from '../language/message.ts';
import { SavedReportError } from './saved-report.ts';

/** What people made of findings, by fingerprint. */
export type Dispositions = ReadonlyMap<string, Disposition>;

const shape = z.record(z.string().regex(/^okh1:[0-9a-f]{20}$/), dispositionSchema);

const advice = tell('saved.mendEntry');

/**
 * Reads a file of dispositions. Throws an {@link InputError} if it cannot be read, unless it may be `missing`, and a
 * {@link SavedReportError} with the entry if it is not as `mark` writes it.
 */
export async function readDispositions(path: string, missing = false): Promise<Dispositions> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (missing && error.code === 'ENOENT') return '';
    return InputError.thrower(path, tell('saved.nameMarked'))(error);
  });
  let value: unknown;
  try {
    value = parse(text) ?? {};
  } catch (error) {
    throw new SavedReportError(
      path,
      undefined,
      tell('saved.notYaml', { reason: messageOf(error) }),
      advice,
    );
  }
  const result = shape.safeParse(value);
  if (result.success) return new Map(Object.entries(result.data));
  const [issue] = result.error.issues;
  const place = (issue?.path ?? []).map(String).join('.');
  throw new SavedReportError(path, place, issue?.message ?? tell('saved.unknown'), advice);
}

/** A file of dispositions: an entry in a line, in order of fingerprint. JSON, which is YAML, is safe for any text. */
export function dispositionText(known: Dispositions): string {
  const lines = [...known]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([fingerprint, disposition]) => `'${fingerprint}': ${JSON.stringify(disposition)}\n`);
  return `# What people made of findings, by fingerprint ('oktahunt mark').\n${lines.join('')}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
}
