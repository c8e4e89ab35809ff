import type { RejectionReason } from '../event/event.ts';
import { findEncoding } from './encoding.ts';
import { type Flow, peek } from './flow.ts';
import { foreignKinds } from './foreign.ts';
import { type Format, formats, json } from './formats.ts';
import { gunzip, isGzip } from './gunzip.ts';

/** What a file holds: the text, decompressed, and how it begins. */
export interface Content {
  readonly compression: 'none' | 'gzip';
  readonly head: Buffer;
  readonly flow: Flow;
}

/** Enough to tell every format; little enough not to keep a slow pipe waiting. */
const headSize = 1024;

/** Looks at the first bytes and decompresses what is compressed. */
export async function openContent(bytes: Flow): Promise<Content> {
  const outer = await peek(bytes, headSize);
  if (!isGzip(outer.head)) return { compression: 'none', ...outer };
  return { compression: 'gzip', ...(await peek(gunzip(outer.flow), headSize)) };
}

/** What to do with a text: read it, pass over it with a note, or reject it as a whole. */
export type Judgement =
  | { readonly kind: 'read'; readonly format: Format }
  | { readonly kind: 'ignore'; readonly note: string }
  | { readonly kind: 'reject'; readonly reason: RejectionReason; readonly message: string };

/**
 * Decides by how the text begins. What is no log at all is passed over if it was merely found, but read if
 * it was named: then everything in it is rejected, and the run cannot look clean.
 */
export function judge(head: Buffer, named: boolean): Judgement {
  const encoding = findEncoding(head);
  if (encoding && (named || holdsJson(head))) {
    const message = `the text is in ${encoding}; convert it to UTF-8`;
    return { kind: 'reject', reason: 'bad-encoding', message };
  }
  const foreign = foreignKinds.find(({ matches }) => matches(head));
  if (foreign) {
    const message = `this is ${foreign.name}, which cannot be read; ${foreign.advice}`;
    return { kind: 'reject', reason: 'unreadable', message };
  }
  const format = formats.find(({ matches }) => matches(head)) ?? (named ? json : undefined);
  if (format) return { kind: 'read', format };
  return { kind: 'ignore', note: 'no log: the text begins with neither { nor [' };
}

/** Whether text in a wide encoding begins with a bracket. */
function holdsJson(head: Buffer): boolean {
  return json.matches(head.filter((value) => value !== 0 && value < 0xfe) as Buffer);
}
