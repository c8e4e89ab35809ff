import { setTimeout as delay } from 'node:timers/promises';

/** What waiting for others needs of the system; tests pass their own. */
export interface Patience {
  readonly platform: string;
  /** Resolves after so many milliseconds. */
  readonly sleep: (ms: number) => Promise<unknown>;
}

/** The patience of this machine. */
export const patience: Patience = { platform: process.platform, sleep: (ms) => delay(ms) };

/** How Windows says that another program has a file open. */
const heldCodes: readonly unknown[] = ['EPERM', 'EACCES', 'EBUSY'];

/** Milliseconds of the first wait, and of the last; each is twice the one before, two and a half seconds in all. */
const [firstWait, lastWait] = [10, 1_280];

/**
 * Renames or removes a file. Windows refuses that while another program has it open, such as a virus scanner or a reader
 * of the report: then it is tried again for a while. Elsewhere a refusal is final.
 */
export async function whileHeld<T>(act: () => Promise<T>, system: Patience = patience): Promise<T> {
  for (let wait = firstWait; ; wait *= 2) {
    try {
      return await act();
    } catch (error) {
      const isHeld = heldCodes.includes((error as NodeJS.ErrnoException).code);
      if (system.platform !== 'win32' || !isHeld || wait > lastWait) throw error;
      await system.sleep(wait);
    }
  }
}
