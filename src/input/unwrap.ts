import { isObject, type Json, type JsonObject, parsed } from '../event/json.ts';
import { membersOf } from '../event/members.ts';
import { parseTime } from '../event/time.ts';
import { type Message, tell } from '../language/message.ts';
import type { Contents } from './envelope/envelope.ts';
import { envelopes } from './envelope/envelopes.ts';
import { zoned } from './envelope/naming.ts';
import { eventText, wholeBeside } from './envelope/whole-event.ts';
import { createScanner } from './json/json-scanner.ts';
import type { Limits } from './limits.ts';
import type { ParsedItem } from './parsed-item.ts';

/** What one value of the text turned out to hold. */
export type Record =
  /** Something to decode. */
  | {
      readonly kind: 'record';
      readonly value: unknown;
      readonly wrapping: string | undefined;
      /** Its path in the wrapping, empty if there is none. Hostile text. */
      readonly at: string;
      readonly keeps?: readonly string[];
    }
  /** Something that cannot be one, for the reason given. `about` is what it was found in. */
  | {
      readonly kind: 'refusal';
      readonly reason: Extract<ParsedItem, { kind: 'damage' }>['reason'];
      readonly told: Message;
      readonly wrapping: string | undefined;
      readonly at: string;
      readonly about: unknown;
    };

/** Wrappings within wrappings beyond this are not opened; no product comes near it. */
const mostLayers = 8;

/** Whether a value is an event as Okta writes it, which nearly all are: then there is nothing to open. */
export function isBare(value: unknown): value is JsonObject {
  if (!isObject(value)) return false;
  const event = membersOf<
    'eventType' | 'published' | 'actor' | 'p_log_type' | '_grove' | 'cloudEventsVersion'
  >(value);
  return (
    typeof event.eventType === 'string' &&
    isTime(event.published) &&
    isObject(event.actor) &&
    // What Panther, Grove and Event Hooks put beside Okta's own keys.
    event.p_log_type === undefined &&
    event._grove === undefined &&
    event.cloudEventsVersion === undefined
  );
}

/** Whether a time is spelled as Okta does it, which is cheap to see, or at least without the spaces of databases. */
function isTime(published: Json | undefined): boolean {
  if (typeof published !== 'string') return false;
  if (published.length === 24 && published.endsWith('Z')) return true;
  return parseTime(published) !== undefined || zoned(published) === published;
}

/**
 * Takes a value out of all that it is wrapped in. A list holds many records, an empty one none; what is
 * no wrapping is the record itself.
 */
export function unwrap(value: unknown, limits: Limits): readonly Record[] {
  const found: Record[] = [];
  open({ value, limits, layers: 0, names: [], at: '', found });
  return found;
}

interface Opening {
  readonly value: unknown;
  readonly limits: Limits;
  /** How many wrappings were opened to come here. */
  readonly layers: number;
  /** The wrappings around it, outermost first. */
  readonly names: readonly string[];
  readonly at: string;
  /** As in `Surroundings`. */
  readonly telling?: string | undefined;
  readonly found: Record[];
}

function open(opening: Opening): void {
  const { value, layers, names, at, found } = opening;
  const wrapping = names.length > 0 ? names.join(', ') : undefined;
  if (layers >= mostLayers || isBare(value)) {
    found.push({ kind: 'record', value, wrapping, at });
  } else if (typeof value === 'string' && (names.length > 0 || bracket.test(value))) {
    openText(value, opening);
  } else if (Array.isArray(value) && names.length > 0) {
    openList(value, { ...opening, layers: layers + 1, names: [...names, 'list'] });
  } else if (isObject(value)) {
    openObject(value, wrapping, opening);
  } else {
    found.push({ kind: 'record', value, wrapping, at });
  }
}

function openList(values: readonly unknown[], within: Opening): void {
  const { telling, names, found } = within;
  values.forEach((value, index) => {
    const at = `${within.at}[${index}]`;
    if (telling === undefined || typeof value !== 'string' || eventText(value) === undefined) {
      open({ ...within, value, at });
    } else {
      const told = tell('wrapping.doubtful', { beside: telling });
      const wrapping = names.join(', ');
      found.push({ kind: 'refusal', reason: 'not-an-event', told, wrapping, at, about: value });
    }
  });
}

/** How text begins that is taken for JSON where nothing says that it is. */
const bracket = /^\s{0,64}[{[]/;

function openObject(value: JsonObject, wrapping: string | undefined, opening: Opening): void {
  const { names, at, telling, found } = opening;
  for (const { name, open: look } of envelopes) {
    const contents = look(value, { telling });
    if (!contents) continue;
    const within = names.at(-1) === name ? names : [...names, name];
    take(contents, value, { ...opening, names: within }, wrapping);
    return;
  }
  found.push({ kind: 'record', value, wrapping, at });
}

/** Looks at what a wrapping holds; `outer` is what is around the wrapping. */
function take(
  contents: Contents,
  record: JsonObject,
  within: Opening,
  outer: string | undefined,
): void {
  const { names, found } = within;
  const layers = within.layers + 1;
  if (contents.kind === 'inner') {
    const at = joined(within.at, contents.at);
    open({ ...within, value: contents.value, layers, at, telling: contents.telling });
  } else if (contents.kind === 'list') {
    const at = joined(within.at, contents.at);
    openList(contents.values, { ...within, layers, at, telling: contents.telling });
  } else if (contents.kind === 'several') {
    for (const one of contents.contents) take(one, record, within, outer);
  } else if (contents.kind === 'refused') {
    const { told, at = '', about = record } = contents;
    const place = joined(within.at, at);
    const reason = 'not-an-event';
    found.push({ kind: 'refusal', reason, told, wrapping: outer, at: place, about });
  } else {
    takeEvent(contents, record, within, names.join(', '));
  }
}

/** An event that was put back together from what keeps only a part of it, unless it stands beside it as a whole. */
function takeEvent(
  { raw, keeps }: Extract<Contents, { kind: 'event' }>,
  record: JsonObject,
  within: Opening,
  wrapping: string,
): void {
  const whole = keeps && wholeBeside(record, raw);
  if (whole) {
    open({ ...within, value: whole.value, at: joined(within.at, whole.at) });
  } else {
    const { at } = within;
    within.found.push({ kind: 'record', value: raw, wrapping, at, ...(keeps && { keeps }) });
  }
}

function joined(at: string, step: string): string {
  return at === '' || step === '' ? at + step : `${at}.${step}`;
}

/** Text in a wrapping is read as a file would be: it may hold several records, and may be damaged. */
function openText(text: string, opening: Opening): void {
  const { limits, names, found } = opening;
  const within = names.length > 0 ? names : ['JSON in text'];
  const wrapping = within.join(', ');
  const items = itemsOf(text, limits);
  items.forEach((item, index) => {
    const at = items.length > 1 ? `${opening.at}[${index}]` : opening.at;
    if (item.kind === 'damage') {
      const { reason } = item;
      const told = tell('record.inWrapping', { what: item.told });
      found.push({ kind: 'refusal', reason, told, wrapping, at, about: text });
    } else if (typeof item.value === 'string') {
      // Text in text in text is nobody's format.
      found.push({ kind: 'record', value: item.value, wrapping, at });
    } else {
      open({ ...opening, value: item.value, layers: opening.layers + 1, names: within, at });
    }
  });
}

function itemsOf(text: string, limits: Limits): readonly ParsedItem[] {
  const whole = parseWhole(text, limits);
  if (whole !== undefined) return [{ kind: 'value', value: whole, line: 1, byte: 0, length: 0 }];
  const bytes = Buffer.from(text);
  const scanner = createScanner(limits, bytes.length);
  return [...scanner.push(bytes), ...scanner.end()];
}

/** The common case, fast: one object, with too few brackets to nest too deep. */
function parseWhole(text: string, limits: Limits): unknown {
  return text[0] !== '{' || hasManyBrackets(text, limits.depth) ? undefined : parsed(text);
}

function hasManyBrackets(text: string, most: number): boolean {
  let count = 0;
  for (let at = 0; at < text.length && count <= most; at++) {
    // With the bit 0x20 set, [ and { are both 0x7B.
    if ((text.charCodeAt(at) | 0x20) === 0x7b) count++;
  }
  return count > most;
}
