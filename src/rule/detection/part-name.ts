import { isClockPart, partNames } from '../../event/field-part.ts';
import { zoneNamed, zoneNames } from '../../event/time-zone.ts';
import { type Message, tell } from '../../language/message.ts';
import { didYouMean, didYouMeanOf, type Hint, meantHint } from '../yaml/did-you-mean.ts';
import { type Entry, type Node, textOf, type YamlSource } from '../yaml/yaml-source.ts';
import { modifiers } from './modifier.ts';

/**
 * The part of a field as paths have it, from what a rule writes behind the bar: of a time with the zone
 * by whose clocks it is read, unless that is UTC. Reports what is no part.
 */
export function partNamed(text: string, node: Node, source: YamlSource): string {
  const [name = '', ...zones] = text.split('@');
  if (!(partNames as readonly string[]).includes(name)) {
    source.report(node, strangePart(text, name));
    return text;
  }
  if (!isClockPart(name)) {
    if (zones.length > 0) source.report(node, tell('detectionMistake.partWithoutZone', { name }));
    return name;
  }
  const zone = zones.length > 0 ? zoneOf(zones.join('@'), node, source) : source.timezone;
  return zone === undefined || zone === 'UTC' ? name : `${name}@${zone}`;
}

function strangePart(text: string, name: string): Message {
  if (text.includes('|')) return tell('detectionMistake.onePart', { text });
  if (Object.hasOwn(modifiers, name)) {
    return tell('detectionMistake.modifierAsPart', { name, parts: partNames });
  }
  return tell('detectionMistake.noPart', { name, hint: didYouMeanOf(name, partNames) });
}

/** A modifier that is a part of a time, without its zone; any other as it is. */
export function withoutZone(name: string): string {
  const [part = ''] = name.split('@', 1);
  return isClockPart(part) ? part : name;
}

/** The source as a document with this `timezone` reads it. Reports what is no zone. */
export function inTimezone(source: YamlSource, entry: Entry | undefined): YamlSource {
  const name = entry && textOf(entry, source);
  if (name === undefined) return source;
  return { ...source, timezone: zoneOf(name, entry?.value as Node, source) };
}

function zoneOf(name: string, node: Node, source: YamlSource): string | undefined {
  const zone = zoneNamed(name);
  if (zone === undefined) {
    const hint = nearestZone(name) || tell('hint.zoneNamed', { example: 'Europe/Berlin' });
    source.report(node, tell('detectionMistake.noZone', { name, hint }));
  }
  return zone;
}

/** A clause about the zone of a city that is named alone, or else of a similar name. */
function nearestZone(name: string): Hint {
  const city = name.toLowerCase().replaceAll(' ', '_');
  const found = zoneNames().find((zone) => zone.toLowerCase().endsWith(`/${city}`));
  return found === undefined ? didYouMean(name, zoneNames()) : meantHint(found);
}
