import { open, readFile, stat } from 'node:fs/promises';
import { InputError } from '../input/input-error.ts';
import { tell } from '../language/message.ts';
import { parseReport } from './parse-report.ts';
import { type SavedReport, SavedReportError } from './saved-report.ts';

/** A longer file is not read: a text has no more characters in JavaScript. */
const mostBytes = 512 * 1024 * 1024;

/** So much of a file tells what it is. */
const headBytes = 4_096;

/** How every report of ours begins, whatever the white space; no event of Okta does. */
const opening = /^\uFEFF?\s*\{\s*"kind"\s*:\s*"(report|run|finding|case)"/;

/**
 * Whether a file is a saved report, by its first bytes. What cannot be opened is none: it may be a pattern of
 * names, and the reader of logs says what is wrong with it.
 */
export async function isSavedReport(path: string): Promise<boolean> {
  const file = await open(path, 'r').catch(() => undefined);
  if (!file) return false;
  try {
    // A pipe or a device can be read only once, which is up to the reader of logs.
    const isFile = (await file.stat()).isFile();
    if (!isFile) return false;
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return opening.test(textOf(buffer.subarray(0, bytesRead)));
  } finally {
    await file.close();
  }
}

/**
 * Reads a report that `--format json` or `ndjson` wrote; `name` is what to call it. Throws a
 * {@link SavedReportError} with the place if it is no report, not a whole one, or of another version.
 */
export async function readReport(path: string, name: string = path): Promise<SavedReport> {
  const unreadable = InputError.thrower(name, tell('saved.name'));
  const { size } = await stat(path).catch(unreadable);
  if (size > mostBytes) {
    throw new SavedReportError(
      name,
      undefined,
      tell('saved.tooLarge'),
      tell('saved.fewerFindings'),
    );
  }
  return parseReport(textOf(await readFile(path).catch(unreadable)), name);
}

/** UTF-8, or UTF-16 with its mark, which PowerShell writes to files. */
function textOf(bytes: Uint8Array): string {
  const isWide = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isWide ? 'utf-16le' : 'utf-8').decode(bytes);
}
