import { tell } from '../language/message.ts';
import { type FilterExpiry, parseExpiry } from './filter-expiry.ts';
import { type Entry, type Node, textOf, type YamlSource } from './yaml/yaml-source.ts';

/** Reads `expires`: a date, whose UTC day is the last, or a moment. Undefined after a report. */
export function readExpiry(entry: Entry, source: YamlSource): FilterExpiry | undefined {
  const text = textOf(entry, source);
  if (text === undefined) return undefined;
  const expiry = parseExpiry(text);
  if (expiry) return expiry;
  source.report(entry.value as Node, tell('mistake.expires'));
  return undefined;
}
