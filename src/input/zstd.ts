import { Readable } from 'node:stream';
import * as zlib from 'node:zlib';
import { type Feed, feedOf, need } from './feed.ts';
import { type Fault, type Flow, fault } from './flow.ts';
import { type FrameEnd, isFrame, isSkippable, readFrame, skipFrame } from './zstd-frame.ts';

/** Whether the bytes begin as Zstandard data does. */
export function isZstd(head: Uint8Array): boolean {
  return isFrame(head) || isSkippable(head);
}

type Create = () => NodeJS.ReadWriteStream & { destroy: () => void };

/** Present from Node 22.15 on; not in the types of older ones. */
const create = (zlib as { readonly createZstdDecompress?: Create }).createZstdDecompress;

/** Whether this runtime can read Zstandard data. */
export const hasZstd: boolean = create !== undefined;

/**
 * Decompresses Zstandard data of any number of frames, zero padding after them included. A cut, a broken
 * frame and anything else after the last frame are reported and end it, after all that could be had.
 */
export async function* unzstd(flow: Flow): Flow {
  const feed = feedOf(flow);
  let intact = true;
  while (intact && (await need(feed, 1))) {
    await need(feed, 4);
    if (isFrame(feed.bytes)) {
      intact = yield* unfold(feed);
    } else if (isSkippable(feed.bytes)) {
      intact = await skipFrame(feed);
      if (!intact) yield cut();
    } else {
      const other = await otherData(feed);
      if (other) yield other;
      intact = false;
    }
  }
  yield* feed.faults;
}

/** One frame; false if nothing can be read after it. */
async function* unfold(feed: Feed): AsyncGenerator<Uint8Array | Fault, boolean> {
  if (!create) throw new Error('this runtime has no Zstandard');
  let ending: FrameEnd = 'cut';
  async function* frame(): AsyncGenerator<Uint8Array> {
    ending = yield* readFrame(feed);
  }
  const engine = create();
  const source = Readable.from(frame());
  source.on('error', () => engine.destroy());
  source.pipe(engine);
  let broken = false;
  try {
    for await (const block of engine) yield block as Buffer;
  } catch (error) {
    broken = !(error instanceof Error && /unexpected end|truncat/i.test(error.message));
  } finally {
    source.destroy();
    engine.destroy();
  }
  if (broken || (ending as FrameEnd) === 'broken') {
    yield fault(
      'corrupt-compression',
      'the Zstandard data is broken; nothing after it can be read',
    );
    return false;
  }
  if ((ending as FrameEnd) === 'cut') yield cut();
  return (ending as FrameEnd) === 'end';
}

function cut(): Fault {
  return fault('truncated', 'the Zstandard data ends too early');
}

/** What is no frame: padding, of which nothing need be said, or something else. */
async function otherData(feed: Feed): Promise<Fault | undefined> {
  const from = feed.offset;
  let isPadding = true;
  while (await need(feed, 1)) {
    isPadding &&= feed.bytes.every((value) => value === 0);
    feed.skip(feed.bytes.length);
  }
  if (isPadding) return undefined;
  const message = `${feed.offset - from} bytes from byte ${from} on are not Zstandard data`;
  return fault('corrupt-compression', message);
}
