import { tell } from '../../language/message.ts';
import { misuse } from '../failure.ts';
import { unknown } from './enum.ts';
import type { Say } from './speech.ts';

/** Common labels, the most useful first. */
const common = [
  ...[
    'utf-8',
    'shift_jis',
    'euc-jp',
    'iso-2022-jp',
    'windows-1252',
    'iso-8859-1',
    'utf-16le',
    'utf-16be',
  ],
  ...['gb18030', 'gbk', 'big5', 'euc-kr', 'windows-1250', 'windows-1251', 'iso-8859-2', 'koi8-r'],
] as const;

/** Microsoft's and Python's names for encodings with other labels. */
const aliases: Readonly<Record<string, string>> = {
  cp932: 'shift_jis',
  ms932: 'shift_jis',
  cp936: 'gbk',
  cp949: 'euc-kr',
  cp950: 'big5',
  eucjp: 'euc-jp',
};

/** The label of an encoding that `TextDecoder` knows; anything else is misuse, with the likeliest as advice. */
export function parseEncoding(text: string): string {
  try {
    return new TextDecoder(text).encoding;
  } catch {
    const alias = aliases[text.toLowerCase().replace(/[-_]/g, '')];
    if (alias === undefined) throw unknown(text, common, 'encoding');
    throw misuse(
      tell('misuse.unknown', { what: tell('named.encoding'), text }),
      tell('misuse.useEncoding', { label: alias }),
    );
  }
}

/** The option of every command that reads logs. */
export const encodingOption = (say: Say) =>
  ['--encoding <name>', say('help.option.encoding'), parseEncoding] as const;
