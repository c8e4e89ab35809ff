import { tell } from '../../language/message.ts';
import { type ByteStream, fault, isFault } from '../file/byte-stream.ts';

/** What a file gave, and what became of it by unpacking, over all its layers. */
export interface ExpansionLimit {
  /** Bytes of the file itself. */
  read: number;
  unpacked: number;
}

/** Deflate packs 1032 to one at best; more than that is packed twice, or made to waste time. */
const mostRatio = 1100;
/** Bytes that a file of any size may unfold to. */
const always = 1 << 26;

/** The same flow, ended with a fault once its file has unfolded to far more than any log would. */
export async function* withinLimit(flow: ByteStream, expansion: ExpansionLimit): ByteStream {
  for await (const part of flow) {
    if (!isFault(part)) expansion.unpacked += part.length;
    yield part;
    if (expansion.unpacked > always + mostRatio * expansion.read) {
      const message = tell('file.unfolds', { ratio: String(mostRatio) });
      yield fault('too-large', message);
      return;
    }
  }
}
