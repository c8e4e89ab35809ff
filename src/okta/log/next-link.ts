import { type Message, tell, toldInEnglish } from '../../language/message.ts';

/** A Link header that is malformed. */
export class LinkError extends RangeError {
  override readonly name = 'LinkError';
  readonly told: Message;

  constructor(told: Message) {
    super(toldInEnglish(told));
    this.told = told;
  }
}

/** Longest Link header accepted, in characters; Okta's are below 2,000. */
const longest = 65_536;

/**
 * The target of `rel="next"` in the value of a Link header (RFC 8288, section 3), byte for byte, or
 * undefined. Commas, semicolons and quotation marks inside a target are part of it; several header
 * lines joined with commas are one value.
 *
 * Throws a {@link LinkError} if the header is malformed: a header that was not understood must not pass for
 * the end of a log.
 */
export function nextLink(header: string | null): string | undefined {
  if (header === null || header.trim() === '') return undefined;
  if (header.length > longest) throw new LinkError(tell('okta.linkTooLong'));
  let next: string | undefined;
  for (const { target, relations } of linksOf(header)) {
    if (!relations.includes('next')) continue;
    if (next !== undefined && next !== target) throw new LinkError(tell('okta.twoLinks'));
    next = target;
  }
  return next;
}

interface Link {
  readonly target: string;
  /** In lower case. */
  readonly relations: readonly string[];
}

function linksOf(header: string): readonly Link[] {
  const links: Link[] = [];
  const cursor = { at: 0 };
  for (;;) {
    take(header, cursor, /[\s,]*/y);
    if (cursor.at >= header.length) return links;
    const target = take(header, cursor, /<([^<>]*)>/y);
    const relations = relationsOf(header, cursor);
    if (target === undefined || relations === undefined) {
      throw new LinkError(tell('okta.linkOdd', { at: String(cursor.at + 1) }));
    }
    links.push({ target, relations });
  }
}

/** The first `rel` of a link's parameters; later ones are ignored (section 3.3). Undefined if malformed. */
function relationsOf(header: string, cursor: { at: number }): readonly string[] | undefined {
  let relations: readonly string[] | undefined;
  for (;;) {
    take(header, cursor, /\s*/y);
    if (cursor.at >= header.length || header[cursor.at] === ',') return relations ?? [];
    if (take(header, cursor, /(;)/y) === undefined) return undefined;
    take(header, cursor, /\s*/y);
    const name = take(header, cursor, /([^\s;,="<>]+)/y);
    if (name === undefined) continue; // An empty parameter: `; ;`.
    take(header, cursor, /\s*/y);
    if (take(header, cursor, /(=)/y) === undefined) continue;
    take(header, cursor, /\s*/y);
    const quoted = take(header, cursor, /"((?:[^"\\]|\\.)*)"/y);
    const value = quoted?.replace(/\\(.)/g, '$1') ?? take(header, cursor, /([^\s;,"<>]*)/y);
    if (name.toLowerCase() !== 'rel' || value === undefined) continue;
    relations ??= value.toLowerCase().split(/\s+/);
  }
}

function take(text: string, cursor: { at: number }, pattern: RegExp): string | undefined {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(text);
  if (!found) return undefined;
  cursor.at = pattern.lastIndex;
  return found[1];
}
