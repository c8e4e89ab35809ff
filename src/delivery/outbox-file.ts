import { join } from 'node:path';
import { z } from 'zod';
import { objectIn } from '../event/json.ts';
import { tell } from '../language/message.ts';
import type { Disk } from '../okta/archive/disk.ts';
import { OktaError } from '../okta/http/okta-error.ts';
import type { Notification } from './notification.ts';

/** What an outbox remembers of its receivers. */
export type OutboxMark = z.infer<typeof markSchema>;

/** The file that makes a folder an outbox; the same name as in `input/file/log-archive.ts`. */
export const outboxMarkName = '.oktahunt-outbox.json';

const count = z.int().min(0);
const markSchema = z.strictObject({
  kind: z.literal('oktahunt-outbox'),
  version: z.literal(1),
  next: count.describe('the number of the next message'),
  receivers: z.record(
    z.string(),
    z.strictObject({
      after: count.describe('messages below this number are done with'),
      delivered: count,
      dead: count,
    }),
  ),
});

/** A message in an outbox, and the keys of the receivers that it is for. */
export interface StoredNotification extends Notification {
  readonly to: readonly string[];
}

const name = /^(\d{10})\.json$/;

/** The path of a message in its folder. */
export function messagePath(folder: string, number: number): string {
  return join(folder, `${String(number).padStart(10, '0')}.json`);
}

/** The numbers of the messages in a folder, in order. */
export async function storedNumbers(disk: Disk, folder: string): Promise<readonly number[]> {
  const names = await disk.list(folder);
  return names.flatMap((file) => {
    const [, digits] = name.exec(file) ?? [];
    return digits === undefined ? [] : [Number(digits)];
  });
}

/** The text of a message's file. */
export function storedText({ id, at, to, about }: StoredNotification): string {
  return `${JSON.stringify({ kind: 'oktahunt-message', version: 1, id, at, to, about })}\n`;
}

/** Reads the text of a message's file; undefined if it is not whole. A whole one was written by us. */
export function parseStored(text: string): StoredNotification | undefined {
  const value = objectIn(text);
  if (value?.['kind'] !== 'oktahunt-message' || value['version'] !== 1) return undefined;
  return value as unknown as StoredNotification;
}

/**
 * Reads the mark of an outbox. Only a missing file means a new one: one that is not understood throws an
 * {@link OktaError}, and is never overwritten.
 */
export async function readMark(disk: Disk, folder: string): Promise<OutboxMark> {
  const path = join(folder, outboxMarkName);
  const bytes = await disk.read(path);
  if (bytes === undefined) {
    return { kind: 'oktahunt-outbox', version: 1, next: 1, receivers: {} };
  }
  const reading = markSchema.safeParse(objectIn(Buffer.from(bytes).toString('utf8')));
  if (reading.success) return reading.data;
  throw damagedFile(path, folder);
}

/** A file of an outbox that is not as it was written: something else has changed it. */
export function damagedFile(path: string, folder: string): OktaError {
  return new OktaError(
    'setup',
    tell('delivery.damaged', { path }),
    tell('delivery.moveAway', { folder }),
  );
}

/** Writes a file as a whole: after a kill or a power cut there is the old one or the new one. */
export async function replaceFile(disk: Disk, path: string, text: string): Promise<void> {
  const draft = `${path}.tmp`;
  await disk.remove(draft);
  await disk.create(draft, Buffer.from(text));
  await disk.sync(draft);
  await disk.rename(draft, path);
  await disk.sync(join(path, '..'));
}
