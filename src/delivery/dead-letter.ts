import { join } from 'node:path';
import { z } from 'zod';
import type { Case } from '../finding/case/case.ts';
import { caseSchema } from '../finding/case/case-schema.ts';
import type { Finding } from '../finding/finding.ts';
import { findingSchema } from '../finding/finding-schema.ts';
import type { Disk } from '../okta/archive/disk.ts';
import { jsonText } from '../report/text/json-text.ts';

/** Version of dead letters; a change that breaks readers raises the first number. */
export const deadLetterVersion = '1.0';

/** A message that was given up. */
export const deadLetterSchema = z
  .strictObject({
    kind: z.literal('dead-letter'),
    schemaVersion: z.literal(deadLetterVersion),
    at: z.iso
      .datetime({ precision: 3 })
      .describe('when it was given up, by the clock of the machine'),
    to: z.string().describe('key of the receiver in the outbox'),
    receiver: z.string().describe('kind and host of the receiver'),
    reason: z.string().describe('why it was given up'),
    id: z.string().describe('of the message, as receivers get it'),
    since: z.iso.datetime({ precision: 3 }).describe('when it was first to be sent'),
    about: z.union([findingSchema, caseSchema]),
  })
  .meta({
    title: 'oktahunt dead letter',
    description: 'A finding or case that a receiver did not accept',
  });

export type DeadLetter = Omit<z.infer<typeof deadLetterSchema>, 'about'> & {
  readonly about: Finding | Case;
};

/** Appends letters to a file, which is made if need be; they are on the disk when this resolves. */
export async function appendLetters(
  disk: Disk,
  path: string,
  letters: readonly DeadLetter[],
): Promise<void> {
  const lines = Buffer.from(letters.map((letter) => `${jsonText(letter)}\n`).join(''));
  if ((await disk.size(path)) === undefined) {
    await disk.create(path, lines);
    await disk.sync(path);
    await disk.sync(join(path, '..'));
    return;
  }
  await disk.append(path, lines);
  await disk.sync(path);
}

/** How every letter of ours begins. */
const opening = '{"kind":"dead-letter"';

/**
 * Cuts off a letter that a crash left unfinished. Nothing is lost by that: its message is still in the outbox, since it
 * leaves that only after its letter is on the disk. Anything else at the end of the file gets the line end that it lacks.
 */
export async function mendLetters(disk: Disk, path: string): Promise<void> {
  const size = await disk.size(path);
  if (size === undefined) return;
  let [at, end, tail] = [0, 0, ''];
  for await (const part of disk.parts(path, size)) {
    const last = part.lastIndexOf(0x0a);
    const rest = Buffer.from(part.subarray(last + 1)).toString('latin1');
    if (last >= 0) end = at + last + 1;
    tail = `${last >= 0 ? '' : tail}${rest}`.slice(0, opening.length);
    at += part.length;
  }
  if (end === size) return;
  if (opening.startsWith(tail)) await disk.truncate(path, end);
  else await disk.append(path, Buffer.from('\n'));
  await disk.sync(path);
}
