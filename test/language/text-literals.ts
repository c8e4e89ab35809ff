/** A text in a source file: a string, or a template with `{}` for what it puts in. */
export interface TextLiteral {
  readonly line: number;
  readonly text: string;
}

/** What a slash follows that begins a regular expression, rather than divides. */
const beforePattern = /(?:^|[(,=:[!&|?{};+]|=>|\breturn|\btypeof)\s*$/;
const pattern = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*/y;

/** The texts in TypeScript source, in their order, that of a template before those in it; none of comments. */
export function textLiterals(source: string): readonly TextLiteral[] {
  const found: TextLiteral[] = [];
  readCode(source, 0, found);
  return found;
}

/** Reads code up to the brace that closes it, or to the end; gives the offset behind that. */
function readCode(source: string, from: number, found: TextLiteral[]): number {
  let depth = 0;
  for (let at = from; at < source.length; ) {
    const char = source[at] as string;
    if (char === '}' && depth-- === 0) return at + 1;
    if (char === '{') depth++;
    if (char === "'" || char === '"' || char === '`') at = readText(source, at, found);
    else if (char === '/') at = skipSlash(source, at);
    else at++;
  }
  return source.length;
}

/** Reads the text whose quotation mark is at `from`; gives the offset behind it. */
function readText(source: string, from: number, found: TextLiteral[]): number {
  const quote = source[from];
  const inside: TextLiteral[] = [];
  let text = '';
  let at = from + 1;
  while (at < source.length && source[at] !== quote) {
    if (quote === '`' && source.startsWith('${', at)) {
      at = readCode(source, at + 2, inside);
      text += '{}';
    } else {
      const length = source[at] === '\\' ? 2 : 1;
      text += source.slice(at, at + length);
      at += length;
    }
  }
  found.push({ line: source.slice(0, from).split('\n').length, text }, ...inside);
  return at + 1;
}

/** The offset behind a comment, a regular expression, or a slash that divides. */
function skipSlash(source: string, at: number): number {
  const next = source[at + 1];
  if (next === '/' || next === '*') {
    const end = next === '/' ? source.indexOf('\n', at) : source.indexOf('*/', at) + 1;
    return end <= 0 ? source.length : end + 1;
  }
  if (!beforePattern.test(source.slice(Math.max(0, at - 40), at))) return at + 1;
  pattern.lastIndex = at;
  return at + Math.max(1, pattern.exec(source)?.[0].length ?? 1);
}
