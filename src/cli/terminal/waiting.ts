import { type Language, say } from '../../language/language.ts';
import { inEnglish } from '../../language/languages.ts';
import { type Message, toldIn } from '../../language/message.ts';
import { show } from '../../report/text/escape.ts';
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
    stderr.write(
      `${say(language, 'status.waiting', { what: `${name}${toldIn(language, why)}` })}\n`,
    );
  };
}
