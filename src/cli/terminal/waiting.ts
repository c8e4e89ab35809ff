import { type Language, say } from '../../language/language.ts';
import { inEnglish } from '../../language/languages.ts';
import { type Message, toldIn } from '../../language/message.ts';
import { show } from '../../report/text/escape.ts';
import { logTo } from '../log/run-log.ts';
import type { Io } from './io.ts';

/** Says on standard error which input a run is waiting for, and why, unless quiet. */
export function tellWaiting(
  { stderr }: Pick<Io, 'stderr'>,
  quiet: boolean,
  language: Language = inEnglish,
) {
  return (file: string, why: Message): void => {
    if (quiet) return;
    const name = file === '-' ? '' : `${show(file, { max: 300 })}: `;
    const waiting = toldIn(language, why);
    const line = say(language, 'status.waiting', { what: `${name}${waiting}` });
    void logTo({ stderr }, { event: 'input.waiting', line, fields: { file, why: waiting } });
  };
}
