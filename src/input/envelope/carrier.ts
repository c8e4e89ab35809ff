import type { Json, JsonObject } from '../../event/json.ts';
import { type Message, tell } from '../../language/message.ts';
import { type Contents, type Envelope, inner, innerAll } from './envelope.ts';
import { type Candidate, type Search, search } from './event-search.ts';
import { hasType, isOktaContent, uuidOf, wholeBeside } from './whole-event.ts';

/**
 * The wrapping of any product: one event, or one list of them, under any key. What it takes must be the only
 * one there is, and nothing that an attacker could have written; `src/README.md` has the argument.
 */
export function createCarrier(products: readonly Envelope[]): Envelope {
  return {
    name: 'unknown wrapping',
    open: (record, around) => {
      if (!isEntry(record)) return choose(search(record, products, around));
      const whole = wholeBeside(record, record);
      return whole && inner(whole.value, whole.at);
    },
  };
}

/** An event, odd as it may be, is not searched for others: its texts are what an attacker wrote. */
export function isEntry(record: JsonObject): boolean {
  return (hasType(record) && Object.hasOwn(record, 'published')) || isOktaContent(record);
}

function choose(found: Search): Contents | undefined {
  const sure = found.candidates.filter((one) => isSure(one, found));
  const [first, second] = sure;
  if (!first) return none(found);
  if (second) {
    if (sure.every(({ isList, kind }) => isList && kind === 'structure')) {
      return { kind: 'several', contents: sure.map((one) => contentsOf(one, found)) };
    }
    const fullest = fullestOf(sure);
    return fullest ? contentsOf(fullest, found) : refused(differing(first, second));
  }
  const other = found.parts.find(({ value }) => {
    const uuid = uuidOf(value);
    return first.uuid !== undefined && uuid !== undefined && uuid !== first.uuid;
  });
  return other ? refused(differing(first, other)) : contentsOf(first, found);
}

/**
 * Whether a candidate is nothing that an attacker could have written. Text, unless it is a raw record by contract,
 * counts alone, in a record that tells of nothing itself; or if it has the uuid of what counts, or of a part
 * of an event: nobody knows that beforehand.
 */
function isSure(one: Candidate, { candidates, parts, telling }: Search): boolean {
  if (one.kind !== 'text') return true;
  const others = candidates.filter(({ kind }) => kind !== 'text');
  const uuids = [...others.map(({ uuid }) => uuid), ...parts.map(({ value }) => uuidOf(value))];
  if (one.uuid !== undefined && uuids.includes(one.uuid)) return true;
  return uuids.length === 0 && telling === undefined;
}

function none({ candidates, parts, telling }: Search): Contents | undefined {
  const [text] = candidates;
  if (text) {
    const beside = telling ?? parts[0]?.at ?? tell('wrapping.otherEvents');
    return refused(tell('wrapping.doubtfulUnder', { at: text.at, beside }));
  }
  const part = parts.find(({ value }) => hasType(value));
  return part && inner(part.value, part.at);
}

/** Copies of one event: the fullest is the one that was not stripped. Undefined if they are of several. */
function fullestOf(sure: readonly Candidate[]): Candidate | undefined {
  const [first] = sure;
  if (!first?.uuid || sure.some(({ uuid }) => uuid !== first.uuid)) return undefined;
  const size = ({ value }: Candidate): number =>
    typeof value === 'string' ? value.length : JSON.stringify(value).length;
  return sure.reduce((best, one) => (size(one) > size(best) ? one : best));
}

function contentsOf({ value, at, isList, kind }: Candidate, { telling }: Search): Contents {
  const contents = isList ? innerAll(value as readonly Json[], at) : inner(value, at);
  return kind === 'structure' ? { ...contents, telling } : contents;
}

function differing(one: { readonly at: string }, other: { readonly at: string }): Message {
  return tell('wrapping.differing', { at: one.at, other: other.at });
}

function refused(told: Message): Contents {
  return { kind: 'refused', told };
}
