import { type Language, say } from '../../language/language.ts';
import { inEnglish } from '../../language/languages.ts';
import { show } from '../../report/text/escape.ts';
import { logTo } from '../log/run-log.ts';
import type { Io } from './io.ts';

/** Says on standard error which input a run is waiting for, and why, unless quiet. */
export function tellWaiting(
  { stderr }: Pick<Io, 'stderr'>,
  quiet: boolean,
  language: Language = inEnglish,
) {
  return (file: string, why: string): void => {
    if (quiet) return;
    const name = file === '-' ? '' : `${show(file, { max: 300 })}: `;
    const line = say(language, 'status.waiting', { what: `${name}${why}` });
    void logTo({ stderr }, { event: 'input.waiting', line, fields: { file, why } });
  };
}
