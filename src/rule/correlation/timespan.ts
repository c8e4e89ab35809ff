import { parseDuration } from '../../event/duration.ts';
import { nearest } from '../yaml/did-you-mean.ts';
import { type Entry, isScalar, type YamlSource } from '../yaml/yaml-source.ts';

/** Milliseconds of the duration an entry gives; undefined after a report that says what is wrong. */
export function readDuration(entry: Entry, source: YamlSource): number | undefined {
  const { key, keyNode, value } = entry;
  const text = isScalar(value) ? String(value.source ?? value.value) : '';
  const length = parseDuration(text);
  if (length === undefined) {
    const why = flaws.find(([pattern]) => pattern.test(text))?.[1] ?? flawOfUnit(text);
    const reason = text === '' ? '' : `, not "${text}"; ${why}`;
    source.report(
      value ?? keyNode,
      `${key} must be a duration from 1s to 366d, such as 30m, 12h or 7d${reason}`,
    );
  }
  return length;
}

/** What is wrong with a text that is nearly a duration; the first that fits. */
const flaws: readonly (readonly [RegExp, string])[] = [
  [/^-/, 'a duration cannot be negative'],
  [/^\+?0+[smhdw]?$/, 'a duration cannot be zero'],
  [/^\d+[.,]\d+/, 'use a smaller unit instead of a fraction'],
  [/^\d+$/, 'the unit is missing'],
  [/^\d+M$/, 'M means months elsewhere, which have no fixed length; m is minutes, d is days'],
  [/^\d+ ?mo(nths?)?$/i, 'months have no fixed length; write days'],
  [/^\d+ ?y(ears?)?$/i, 'years have no fixed length; write days'],
  [/^\d+ ?(ms|milliseconds?)$/i, 'the shortest is one second'],
  [/^\d+[SHDW]$/, 'the unit is in lower case'],
  [/^\d+[smhdw]$/, 'it is too long'],
];

const units = ['seconds', 'secs', 'minutes', 'mins', 'hours', 'hrs', 'days', 'weeks', 'wks'];

/** What is wrong with a number and a unit of another name, or with anything else. */
function flawOfUnit(text: string): string {
  const [, number, name = ''] = /^(\d+)\s*([a-z]+)$/i.exec(text) ?? [];
  const unit = units.find((known) => known.startsWith(name.toLowerCase())) ?? nearest(name, units);
  const hint = number && name && unit ? `did you mean "${number}${unit[0]}"? ` : '';
  return `${hint}${hint ? 'T' : 't'}he units are s, m, h, d and w`;
}
