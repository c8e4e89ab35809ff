import { availableParallelism } from 'node:os';
import { tell } from '../../language/message.ts';
import { misuse } from '../failure.ts';

/** More threads than these are not started: each takes memory of its own. */
const most = 16;

/** `auto` starts no more than these: one joins what the others read, and reports, which then is most of a scan. */
const mostByItself = 4;

/** The number of threads that `--jobs` asks for: a number, or `auto`. Anything else is misuse. */
export function parseJobs(text: string): number {
  if (text === 'auto') return Math.min(mostByItself, availableParallelism());
  const jobs = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  if (jobs < 1 || jobs > most) {
    throw misuse(tell('misuse.noJobs', { text }), tell('misuse.giveJobs', { most: String(most) }));
  }
  return jobs;
}
