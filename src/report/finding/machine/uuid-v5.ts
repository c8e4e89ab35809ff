import { createHash } from 'node:crypto';

/** The name space of all ids made here; it was drawn once, and means nothing. */
const own = '5d1c8f7e-3b0a-4f43-9a6d-0c2e7b91d4a8';

/** A UUID of version 5 (RFC 9562, section 5.5) in a name space of ours: the same name gives the same UUID, always. */
export function uuidV5(name: string): string {
  const space = Buffer.from(own.replaceAll('-', ''), 'hex');
  const bytes = createHash('sha1').update(space).update(name, 'utf8').digest().subarray(0, 16);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  const cuts = [0, 8, 12, 16, 20, 32];
  return cuts
    .slice(1)
    .map((end, index) => hex.slice(cuts[index], end))
    .join('-');
}
