import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tell } from '../../language/message.ts';
import { InputError } from '../input-error.ts';

/** A temporary file for what the memory has no room for, in pages of one size. */
export interface SpillFile {
  /** Writes a page into a slot. */
  write(slot: number, page: Uint8Array): void;
  /** Fills a page with what was last written to a slot. */
  read(slot: number, page: Uint8Array): void;
  /** Closes and removes the file; it may be called more than once. */
  close(): void;
}

/** A temporary file whose pages other threads can read. */
export interface ShareableSpill extends SpillFile {
  /** The descriptor of the file, by which other threads of the process can read it; undefined before the first page. */
  descriptor(): number | undefined;
}

/** Pages that another thread wrote and that nobody writes any more. */
export interface SharedPages {
  /** The file that they are in; undefined if it is closed already. */
  readonly descriptor: number | undefined;
  /** They are in the slots below this one. */
  readonly slots: number;
}

const advice = tell('input.freeState');

/**
 * Prepares a temporary file in `folder`, or where the system has such; it is made with the first page that is written.
 * Only its owner can read it (mode 0600 in a folder of mode 0700), and where the system allows it has no name any more
 * as soon as it is open, so nothing stays behind however the process ends. It holds numbers
 * and values of the log, not encrypted. Every call throws an {@link InputError} if the disk fails.
 */
export function createSpillFile(folder?: string): SpillFile {
  return createShareableSpill(folder);
}

/**
 * The same, for several threads. Where another one shares pages, their slots are read from its file, and what is
 * written to the slots behind them goes to this one.
 */
export function createShareableSpill(folder?: string, shared?: SharedPages): ShareableSpill {
  const first = shared?.slots ?? 0;
  let file: number | undefined;
  let home: string | undefined;
  const parent = (): string => folder ?? tmpdir();
  const open = (): number => {
    home = mkdtempSync(join(parent(), 'oktahunt-'));
    const opened = openSync(join(home, 'state'), 'wx+', 0o600);
    removeHome();
    return opened;
  };
  // Windows does not remove what is open; there it is done again at the end.
  const removeHome = (): void => {
    if (home === undefined) return;
    try {
      rmSync(home, { recursive: true, force: true });
      home = undefined;
    } catch {}
  };
  const close = (): void => {
    if (file !== undefined) closeSync(file);
    file = undefined;
    removeHome();
  };
  const guarded = (act: () => void): void => {
    try {
      act();
    } catch (error) {
      close();
      throw InputError.of(join(parent(), 'oktahunt-…'), error, advice);
    }
  };
  return {
    write: (slot, page) =>
      guarded(() => {
        file ??= open();
        for (let done = 0; done < page.length; ) {
          const place = (slot - first) * page.length + done;
          done += writeSync(file, page, done, page.length - done, place);
        }
      }),
    read: (slot, page) =>
      guarded(() => {
        const from = shared && slot < first ? shared.descriptor : file;
        if (from === undefined) throw new Error('it was closed');
        readPage(from, from === file ? slot - first : slot, page);
      }),
    descriptor: () => file,
    close,
  };
}

/** Fills a page from a slot of a file. */
function readPage(file: number, slot: number, page: Uint8Array): void {
  for (let done = 0; done < page.length; ) {
    const read = readSync(file, page, done, page.length - done, slot * page.length + done);
    if (read === 0) throw new Error('it ends too early');
    done += read;
  }
}
