import { randomUUID } from 'node:crypto';
import type { LockHolder } from './archive-lock.ts';

/** This process, as the holder of locks. */
export function processHolder(): LockHolder {
  return { pid: process.pid, mark: randomUUID(), isAlive };
}

/** Whether a process runs on this machine. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
