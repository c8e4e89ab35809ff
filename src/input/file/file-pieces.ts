import { closeSync, openSync, readSync } from 'node:fs';

/** A file of which pieces are read. What was opened stays open until nobody holds it any more. */
export interface FilePieces {
  /** The bytes from a place on. Throws if the file has not as many. */
  at(place: number, length: number): Buffer;
  /**
   * Gives the bytes from a place on, as many each time as are asked for. They hold until it is asked again: all are read
   * into the same memory, since memory that was never written to takes as long as reading.
   */
  from(place: number): (length: number) => Buffer;
}

/** What is read at once of pieces that follow each other; a larger piece is read by itself. */
const blockSize = 128 * 1024;

const unheld = new FinalizationRegistry(closeSync);

/** Opens a file. Throws if it cannot be read. */
export function openPieces(path: string): FilePieces {
  const file = openSync(path, 'r');
  const pieces: FilePieces = {
    at: (place, length) => readWhole(file, Buffer.allocUnsafeSlow(length), place),
    from(place) {
      let block = Buffer.allocUnsafeSlow(blockSize);
      let [start, end, next] = [place, place, place];
      return (length) => {
        if (next + length > end) {
          if (length > block.length) block = Buffer.allocUnsafeSlow(length);
          start = next;
          end = start + readSync(file, block, 0, block.length, start);
          if (next + length > end) throw ended();
        }
        next += length;
        return block.subarray(next - length - start, next - start);
      };
    },
  };
  unheld.register(pieces, file);
  return pieces;
}

function readWhole(file: number, room: Buffer, place: number): Buffer {
  if (readSync(file, room, 0, room.length, place) < room.length) throw ended();
  return room;
}

const ended = (): Error => new Error('the file has ended');
