import { constants, createInflateRaw, type InflateRaw } from 'node:zlib';
import { type Feed, need } from './feed.ts';

/** How deflated data ended: in order, too early, or with a fault that zlib puts in words. */
export type Ending = 'end' | 'cut' | Error;

/** Also the most that is lost when the data is broken: zlib gives no part of the block it failed in. */
const blockSize = 64 * 1024;

/**
 * Inflates raw deflate data (RFC 1951) and takes from the feed exactly what belongs to it. Holds one block
 * of output at a time, whatever the ratio.
 */
export async function* inflate(feed: Feed): AsyncGenerator<Uint8Array, Ending> {
  const engine = createInflateRaw({
    chunkSize: blockSize,
    highWaterMark: 1,
    finishFlush: constants.Z_SYNC_FLUSH,
  });
  try {
    while (await need(feed, 1)) {
      const before = engine.bytesWritten;
      const ending = yield* pass(engine, feed.bytes);
      feed.skip(engine.bytesWritten - before);
      if (ending !== 'more') return ending;
    }
    return 'cut';
  } finally {
    engine.destroy();
  }
}

/** Gives one piece to the engine, and what comes out of it. */
async function* pass(
  engine: InflateRaw,
  piece: Uint8Array,
): AsyncGenerator<Uint8Array, 'more' | 'end' | Error> {
  let state: 'busy' | 'more' | 'end' | Error = 'busy';
  let wake = (): void => {};
  const set = (next: typeof state): void => {
    if (state === 'busy') state = next;
    wake();
  };
  const onReadable = (): void => wake();
  const onEnd = (): void => set('end');
  const onError = (error: Error): void => set(error);
  engine.on('readable', onReadable).on('end', onEnd).on('error', onError);
  engine.write(piece, (error) => set(error ?? 'more'));
  for (;;) {
    const block = engine.read() as Buffer | null;
    if (block) {
      yield block;
    } else if (state !== 'busy') {
      engine.off('readable', onReadable).off('end', onEnd).off('error', onError);
      engine.on('error', () => {});
      return state;
    } else {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
}
