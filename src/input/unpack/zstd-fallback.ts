import { setImmediate as nextTurn } from 'node:timers/promises';
import { createContext, Script } from 'node:vm';
import { tell } from '../../language/message.ts';
import { type ByteSource, fault, type ReadFault } from '../file/byte-stream.ts';
import { monotonicTime } from '../monotonic-time.ts';
import { createXxh64 } from './xxh64.ts';
import { type FrameEnd, type FrameHeader, readFrame } from './zstd-frame.ts';

/** What unpacking by the package may cost. */
export interface Cost {
  /** Milliseconds for one block, which takes one or two; for what is made for it the package takes minutes. */
  readonly time: number;
  /**
   * Bytes moved for nothing: with each block the package moves its whole window. Beside them so many may be
   * moved for each byte that comes out; blocks of a usual size need 1,024 of those at most.
   */
  readonly moved: number;
}

const mostCost: Cost = { time: 5_000, moved: 2 ** 36 };
const movedPerByte = 8_192;

/** Milliseconds without a break in which signals are heard. */
const mostBusy = 100;

/**
 * Decompresses one frame by `fzstd`. What that does not look at is checked here: how long a block takes, the
 * size that the header states, and the checksum, which also finds references to what never was.
 */
export async function* unfoldSlowly(
  source: ByteSource,
  header: FrameHeader,
  most: Cost = mostCost,
): AsyncGenerator<Uint8Array | ReadFault, FrameEnd | 'reported'> {
  const { Decompress } = await import('fzstd');
  const out: Uint8Array[] = [];
  let blocks = 0;
  const engine = new Decompress((part) => {
    blocks++;
    if (part.length > 0) out.push(part);
  });
  const push = guarded((bytes, isLast) => engine.push(bytes, isLast), most.time);
  const sum = createXxh64();
  let size = 0;
  let tail: Uint8Array = new Uint8Array(0);
  let rested = monotonicTime();
  for (const parts = readFrame(source); ; ) {
    const { done, value } = await parts.next();
    if (!push(done ? new Uint8Array(0) : value, done === true && value === 'end')) return 'broken';
    for (const part of out.splice(0)) {
      size += part.length;
      if (header.hasChecksum) sum.update(part);
      yield part;
    }
    if (done) return value === 'end' && !isSound(header, size, sum.low(), tail) ? 'broken' : value;
    tail = Buffer.concat([tail, value]).subarray(-4);
    if (blocks * header.window > most.moved + movedPerByte * size) {
      yield fault('too-large', tell('file.zstdBlocks'));
      return 'reported';
    }
    if (monotonicTime() - rested < mostBusy) continue;
    await nextTurn();
    rested = monotonicTime();
  }
}

type Push = (bytes: Uint8Array, isLast: boolean) => void;

/** The same, with an end to its time; false if it failed. */
function guarded(push: Push, timeout: number): (bytes: Uint8Array, isLast: boolean) => boolean {
  const call: { run?: () => void } = {};
  const context = createContext(call);
  const script = new Script('run()');
  return (bytes, isLast) => {
    call.run = () => push(bytes, isLast);
    try {
      script.runInContext(context, { timeout });
      return true;
    } catch {
      return false;
    }
  };
}

function isSound(
  { content, hasChecksum }: FrameHeader,
  size: number,
  sum: number,
  tail: Uint8Array,
) {
  if (content !== undefined && content !== size) return false;
  return !hasChecksum || Buffer.from(tail).readUInt32LE(0) === sum;
}
