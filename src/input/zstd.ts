import { Readable } from 'node:stream';
import * as zlib from 'node:zlib';
import { type Flow, fault, isFault } from './flow.ts';

/** Whether the bytes begin as a Zstandard frame does (RFC 8878, section 3.1.1). */
export function isZstd(head: Uint8Array): boolean {
  return head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd;
}

type Create = () => NodeJS.ReadWriteStream & { destroy: () => void };

/** Present from Node 22.15 on; not in the types of older ones. */
const create = (zlib as { readonly createZstdDecompress?: Create }).createZstdDecompress;

/** Whether this runtime can read Zstandard data. */
export const hasZstd: boolean = create !== undefined;

/** Decompresses Zstandard data. A cut or a broken frame is reported after all that could be had. */
export async function* unzstd(flow: Flow): Flow {
  if (!create) throw new Error('this runtime has no Zstandard');
  const faults: ReturnType<typeof fault>[] = [];
  async function* bytes(): AsyncGenerator<Uint8Array> {
    for await (const part of flow) {
      if (isFault(part)) faults.push(part);
      // The flow may reuse its buffer before the engine has read it.
      else yield Buffer.from(part);
    }
  }
  const engine = create();
  const source = Readable.from(bytes());
  source.on('error', () => engine.destroy());
  source.pipe(engine);
  try {
    for await (const block of engine) yield block as Buffer;
  } catch (error) {
    const cut = error instanceof Error && /unexpected end|truncat/i.test(error.message);
    yield cut
      ? fault('truncated', 'the Zstandard data ends too early')
      : fault('corrupt-compression', 'the Zstandard data is broken; nothing after it can be read');
  } finally {
    source.destroy();
    engine.destroy();
  }
  yield* faults;
}
