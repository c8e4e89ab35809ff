import { constants, createInflateRaw, type InflateRaw } from 'node:zlib';
import { type ByteSource, need } from '../file/byte-stream.ts';

/** How deflated data ended: in order, too early, or with a fault that zlib puts in words. */
export type InflateEnd = 'end' | 'cut' | Error;

/** Also the most that is lost when the data is broken: zlib gives no part of the block it failed in. */
const blockSize = 64 * 1024;

/**
 * Inflates raw deflate data (RFC 1951) and takes from the source exactly what belongs to it. Holds one block
 * of output at a time, whatever the ratio.
 */
export async function* inflate(source: ByteSource): AsyncGenerator<Uint8Array, InflateEnd> {
  const engine = start();
  const { stream } = engine;
  try {
    while (await need(source, 1)) {
      const before = stream.bytesWritten;
      const state = yield* pass(engine, source.bytes);
      source.skip(stream.bytesWritten - before);
      if (state !== 'fed') return state;
    }
    return 'cut';
  } finally {
    stream.destroy();
  }
}

interface Engine {
  readonly stream: InflateRaw;
  /** `fed` when it has taken the whole piece, `end` when it found the end of the data in it. */
  state: 'busy' | 'fed' | 'end' | Error;
  /** Called when there is something to read or the state has changed. */
  wake: () => void;
}

function start(): Engine {
  const options = {
    chunkSize: blockSize,
    // One block is read before the next is made: a failing engine would throw away what waits.
    highWaterMark: 1,
    finishFlush: constants.Z_SYNC_FLUSH,
  };
  const engine: Engine = { stream: createInflateRaw(options), state: 'busy', wake: () => {} };
  engine.stream
    .on('readable', () => engine.wake())
    .on('end', () => settle(engine, 'end'))
    .on('error', (error) => settle(engine, error));
  return engine;
}

function settle(engine: Engine, state: Engine['state']): void {
  if (engine.state === 'busy') engine.state = state;
  engine.wake();
}

/** Gives one piece to the engine, and what comes out of it. */
async function* pass(
  engine: Engine,
  piece: Uint8Array,
): AsyncGenerator<Uint8Array, Exclude<Engine['state'], 'busy'>> {
  const { stream } = engine;
  // A slow reader meets the end only now: it was told while nobody waited for it.
  if (stream.readableEnded) return 'end';
  engine.state = 'busy';
  stream.write(piece, (error) => settle(engine, error ?? 'fed'));
  for (;;) {
    const block = stream.read() as Buffer | null;
    if (block) yield block;
    else if (engine.state !== 'busy') return stream.readableEnded ? 'end' : engine.state;
    else {
      await new Promise<void>((resolve) => {
        engine.wake = resolve;
      });
    }
  }
}
