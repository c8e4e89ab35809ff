import { show } from './escape.ts';

declare const encoded: unique symbol;

/** A line of CEF, with its end: only {@link cefLine} makes it. */
export type CefLine = string & { readonly [encoded]: true };

/** The fixed fields of a CEF line, in their order. */
export interface CefHeader {
  readonly vendor: string;
  readonly product: string;
  readonly version: string;
  /** What kind of event it is, the same for all of that kind. */
  readonly signature: string;
  readonly name: string;
  /** From 0 to 10. */
  readonly severity: number;
}

/** Longest text of one value, in columns. */
const longest = 1_000;

/**
 * One line of ArcSight's Common Event Format (implementation standard, version 26). A backslash and the sign that ends
 * a field (`|` in the header, `=` in the extension) are escaped; line ends are shown, since a line is a record.
 * Values that are null or empty are left out.
 */
export function cefLine(
  header: CefHeader,
  extension: Readonly<Record<string, string | number | null | undefined>>,
): CefLine {
  const { vendor, product, version, signature, name, severity } = header;
  const head = [vendor, product, version, signature, name].map((text) => escaped(text, /[\\|]/g));
  const pairs = Object.entries(extension).flatMap(([key, value]) =>
    value === null || value === undefined || value === ''
      ? []
      : [`${key}=${escaped(String(value), /[\\=]/g)}`],
  );
  return `CEF:0|${head.join('|')}|${severity}|${pairs.join(' ')}\n` as CefLine;
}

function escaped(text: string, signs: RegExp): string {
  return show(text, { max: longest }).replace(signs, String.raw`\$&`);
}
