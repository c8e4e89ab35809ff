import { show } from './escape.ts';

declare const encoded: unique symbol;

/** Text of an XML document: only {@link xmlText} and {@link xml} make it. */
export type Xml = string & { readonly [encoded]: true };

/** Longest text in one attribute or line, in columns. */
const longest = 1_000;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/**
 * Text as the content of an element or of an attribute in quotes, in XML 1.0. What the language cannot hold at all
 * (controls, lone surrogates, U+FFFE, U+FFFF) has no ink either, so it is escaped as for a terminal.
 */
export function xmlText(text: string): Xml {
  return show(text, { max: longest }).replace(
    /[&<>"']/g,
    (sign) => entities[sign] as string,
  ) as Xml;
}

/** Our own markup around encoded text and numbers. */
export function xml(markup: TemplateStringsArray, ...values: (Xml | number)[]): Xml {
  let text = markup[0] ?? '';
  for (const [index, value] of values.entries()) text += `${value}${markup[index + 1]}`;
  return text as Xml;
}
