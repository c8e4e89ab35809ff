import { Readable } from 'node:stream';
import * as zlib from 'node:zlib';
import { tell } from '../../language/message.ts';
import {
  type ByteSource,
  type ByteStream,
  byteSourceOf,
  fault,
  need,
  type ReadFault,
} from '../file/byte-stream.ts';
import { unfoldSlowly } from './zstd-fallback.ts';
import {
  type FrameEnd,
  isFrame,
  isSkippable,
  peekHeader,
  readFrame,
  skipFrame,
} from './zstd-frame.ts';

/** Whether the bytes begin as Zstandard data does. */
export function isZstd(head: Uint8Array): boolean {
  return isFrame(head) || isSkippable(head);
}

type Create = () => NodeJS.ReadWriteStream & { destroy: () => void };

/** Present from Node 22.15 on; not in the types of older ones. */
const creator = (): Create | undefined =>
  (zlib as { readonly createZstdDecompress?: Create }).createZstdDecompress;

/** Whether this runtime reads Zstandard data by itself. */
export function hasZstd(): boolean {
  return creator() !== undefined;
}

/**
 * Decompresses Zstandard data of any number of frames, zero padding after them included. A cut, a broken
 * frame and anything else after the last frame are reported and end it, after all that could be had.
 *
 * With the runtime's own decompressor where it has one, else by a package: slower, and bounded the same.
 */
export async function* unzstd(flow: ByteStream, isNative: boolean = hasZstd()): ByteStream {
  const unfold = isNative ? unfoldNatively : unfoldSlowly;
  const source = byteSourceOf(flow);
  let intact = true;
  while (intact && (await need(source, 1))) {
    await need(source, 4);
    if (isFrame(source.bytes)) {
      intact = yield* readData(source, unfold);
    } else if (isSkippable(source.bytes)) {
      intact = await skipFrame(source);
      if (!intact) yield cut();
    } else {
      const other = await otherData(source);
      if (other) yield other;
      intact = false;
    }
  }
  yield* source.faults;
}

/** Bytes that a frame may ask to be remembered: what node:zlib allows, and no packer does unasked. */
const mostWindow = 2 ** 27;

/** One frame; false if nothing can be read after it. */
async function* readData(
  source: ByteSource,
  unfold: typeof unfoldNatively | typeof unfoldSlowly,
): AsyncGenerator<Uint8Array | ReadFault, boolean> {
  const header = await peekHeader(source);
  if (header && header.dictionary > 0) {
    yield fault('unreadable', tell('file.zstdDictionary'));
    return false;
  }
  if (header && header.window > mostWindow) {
    const message = tell('file.zstdMemory', { bytes: String(mostWindow) });
    yield fault('too-large', message);
    return false;
  }
  const ending = header ? yield* unfold(source, header) : 'cut';
  if (ending === 'cut') yield cut();
  if (ending === 'broken') {
    yield fault('corrupt-compression', tell('file.zstdBroken'));
  }
  return ending === 'end';
}

async function* unfoldNatively(source: ByteSource): AsyncGenerator<Uint8Array, FrameEnd> {
  const create = creator();
  if (!create) throw new Error('this runtime has no Zstandard');
  let ending: FrameEnd = 'cut';
  async function* frame(): AsyncGenerator<Uint8Array> {
    ending = yield* readFrame(source);
  }
  const engine = create();
  const frames = Readable.from(frame());
  frames.on('error', () => engine.destroy());
  frames.pipe(engine);
  let broken = false;
  try {
    for await (const block of engine) yield block as Buffer;
  } catch (error) {
    broken = !(error instanceof Error && /unexpected end|truncat/i.test(error.message));
  } finally {
    frames.destroy();
    engine.destroy();
  }
  return broken ? 'broken' : ending;
}

function cut(): ReadFault {
  return fault('truncated', tell('file.zstdCut'));
}

/** What is no frame: padding, of which nothing need be said, or something else. */
async function otherData(source: ByteSource): Promise<ReadFault | undefined> {
  const from = source.offset;
  let isPadding = true;
  while (await need(source, 1)) {
    isPadding &&= source.bytes.every((value) => value === 0);
    source.skip(source.bytes.length);
  }
  if (isPadding) return undefined;
  const size = String(source.offset - from);
  const message = tell('file.zstdOther', { size, from: String(from) });
  return fault('corrupt-compression', message);
}
