import { createHash } from 'node:crypto';
import type { Safe } from './escape.ts';

const markup = Symbol('markup');

/**
 * Markup of an HTML page in which text of unknown origin is only text. What is not made by {@link html} or a function
 * of this file is no such value, neither for the compiler nor at run time.
 */
export interface Html {
  readonly [markup]: string;
}

/** What can stand in a place of a template. Text becomes text, whatever is in it; nothing becomes nothing. */
export type HtmlValue = Html | Safe | number | undefined | readonly Html[];

/** Where a place of a template is. */
type Place = 'content' | 'attribute' | 'fragment';

/** Attributes that take neither code, nor style, nor an address. */
const plainAttribute =
  /^(?!on|style$|src|href$|srcset|action|formaction|ping|poster|data$)[a-z][\w-]*$/;

const places = new WeakMap<TemplateStringsArray, readonly Place[]>();

/**
 * A piece of a page. A place in it stands between elements, or is all or part of an attribute's value in double quotes.
 * Attributes that run code, style, or load something have no places, but for `href="#…"`. The words of a template are
 * ours; one with a place anywhere else throws, whatever the values.
 */
export function html(words: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  const known = places.get(words) ?? placesOf(words);
  places.set(words, known);
  let text = words[0] ?? '';
  for (const [index, value] of values.entries()) {
    text += written(value, known[index] as Place) + words[index + 1];
  }
  return { [markup]: text };
}

/** Pieces one after the other. */
export function joined(parts: readonly Html[], separator?: Html): Html {
  return { [markup]: parts.map((part) => part[markup]).join(separator?.[markup] ?? '') };
}

/** The text of a piece, to be written into a file. */
export function markupOf(piece: Html): string {
  return piece[markup];
}

/** A link to a page of the web that shows its address; what is no address over https is only text. */
export function webLink(address: Safe): Html {
  const isPage = /^https:\/\/[\w.-]+(:\d+)?(\/[\w.~%/#?&=:@,;+()-]*)?$/.test(address);
  if (!isPage) return html`${address}`;
  const href = encoded(address);
  return { [markup]: `<a href="${href}" rel="noopener noreferrer">${href}</a>` };
}

/** An element with code or style of ours, and the digest by which a Content-Security-Policy lets only it work. */
export interface Inline {
  readonly element: Html;
  readonly source: string;
}

/** `text` as the only content of a script or style element. It is ours, and holds no end tag and no comment. */
export function inline(name: 'script' | 'style', text: string): Inline {
  if (/<[!/]/.test(text)) throw new Error(`the ${name} of the page would end early`);
  const digest = createHash('sha256').update(text, 'utf8').digest('base64');
  return {
    element: { [markup]: `<${name}>${text}</${name}>` },
    source: `'sha256-${digest}'`,
  };
}

function written(value: HtmlValue, place: Place): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') {
    if (place === 'fragment' && !/^[\w-]+$/.test(value))
      throw new Error('not the id of an element');
    return encoded(value);
  }
  if (place !== 'content') throw new Error('markup within an attribute');
  return Array.isArray(value) ? markupOf(joined(value)) : (value as Html)[markup];
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/** Text between elements or between the quotes of an attribute (WHATWG HTML, "Serializing HTML fragments"). */
function encoded(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => entities[character] as string);
}

function placesOf(words: TemplateStringsArray): readonly Place[] {
  let before = '';
  const found: Place[] = [];
  for (const part of words.slice(0, -1)) {
    before += part;
    found.push(placeAfter(before));
    before += '0';
  }
  if (/<(script|style|iframe|object|embed|base|noscript|template)\b/i.test(words.join('0'))) {
    throw new Error(`a template with an element that runs or loads: ${words.join('…')}`);
  }
  return found;
}

/** The place that follows so much of a template. */
function placeAfter(before: string): Place {
  const tag = before.slice(before.lastIndexOf('<'));
  const isContent = !before.includes('<') || /^<[!/]?[a-zA-Z](?:[^"<>]|"[^"]*")*>/.test(tag);
  if (isContent) return 'content';
  const open = /^<[a-zA-Z](?:[^"<>]|"[^"]*")*\s([a-zA-Z][\w-]*)="([^"]*)$/.exec(tag);
  const [, name = '', begun = ''] = open ?? [];
  if (name === 'href' && begun === '#') return 'fragment';
  if (plainAttribute.test(name)) return 'attribute';
  throw new Error(`a template with a place that is neither text nor a plain attribute: ${before}`);
}
