import { parseDuration } from '../../event/duration.ts';
import { type Message, tell } from '../../language/message.ts';
import { nearest } from '../yaml/did-you-mean.ts';
import { type Entry, isScalar, type YamlSource } from '../yaml/yaml-source.ts';

/** Milliseconds of the duration an entry gives; undefined after a report that says what is wrong. */
export function readDuration(entry: Entry, source: YamlSource): number | undefined {
  const { key, keyNode, value } = entry;
  const text = isScalar(value) ? String(value.source ?? value.value) : '';
  const length = parseDuration(text);
  if (length === undefined) {
    const why = flaws.find(([pattern]) => pattern.test(text))?.[1] ?? flawOfUnit(text);
    const reason = text === '' ? '' : tell('mistake.durationGiven', { text, why });
    source.report(value ?? keyNode, tell('mistake.duration', { key, reason }));
  }
  return length;
}

/** What is wrong with a text that is nearly a duration; the first that fits. */
const flaws: readonly (readonly [RegExp, Message])[] = [
  [/^-/, tell('mistake.durationNegative')],
  [/^\+?0+[smhdw]?$/, tell('mistake.durationZero')],
  [/^\d+[.,]\d+/, tell('mistake.durationFraction')],
  [/^\d+$/, tell('mistake.durationUnitless')],
  [/^\d+M$/, tell('mistake.durationBigM')],
  [/^\d+ ?mo(nths?)?$/i, tell('mistake.durationMonths')],
  [/^\d+ ?y(ears?)?$/i, tell('mistake.durationYears')],
  [/^\d+ ?(ms|milliseconds?)$/i, tell('mistake.durationTooShort')],
  [/^\d+[SHDW]$/, tell('mistake.durationCapital')],
  [/^\d+[smhdw]$/, tell('mistake.durationTooLong')],
];

const units = ['seconds', 'secs', 'minutes', 'mins', 'hours', 'hrs', 'days', 'weeks', 'wks'];

/** What is wrong with a number and a unit of another name, or with anything else. */
function flawOfUnit(text: string): Message {
  const [, number, name = ''] = /^(\d+)\s*([a-z]+)$/i.exec(text) ?? [];
  const unit = units.find((known) => known.startsWith(name.toLowerCase())) ?? nearest(name, units);
  return number && name && unit
    ? tell('mistake.durationMeant', { meant: `${number}${unit[0]}` })
    : tell('mistake.durationUnits');
}
